"""Every parameter of the process models, what it rests on, and why it has its range."""

import pandas as pd

from jiaxing_sanming.words import word
from policy_report.evidence.records import Record
from policy_report.paper.markdown import anchor, citation, escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import named
from policy_report.text.language import Language
from policy_report.text.numbers import joined

_TABLE = Table("process-parameters", words=word)


def build(language: Language, process_parameters: pd.DataFrame) -> str:
    """Write one row for each parameter, in the order of the file, with an anchor."""
    rows = [_row(parameter, language) for parameter in process_parameters.to_dict("records")]
    return _TABLE.markdown(rows, language)


def _row(parameter: Record, language: Language) -> list[str]:
    holds = _TABLE.say(f"regimes.{parameter['regime']}", language)
    if parameter["scenario"]:
        holds += _TABLE.say("published_only", language)
    low, high = (_number(parameter, end) for end in ("low", "high"))
    unit = _TABLE.say(f"units.{parameter['unit']}", language)
    return [
        anchor(f"prm-{parameter['id']}".replace("_", "-"), named(parameter, "meaning", language)),
        escape(holds),
        escape(_number(parameter, "value") + unit),
        "–" if parameter["kind"] == "published" else escape(joined(low + unit, high + unit, language)),
        _basis(parameter, language),
        escape(named(parameter, "reasoning", language)),
    ]


def _number(parameter: Record, column: str) -> str:
    scale = 100 if parameter["unit"] == "probability" else 1
    return f"{scale * float(parameter[column]):.4g}"


def _basis(parameter: Record, language: Language) -> str:
    """Write `published` with a link to the claim, or `assumed` with the source that supports it if there is one."""
    basis = _TABLE.say(f"bases.{parameter['kind']}", language)
    if parameter["kind"] == "published":
        return link(f"clm-{parameter['claim']}", basis)
    return f"{escape(basis)} {citation(str(parameter['source']))}".strip()
