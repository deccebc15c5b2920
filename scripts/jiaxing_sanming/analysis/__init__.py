"""Analyses of this study alone."""
