"""The text held against the results: findings that fell, numbers typed by hand, things that nothing uses."""
