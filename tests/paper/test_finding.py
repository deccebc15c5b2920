"""A finding says in words what it tests and what would overturn it."""

import pytest

from policy_report.errors import FindingError
from policy_report.paper.findings.finding import Verdict, finding
from policy_report.text.language import Language


def test_a_finding_may_be_said_in_one_language_only() -> None:
    @finding("fnd-one", test_en="it rose", overturned_by_en="a fall")
    def one() -> Verdict:
        return Verdict(True, ())

    assert [one().test[language] for language in (Language.EN, Language.ZH)] == ["it rose"] * 2


def test_a_finding_without_words_is_refused_with_its_place() -> None:
    with pytest.raises(FindingError, match=r"test_finding\.py:\d+: \[finding-without-text\]"):

        @finding("fnd-one", test_en="it rose")
        def one() -> Verdict:
            return Verdict(True, ())
