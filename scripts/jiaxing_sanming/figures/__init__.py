"""Figures of this study alone."""
