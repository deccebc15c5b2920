"""The text held against the results: refuted findings, numbers typed by hand, things that nothing uses."""
