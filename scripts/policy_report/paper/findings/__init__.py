"""The sentences of the paper that compare or conclude, each as a test on the results.

A finding is one function, marked `@finding("fnd-…")`; its parameters name the frames and results that it tests, as
those of a result do. The text marks the sentence with the same id: `[Recorded crime fell.]{.finding #fnd-…}`.
"""
