"""The benchmark's driver: sets the systems up, measures them in turns, and reports."""
