"""Prints what is in PDF files; an example for outwit."""
