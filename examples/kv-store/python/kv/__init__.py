"""Keeps values in SQLite or Redis; an example for outwit."""
