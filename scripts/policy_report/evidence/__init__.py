"""Reads `data/published/` and `references.bib` into validated, tidy frames."""
