"""The catalogues of a study say what a finding tests and what would overturn it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.errors import LanguageError
from policy_report.paper.findings.finding import Value, Verdict, above, apart, below, finding, greater, margins, within
from policy_report.quantities import read
from policy_report.text.language import Language

(EIGHTY, HALF) = read("over 80%、50%")


def one() -> Verdict:
    return Verdict(True, (Value("rise", 1),))


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """The English catalogue of a study whose package has the finding `one`; each test has a package of its own."""
    package = f"study_of_{request.node.name}"
    folder = tmp_path / package / "words"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(one, "__module__", f"{package}.findings.example")
    return folder / "en.toml"


def test_a_finding_may_be_said_in_one_language_only(words: Path) -> None:
    words.write_text('[finding.one]\ntest = "it rose"\noverturned_by = "a fall"\nrise = "the rise"\n', encoding="utf-8")
    said = finding("fnd-one")(one)().said
    assert [said["test"][language] for language in (Language.EN, Language.ZH)] == ["it rose"] * 2
    assert said["rise"][Language.EN] == "the rise"


def test_a_finding_without_words_is_refused_with_the_key_that_lacks(words: Path) -> None:
    words.write_text('[finding.one]\ntest = "it rose"\n', encoding="utf-8")
    with pytest.raises(LanguageError, match=r"lacks/words/en\.toml:finding\.one\.overturned_by: \[word-missing\]"):
        finding("fnd-one")(one)()


@pytest.mark.parametrize(
    ("compared", "noted"),
    [
        (lambda: above(EIGHTY, 75), [5.0]),
        (lambda: below(EIGHTY, 75), []),
        (lambda: greater(EIGHTY, HALF), [29.5]),
        (lambda: apart(HALF, EIGHTY), [29.5]),
        (lambda: within(HALF, 40, 60), [9.5, 9.5]),
    ],
)
def test_a_comparison_notes_how_far_it_is_from_turning_out_otherwise(
    compared: Callable[[], bool], noted: list[float]
) -> None:
    with margins() as found:
        compared()
    assert found == noted
