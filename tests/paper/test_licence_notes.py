"""The sentence on a card about comparing a claim names every partner that a licence grants, and refuses the rest."""

from policy_report.analysis.comparability.degree import Degree, Licence, Partners, Reason
from policy_report.paper.tables.wording import licence_notes
from policy_report.text.language import Language
from tests.analysis.pair_by_pair import pair_by_pair

LICENCES = [
    Licence("jx001", "sm001", Degree.NONE, (Reason.CONSTRUCT,)),
    Licence("jx001", "sm002", Degree.DIRECTION, (Reason.UNIT,)),
    Licence("jx002", "sm001", Degree.NONE, (Reason.PERIOD,)),
    Licence("jx002", "sm002", Degree.SAME),
]
PARTNERS = pair_by_pair(LICENCES).partners


def test_each_side_of_a_licence_names_the_other() -> None:
    got = licence_notes(PARTNERS, Language.EN)
    prefix = "Against the outcomes of the other cases: "
    assert got["jx001"] == f"{prefix}direction only sm002; with the rest of them no comparison."
    assert got["sm002"] == f"{prefix}same jx002; direction only jx001."
    assert got["sm001"] == "No outcome of another case may be compared with it."


def test_chinese_notes_are_chinese() -> None:
    got = licence_notes(PARTNERS, Language.ZH)
    assert got["jx001"] == "对其他对象的各项成效：只可比方向（sm002）；与其余各项不可比。"
    assert licence_notes({}, Language.ZH) == {}


def test_of_many_partners_some_are_named_and_the_rest_counted() -> None:
    many = {"jx001": {Degree.DIRECTION: Partners(40, ("sm001", "sm002"))}}
    got = licence_notes(many, Language.EN)["jx001"]
    assert got == "Against the outcomes of the other cases: direction only sm001, sm002 and 38 more."
    assert "只可比方向（sm001、sm002，另有38项）" in licence_notes(many, Language.ZH)["jx001"]
