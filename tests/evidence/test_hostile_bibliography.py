"""A bibliography may not make whoever sets it read a file, fetch anything, link to a script, or work without end."""

import shutil
from pathlib import Path

import pytest

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.additions import add_entries
from policy_report.evidence.bibliography import parse_entries
from policy_report.evidence.new_rows import read_new_entries
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import ROOT

GOOD = """@online{one,
  author       = {{A body}},
  title        = {%s},
  date         = {2020},
  url          = {https://example.org/one},
  langid       = {english},
  keywords     = {literature}
}
"""

HARMFUL = (
    r"\url{javascript:alert(1)}",
    r"\url{JavaScript:alert(1)}",
    "\\url{java\tscript:alert(1)}",
    r"\url{ file:///etc/passwd}",
    r"\href{data:text/html,x}{a word}",
    r"\href {vbscript:x} {a word}",
    r"\url%",
    r"\includegraphics{/etc/passwd}",
    r"\includegraphics[width=1cm]{http://127.0.0.1/x.png}",
    r"\href{https://example.org}{\includegraphics{x}}",
    r"\input{/etc/passwd}",
    r"\include{x}",
    r"\verbatiminput{x}",
    r"\lstinputlisting{x}",
    r"\csname input\endcsname",
    r"\def\a{\a\a}\a",
    r"\newcommand{\x}{\x}",
    r"\begin{verbatim}x\end{verbatim}",
    r"$\input{x}$",
    r"$\text{\includegraphics{x}}$",
    r"^^5cinput{x}",
    r"\write18{ls}",
    r"\@@input x",
)

HARMLESS = (
    r"Caf{\'e}, na\"ive, \O{}re, \c{c}, \'\i, \ss, \v{S}, 5\% of \$10 \& more \_ \# \{x\}",
    r"\emph{Word}, \textit{it}, \textbf{b}, \textsc{Sc}, H\textsubscript{2}O, x\textsuperscript{2}",
    r"A $\alpha \le \frac{1}{2}$ test, $x_{1}$ and $10^{-3}$",
    r"\url{https://example.org/a_b?c=d} and \url{mailto:a@example.org} and \url{doi:10.1000/182}",
    r"Pages 1--2, ``quoted'', \ldots, \textendash, a~space, \copyright, \textbackslash",
)


def problems_of(text: str) -> list[Problem]:
    return parse_entries(text, "references.bib")[1]


@pytest.mark.parametrize("field", ["title", "author", "note", "howpublished", "url", "doi", "file", "keywords", "x"])
@pytest.mark.parametrize("payload", HARMFUL)
def test_a_command_that_is_not_harmless_is_named_with_line_entry_and_field(payload: str, field: str) -> None:
    (problem, *_) = problems_of(f"@misc{{one,\n  year = {{2020}},\n  {field} = {{Some words {payload} }},\n}}\n")
    assert (problem.file, problem.row, problem.column, problem.code) == ("references.bib", 3, field, "bib-latex-unsafe")
    assert problem.text.startswith("one: ")
    assert "plain text" in problem.remedy


@pytest.mark.parametrize("text", HARMLESS)
def test_text_accents_mathematics_and_links_to_pages_pass(text: str) -> None:
    assert problems_of(GOOD % text) == []


@pytest.mark.parametrize("around", ['@preamble{{"{}"}}\n', "@string{{x = {{{}}}}}\n", "A remark {}\n"])
def test_what_stands_outside_of_the_entries_is_looked_at_too(around: str) -> None:
    (problem,) = problems_of(around.format(r"\input{/etc/passwd}") + GOOD % "T")
    assert (problem.row, problem.code, problem.text) == (1, "bib-latex-unsafe", r"\input")


@pytest.mark.parametrize(
    ("links", "endless"),
    [
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "a"}, "ab"),
        ({"a": "b", "b": "c", "c": "a", "d": "a"}, "abcd"),
        ({"a": "b"}, ""),
    ],
)
@pytest.mark.parametrize("field", ["crossref", "xdata"])
def test_an_entry_that_takes_its_fields_from_itself_is_refused(links: dict[str, str], endless: str, field: str) -> None:
    entries = [f"@misc{{{key},\n  {field} = {{{links[key]}}}\n}}\n" if key in links else f"@misc{{{key},}}\n"
               for key in "abcd"]  # fmt: skip
    found = problems_of("".join(entries))
    assert {problem.code for problem in found} <= {"bib-entry-endless"}
    assert [problem.text[0] for problem in found] == list(endless)
    assert {problem.column for problem in found} <= {field}


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"@misc{{e{n}, xdata={{e{n + 1}, f{n + 1}}}}}\n@misc{{f{n}, xdata={{e{n + 1}}}}}\n" for n in range(60)),
        "".join(f"@misc{{e{n}, crossref={{e{n + 1}}}}}\n" for n in range(5000)),
    ],
    ids=["doubling", "chain"],
)
def test_more_parents_than_can_be_meant_are_refused_in_bounded_time(text: str) -> None:
    assert "bib-entry-endless" in {problem.code for problem in problems_of(text)}


def test_both_are_refused_when_they_are_added_and_when_the_study_is_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "studies" / "police_forces", tmp_path / "study")
    project = Project(tmp_path / "study")
    before = project.references.read_bytes()
    new = tmp_path / "new.bib"
    second = GOOD.replace("one", "two").replace("  langid", "  crossref={two},\n  langid") % "T"
    entry = GOOD % r"\includegraphics{/etc/passwd}" + second
    new.write_text(entry, encoding="utf-8")
    with pytest.raises(EvidenceError) as refused:
        add_entries(project, read_new_entries(new))
    assert {(problem.file, problem.row, problem.code) for problem in refused.value.problems} >= {
        ("new.bib", 1, "bib-latex-unsafe"),
        ("new.bib", 9, "bib-entry-endless"),
    }
    assert project.references.read_bytes() == before
    project.references.write_text(before.decode() + entry, encoding="utf-8")
    with pytest.raises(EvidenceError) as refused:
        read_register(Project(project.root))
    assert {"bib-latex-unsafe", "bib-entry-endless"} <= {problem.code for problem in refused.value.problems}
