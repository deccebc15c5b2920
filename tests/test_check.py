"""`policy-report check` on the study itself and on a study with faults of every kind."""

import json
import shutil
from collections.abc import Callable

import pytest

from policy_report.cli import main
from policy_report.discovery import findings
from policy_report.project import Project
from tests.conftest import ROOT


def test_the_paper_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--project", str(ROOT), "check", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["faults"] == []
    assert code == 0


def test_remarks_stop_nothing_and_say_what_nothing_uses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(ROOT), "check"]) == 0
    assert "0 faults" in capsys.readouterr().out.splitlines()[-1]


def _append(text: str) -> Callable[[Project], None]:
    def change(study: Project) -> None:
        path = study.report / "en" / "09-law.qmd"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")

    return change


def _take_out(name: str, old: str) -> Callable[[Project], None]:
    def change(study: Project) -> None:
        path = study.report / "en" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, ""), encoding="utf-8")

    return change


def _new_value(study: Project) -> None:
    path = study.published / "claims.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("sm083,"))
    path.write_text(text.replace(row, row.replace("15.8万起", "25.8万起")), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_append("It fell by 12 cases."), "typed-number"),
        (_append("[It fell.]{.finding #fnd-nothing}"), "sentence-without-test"),
        (_append("[It fell.]{.finding #fnd-budget}"), "finding-twice"),
        (_take_out("09-law.qmd", "{.finding #fnd-statutes-between}"), "finding-without-sentence"),
        (_take_out("08-lineage.qmd", "{{< include /report/generated/en/tbl-peers.md >}}"), "table-unused"),
        (_new_value, "finding-failed"),
    ],
)
def test_each_fault_is_found(
    study: Project, change: Callable[[Project], None], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "data" / "findings.csv", study.findings)
    change(study)
    assert main(["--project", str(study.root), "check", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert code in {fault["code"] for fault in report["faults"]}


def test_every_finding_has_words_in_both_languages_and_can_be_found_by_name() -> None:
    from policy_report.evidence.register import read_register
    from policy_report.show.uses import Uses

    project = Project(ROOT)
    found = Uses(project, read_register(project).frames).findings()
    assert [one.id for one in found] == [maker.name for maker in findings()]
    for one in found:
        assert one.id.startswith("fnd-")
        assert all((one.test_en, one.test_zh, one.overturned_by_en, one.overturned_by_zh, one.verdict.values))


def test_the_record_of_the_findings_is_what_the_evidence_gives() -> None:
    from policy_report.checks.findings import read_record, record_of
    from policy_report.evidence.register import read_register
    from policy_report.show.uses import Uses

    project = Project(ROOT)
    found = Uses(project, read_register(project).frames).findings()
    exp = record_of(found, read_record(project))
    assert project.findings.read_text(encoding="utf-8") == exp, "run `make report` and commit data/findings.csv"
