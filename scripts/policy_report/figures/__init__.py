"""One module a figure; each has one function `draw` that returns a matplotlib `Figure`.

Its parameters are named after what it asks for and not described again: `language`, that of the labels; tidy frames and
results by their names; `sources`, whom the source line names; `study`, what `study.toml` says. A function `data`, if
there is one, gives the frame that the figure shows, which the build writes beside it.
"""
