"""The task graph of a study, its runner, and what a build remembers."""
