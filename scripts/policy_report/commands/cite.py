"""Cite the paper, or anything of it, in the form that a reader needs."""

import argparse
import base64
import sys

from policy_report.project import find_project


def cite(options: argparse.Namespace) -> None:
    """Print how a thing is cited, and put it on the clipboard if asked."""
    from policy_report.lookup import citing
    from policy_report.text.language import Language

    if options.lang and options.lang not in tuple(Language):
        options.usage_error(f"no such language: {options.lang}; there is {', '.join(Language)}")
    project, language = find_project(options.project), Language(options.lang) if options.lang else None
    if options.all:
        said = "\n".join(citing.cite_all(project, options.style or "bibtex", language))
    else:
        said = citing.cite(project, options.id, options.style or "apa", language, options.edition)
    print(said.rstrip("\r\n"))
    if options.copy:
        if not sys.stderr.isatty():
            options.usage_error("--copy needs a terminal")
        # The terminal takes it for its clipboard (OSC 52), at a distance too.
        sys.stderr.write(f"\x1b]52;c;{base64.b64encode(said.strip().encode()).decode()}\a")
