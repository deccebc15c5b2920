"""Finds the numbers that somebody typed into the text instead of letting them come from the evidence."""
