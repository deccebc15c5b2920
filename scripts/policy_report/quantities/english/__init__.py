"""Read English by the productions of `grammar/english.toml`; `words`, `numbers`, `terms`, `signs`, then `parser`."""
