"""Pure functions from tidy frames to results: no file, no plot, no global."""
