"""The designs side by side, what they are silent on, and bodies of the same kind elsewhere."""

from collections.abc import Sequence

import pandas as pd

from policy_report.evidence.records import AnyRow, PeerRow, Record, rows_as
from policy_report.paper.markdown import Column, citation, escape
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import founded_text, named, names_by_id
from policy_report.study import Study
from policy_report.text.dates import date_text

_WIDTHS = (20, 26, 22, 32)


@table("designs")
def designs(
    table: Table, design_statements: pd.DataFrame, design_comparison: pd.DataFrame, cases: pd.DataFrame, study: Study
) -> str:
    """Write one row for each topic of the figure, with what is published of each case on it."""
    shown = design_statements[design_statements["place"].eq("figure")]
    return _topics(table, shown, design_comparison, names_by_id(cases, table.language), study)


@table("designs-further")
def designs_further(
    table: Table, design_statements: pd.DataFrame, design_comparison: pd.DataFrame, cases: pd.DataFrame, study: Study
) -> str:
    """Write one row for each topic that is scored and that the figure has no room for."""
    shown = design_statements[design_statements["place"].eq("table")]
    return _topics(table, shown, design_comparison, names_by_id(cases, table.language), study)


def _topics(table: Table, statements: pd.DataFrame, judged: pd.DataFrame, names: dict[str, str], study: Study) -> str:
    """Write topics with the words of each side and the judgement."""
    columns = [
        Column(table.word("table.designs.topic"), 18),
        *(Column(names[case], 60 // len(study.cases)) for case in study.cases),
        Column(table.word("table.designs.judgement"), 22),
    ]
    rows = [
        _topic(rows_as(said, Record), rows_as(judged[judged["topic"].eq(topic)], Record), names, table)
        for topic, said in statements.groupby("topic", sort=False)
    ]
    return table.markdown(rows, columns)


def _topic(said: Sequence[AnyRow], judged: Sequence[AnyRow], names: dict[str, str], table: Table) -> list[str]:
    language, colon = table.language, table.word("mark.colon")
    reasons = [str(pair[f"reason_{language}"]) for pair in judged]
    if len(judged) > 1:
        pairs = [f"{names[str(pair['first'])]} – {names[str(pair['second'])]}" for pair in judged]
        reasons = [f"{pair}{colon}{reason}" for pair, reason in zip(pairs, reasons, strict=True) if reason]
    return [
        escape(f"{_dimension(said[0], table)}{colon}{said[0][f'name_{language}']}"),
        *(f"{escape(str(one[f'value_{language}']))} {citation(str(one['source']))}" for one in said),
        escape(table.joined(reasons)),
    ]


def _dimension(row: AnyRow, table: Table) -> str:
    """Name a dimension of the designs: as the study's catalogue says it, or as `features.csv` has it."""
    name = str(row["dimension"])
    return str(table.words.entry(f"dimension.{name}", table.language, name.replace("_", " ").capitalize()))


@table("silences")
def silences(table: Table, design_statements: pd.DataFrame, study: Study) -> str:
    """Write what the sources do not mention, by dimension and side: the names of the topics."""
    language = table.language
    sides = [table.say("not", name=study.place(case).name[language]) for case in study.cases]
    titles = (table.say("dimension"), table.say("neither"), *sides)
    columns = [Column(title, width) for title, width in zip(titles, _WIDTHS, strict=True)]
    rows = []
    for dimension, said in design_statements[~design_statements["stated"]].groupby("dimension", sort=False):
        silent = {str(name): set(own["case"]) for name, own in said.groupby(f"name_{language}", sort=False)}
        neither = [name for name, cases in silent.items() if len(cases) == len(sides)]
        alone = [[name for name in silent if case in silent[name] and name not in neither] for case in study.cases]
        cells = (table.joined([*map(escape, names)]) or "–" for names in (neither, *alone))
        rows.append([escape(_dimension({"dimension": dimension}, table)), *cells])
    return table.markdown(rows, columns)


@table("peers")
def peers(table: Table, peers: pd.DataFrame, cases: pd.DataFrame) -> Rows:
    """Write since when local bodies of the same kind exist, how large they are, and what they publish of themselves.

    The oldest come first, those without a date last.
    """
    local = peers[peers["case"].isin(cases.loc[cases["level"] != "country", "id"])]
    places = names_by_id(cases, table.language)
    ordered = sorted(rows_as(local, PeerRow), key=lambda peer: (peer["established"] or "9999", peer["case"]))
    return [
        [
            escape(places[peer["case"]]),
            escape(named(peer, "body", table.language)),
            escape(founded_text(peer, table.language)),
            escape(_size(peer, table)),
            escape(_headline(peer, table)),
            citation(peer["source"]),
        ]
        for peer in ordered
    ]


def _size(peer: PeerRow, table: Table) -> str:
    """Write branches and staff as published, a dash for what is not."""
    given = [number or "–" for number in (peer["branches"], peer["staff"])]
    return table.joined(given) if set(given) != {"–"} else "–"


def _headline(peer: PeerRow, table: Table) -> str:
    """Write indicator and phrase; the data name these indicators in English only."""
    indicator, phrase = peer["indicator_en"], peer["phrase"]
    if not phrase:
        return table.say("no_figure")
    return table.say("figure", indicator=indicator, phrase=phrase) if indicator else phrase


@table("labels", right=(1, 2))
def labels(table: Table, labels_in_time: pd.DataFrame, cases: pd.DataFrame) -> Rows:
    """Write when each word in the names of the bodies found is first and last seen, in the order of first mention."""
    places = names_by_id(cases, table.language)
    rows = []
    for one in rows_as(labels_in_time, Record):
        seen = (
            escape(
                table.joined(
                    [date_text(str(one[f"{end}_seen"])[:7], table.language), places[one[f"{end}_case"]]], "comma"
                )
            )
            for end in ("first", "last")
        )
        name = table.say("label", zh=one["label_zh"], en=one["label_en"])
        rows.append([escape(name), str(one["bodies"]), str(one["places"]), *seen])
    return rows
