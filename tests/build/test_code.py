"""What code says is kept until one of its files differs."""

from pathlib import Path

from policy_report.build.code import Code


def package(folder: Path, **files: str) -> Code:
    base = folder / "study_of_a_test"
    (base / "figures").mkdir(parents=True, exist_ok=True)
    for name, text in {"__init__": "", "figures/__init__": "", **files}.items():
        (base / f"{name}.py").write_text(text, encoding="utf-8")
    return Code({"study_of_a_test": base})


def names(code: Code) -> list[str]:
    return [function.name for function in code.functions("study_of_a_test", "figures")]


def test_what_was_kept_serves_the_same_code(tmp_path: Path) -> None:
    kept = tmp_path / "code.json"
    first = package(tmp_path, **{"figures/one": "def draw(language, claims): ..."})
    assert names(first) == ["draw"]
    first.keep(kept)
    same = package(tmp_path)
    same.remember(kept)
    (tmp_path / "study_of_a_test" / "figures" / "one.py").unlink()
    assert names(same) == ["draw"]


def test_what_was_kept_of_other_code_is_read_anew(tmp_path: Path) -> None:
    kept = tmp_path / "code.json"
    first = package(tmp_path, **{"figures/one": "def draw(language, claims): ..."})
    names(first)
    first.keep(kept)
    other = package(tmp_path, **{"figures/one": "def data(claims): ..."})
    other.remember(kept)
    assert names(other) == ["data"]


def test_what_cannot_be_read_is_read_anew(tmp_path: Path) -> None:
    kept = tmp_path / "code.json"
    code = package(tmp_path, **{"figures/one": "def draw(language, claims): ..."})
    for content in (b"", b"[]", b'{"a": 1}', b"\xff"):
        kept.write_bytes(content)
        code.remember(kept)
    assert names(code) == ["draw"]


def test_what_an_editor_leaves_beside_code_is_no_code(tmp_path: Path) -> None:
    code = package(tmp_path, **{"figures/one": "def draw(language, claims): ..."})
    (tmp_path / "study_of_a_test" / "figures" / ".#one.py").symlink_to("user@host.123:456")
    code.keep(tmp_path / "code.json")
    assert names(code) == ["draw"]
