"""Tables of this study alone."""
