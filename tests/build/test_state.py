"""What a build has made is kept as plain text: it comes back as it was, and nothing that a file may hold is run."""

import math
import pickle
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pandas as pd
import pytest

from policy_report.analysis.comparability.degree import Degree, Licence, Reason
from policy_report.analysis.results import Derived
from policy_report.build.state import CorruptError, decode, encode
from policy_report.errors import AnalysisError
from policy_report.quantities import read
from policy_report.text.language import Key, Language, Text

PACKAGES = ("policy_report",)
NUMBER = Derived(read("over 5 percent")[0], ("a", "b"), 1, Text(en="sum", zh="和"), {"rows": Key("row"), "n": 3})


@pytest.mark.parametrize(
    "thing",
    [
        None,
        True,
        -0.1,
        math.inf,
        2**70,
        "破案率 \ud800",
        [1, (2, [3])],
        {"a": 1, ("b", 2): {"c"}, 3: frozenset({"d", 4})},
        {"tuple": [1], "dict": {}},
        Text(en="rate", zh="率"),
        {Language.EN: Key("word")},
        Degree.SAME,
        NUMBER,
        Licence("a", "b", Degree.NONE, tuple(Reason)[:2]),
    ],
    ids=lambda value: type(value).__name__,  # a set is written otherwise in each process
)
def test_a_value_comes_back_as_it_was(thing: object) -> None:
    got = decode(encode(thing), PACKAGES)
    assert got == thing
    assert type(got) is type(thing)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame(index=pd.RangeIndex(3)),
        pd.DataFrame({"text": ["a", None], "number": [0.1, math.nan], "whole": [1, 2], "flag": [True, False]}),
        pd.DataFrame({"flag": pd.array([True, None], dtype="boolean"), 5: pd.array([1, None], dtype="Int64")}),
        pd.DataFrame({"mixed": [(1, 2), "a", None, math.nan]}, index=pd.Index([*"xyzu"], name="id")),
        pd.DataFrame({"a": [1, 2, 3]})[1:],
    ],
    ids=lambda frame: ",".join(map(str, frame.dtypes)),
)
def test_a_frame_comes_back_with_its_types_and_its_index(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(decode(encode(frame), PACKAGES), frame, check_column_type=bool(len(frame.columns)))


def test_equal_values_give_the_same_bytes() -> None:
    names = [f"name {place}" for place in range(50)]
    assert encode({*names}) == encode({*names[::-1]})
    assert encode([NUMBER, NUMBER]) == encode([NUMBER, decode(encode(NUMBER), PACKAGES)])


@pytest.mark.parametrize("thing", [len, test_equal_values_give_the_same_bytes, object(), pd.Series([1]), b"bytes"])
def test_what_is_not_plain_is_refused(thing: object) -> None:
    with pytest.raises(AnalysisError, match="result-not-plain"):
        encode({"result": [thing]})


def written(text: str) -> bytes:
    """A file that says of itself that it is whole."""
    head = encode(None).partition(b" ")[0] + b" state 1 " + sha256(text.encode()).hexdigest().encode()
    return head + b"\n" + text.encode()


def test_the_files_that_these_tests_forge_are_read() -> None:
    assert decode(written('{"tuple":[1]}'), PACKAGES) == (1,)


@pytest.mark.parametrize(
    "text",
    [
        '{"os:system":"true"}',
        '{"subprocess:Popen":{"args":"true"}}',
        '{"policy_report.cli:main":{}}',
        '{"policy_report.__main__:main":{}}',
        '{"policy_report.project:write_atomically":{"path":"x","content":"y"}}',
        '{"policy_report.project:os.system":{}}',
        '{"policy_report.evidence.tidy:Path":{}}',
        '{"policy_report.analysis.results:Quantity":{}}',
        '{"policy_report.analysis.results:Derived":{}}',
        '{"policy_report.analysis.results:Derived":{"no_such_field":1}}',
        '{"policy_report.nowhere:Derived":{}}',
        '{"tests.build.test_state:Derived":{}}',
        '{"DataFrame":[1,null,[["a","category",[1]]]]}',
        '{"DataFrame":[1,null,[["a","int64",[1,2]]]]}',
        '{"tuple":[1],"dict":[[],[]]}',
        '{"dict":[[1],[]]}',
        '{"dict":[[[]],[1]]}',
        '{"Language":"../x"}',
        "{}",
        "",
        "[" * 100_000,
    ],
)
def test_nothing_else_is_made(text: str) -> None:
    with pytest.raises(CorruptError):
        decode(written(text), PACKAGES)


class Hostile:
    """What would run a call if it were unpickled."""

    def __init__(self, call: Callable[..., Any], *given: Any) -> None:
        self._call = call, given

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def test_cut_flipped_and_foreign_files_are_refused() -> None:
    whole = encode({"a": [1.5, "b"]})
    flipped = [
        whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :] for at in range(len(whole)) for bit in (0, 5)
    ]
    cut = [whole[:at] for at in range(len(whole))]
    foreign = [pickle.dumps(1), pickle.dumps(Hostile(pytest.fail, "unpickled")), whole.replace(b"state 1", b"state 2")]
    for content in (*flipped, *cut, *foreign):
        with pytest.raises(CorruptError):
            decode(content, PACKAGES)
