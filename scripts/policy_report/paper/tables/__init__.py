"""One module a table; each has one function `build` that returns Markdown."""
