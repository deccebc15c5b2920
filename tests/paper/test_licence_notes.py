"""The sentence on a card about comparing a claim names every partner that a licence grants, and refuses the rest."""

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.paper.tables.wording import licence_notes
from policy_report.text.language import Language

LICENCES = (
    Licence("jx001", "sm001", Degree.NONE, (Reason.CONSTRUCT,)),
    Licence("jx001", "sm002", Degree.DIRECTION, (Reason.UNIT,)),
    Licence("jx002", "sm001", Degree.NONE, (Reason.PERIOD,)),
    Licence("jx002", "sm002", Degree.SAME),
)


def test_each_side_of_a_licence_names_the_other() -> None:
    got = licence_notes(LICENCES, Language.EN)
    prefix = "Against the outcomes of the other cases: "
    assert got["jx001"] == f"{prefix}direction only sm002; with the rest of them no comparison."
    assert got["sm002"] == f"{prefix}same jx002; direction only jx001."
    assert got["sm001"] == "No outcome of another case may be compared with it."


def test_chinese_notes_are_chinese() -> None:
    got = licence_notes(LICENCES, Language.ZH)
    assert got["jx001"] == "对其他对象的各项成效：只可比方向（sm002）；与其余各项不可比。"
    assert licence_notes((), Language.ZH) == {}
