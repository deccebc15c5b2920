"""Commands of this study alone."""
