"""`policy-report check` on the study itself and on a study with faults of every kind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.build.linting import text_faults
from policy_report.build.memory import Memory
from policy_report.build.progress import kept_of_results
from policy_report.checks.findings import read_record, record_of
from policy_report.cli import main
from policy_report.project import Project
from tests.conftest import ROOT, this_code


def test_the_paper_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--project", str(ROOT), "check", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["faults"] == []
    assert code == 0


def test_remarks_stop_nothing_and_are_listed_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "check"]) == 0
    assert "0 faults" in (said := capsys.readouterr().out).splitlines()[-1]
    assert "[bib-unused]" not in said
    assert main(["--project", str(ROOT), "check", "--remarks"]) == 0
    assert "[bib-unused]" in capsys.readouterr().out


def _append(text: str) -> Callable[[Project], None]:
    def change(study: Project) -> None:
        path = study.report / "en" / "09-law.qmd"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")

    return change


def _take_out(name: str, old: str, *languages: str) -> Callable[[Project], None]:
    def change(study: Project) -> None:
        for language in languages or ("en",):
            path = study.report / language / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, ""), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_append("It fell by 12 cases."), "typed-number"),
        (_append("[It fell.]{.finding #fnd-nothing}"), "sentence-without-test"),
        (_append("[It fell.]{.finding #fnd-ceiling}"), "finding-twice"),
        (_append("{{< include /report/en/missing.qmd >}}"), "include-not-found"),
        (_take_out("09-law.qmd", "{.finding #fnd-statutes-between}"), "finding-missing-in-language"),
        (_take_out("09-law.qmd", "{.finding #fnd-statutes-between}", "en", "zh"), "finding-without-sentence"),
        (_take_out("s1-claims.qmd", "{{< include /report/generated/en/tbl-cities.md >}}"), "table-unused"),
        (_take_out("paper.qmd", "image: ../../figures/en/fig-graphical-abstract.png"), "figure-unused"),
    ],
)
def test_each_fault_of_the_text_is_found(study: Project, change: Callable[[Project], None], code: str) -> None:
    assert code not in {fault.code for fault in text_faults(study, Memory(study))}
    change(study)
    assert code in {fault.code for fault in text_faults(study, Memory(study))}


def test_every_finding_has_words_in_both_languages_and_is_recorded() -> None:
    project = Project(ROOT)
    found = kept_of_results(project, Path(__file__), lambda graph: graph.tested())
    assert [one.id for one in found] == [maker.name for maker in this_code().findings]
    for one in found:
        assert one.id.startswith("fnd-")
        assert one.verdict.values
        assert all(len(text) == 2 for text in one.said.values())
    exp = record_of(found, read_record(project))
    assert project.findings.read_text(encoding="utf-8") == exp, "run `make report` and commit data/findings.csv"
