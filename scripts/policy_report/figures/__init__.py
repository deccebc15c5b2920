"""One module a figure; each has one function `draw` that returns a matplotlib `Figure`.

Its parameters are named after what it asks for and not described again: tidy frames and results by their names, and
`labels`, which holds the words in the language of the figure, `study`, what `study.toml` says, and `sources`, whom the
source line names; a function may ask for `language`, `study` and `sources` instead. A function `data`, if
there is one, gives the frame that the figure shows, which the build writes beside it.
"""
