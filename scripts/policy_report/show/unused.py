"""What the paper makes or keeps and nothing uses: figures, tables, derived numbers, references."""

from policy_report.discovery import figures, tables
from policy_report.errors import Problem
from policy_report.project import Project
from policy_report.show.preview import doubts
from policy_report.show.uses import Uses

_UNCITED = "bib-unused"


def unused_outputs(uses: Uses) -> list[Problem]:
    """Figures and tables that no text shows: they are faults, since the build makes them for nothing."""
    return [
        Problem(
            "/".join(maker.module.split(".")) + ".py",
            0,
            "",
            f"{kind}-unused",
            f"no text shows this {kind}",
            f"{prefix}-{maker.name.replace('_', '-')}",
            "show it in every edition, or take its module out",
        )
        for kind, prefix, makers in (("figure", "fig", figures()), ("table", "tbl", tables()))
        for maker in makers
        if not uses.mentions(f"{prefix}-{maker.name.replace('_', '-')}")
    ]


def unused_inputs(project: Project, uses: Uses) -> list[Problem]:
    """Derived numbers and references that nothing uses.

    They are remarks: Appendix A lists every derived number, and a reference may record that a source was read.
    """
    remedy = "use it in the text, or take it out of the analysis if Appendix A need not list it"
    numbers = [
        Problem("_variables.yml", 0, "", "number-unused", "no text uses this number", key, remedy)
        for key in uses.numbers()
        if not uses.mentions(key)
    ]
    return [*numbers, *(doubt for doubt in doubts(project) if doubt.code == _UNCITED)]
