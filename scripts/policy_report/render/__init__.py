"""From `report/*.qmd` to documents, by Quarto or by the embedded engine.

`engine` is the way in: `documents`, `sources` and `choose_engine`. `fonts`, `styles` and `docx` make
what the documents need before they can be rendered (`report/generated/`).
"""
