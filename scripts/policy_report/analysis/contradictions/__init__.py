"""Contradictions in the published evidence, found from the data alone: one module for each family of kinds."""
