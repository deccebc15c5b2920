"""The explorer's data: everything that a study knows, as compact columns for one page a language."""
