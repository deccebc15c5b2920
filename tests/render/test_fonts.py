"""Static fonts with plain names, and subsets for the page."""

import io
import re
from base64 import b64decode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from policy_report.project import Project
from policy_report.render import fonts
from policy_report.render.fonts import FACES, covered, font_files, missing_characters, page_fonts


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_every_font_is_static_and_named_as_a_document_asks_for_it(study: Project, face: fonts.Face) -> None:
    with TTFont(fonts.fonts_folder(study) / face.file, lazy=True) as font:
        assert "fvar" not in font
        assert font["name"].getDebugName(1) == face.family
        assert font["name"].getDebugName(2) == face.style
        assert font["OS/2"].usWeightClass == face.weight
        assert font["name"].getDebugName(16) in (None, face.family)


def test_the_same_wheel_gives_the_same_bytes(study: Project) -> None:
    face = next(face for face in FACES if face.file == "SourceSans3-Italic.ttf")
    assert fonts._static(face) == (fonts.fonts_folder(study) / face.file).read_bytes()


def test_the_serif_covers_latin_and_its_partner_chinese(study: Project) -> None:
    serif, chinese = font_files(study)[0], fonts.fonts_folder(study) / "NotoSerifSC-Regular.otf"
    assert {ord(char) for char in "Aäβ–“”±"} <= covered(serif)
    assert ord("侦") not in covered(serif)
    assert {ord(char) for char in "侦查破案率，。"} <= covered(chinese)


@pytest.mark.parametrize(
    ("text", "missing"), [("Clearance 破案率 ±5%", ""), ("ᚠ a ᚢ ᚠ", "ᚠᚢ"), ("a\u200bb\u00adc", "")]
)
def test_characters_without_a_glyph_are_named_once_each(study: Project, text: str, missing: str) -> None:
    assert missing_characters(study, text) == missing


def _characters(rules: str) -> dict[str, set[str]]:
    """The characters of the upright regular faces, by family."""
    found: dict[str, set[str]] = {}
    for family, data in re.findall(
        r"font-family:'([^']+)';font-weight:400;font-style:normal.*?base64,([^)]+)\)", rules
    ):
        font = TTFont(io.BytesIO(b64decode(data)))
        found.setdefault(family, set()).update(map(chr, font.getBestCmap()))
    return found


def test_a_page_carries_latin_letters_and_of_the_rest_only_what_it_shows(study: Project) -> None:
    rules = page_fonts(study, "abŁΔ破案", "AŁB率")
    assert rules == page_fonts(study, "abŁΔ破案", "AŁB率")
    found = _characters(rules)
    assert set("azéßŁ–“”€") <= found["Source Serif 4"] & found["Source Sans 3"]
    assert "Δ" in found["Source Serif 4"]
    assert "Δ" not in found["Source Sans 3"]
    assert found["Noto Serif SC"] == {"破", "案"}
    assert found["Noto Sans SC"] == {"率"}


def test_a_page_without_slanted_words_carries_no_italic_and_none_an_italic_in_bold(study: Project) -> None:
    def styles(slanted: bool) -> set[tuple[str, str]]:
        return set(re.findall(r"font-weight:(\d+);font-style:(\w+)", page_fonts(study, "ab", "ab", slanted=slanted)))

    upright = {("400", "normal"), ("700", "normal")}
    assert styles(slanted=False) == upright
    assert styles(slanted=True) == upright | {("400", "italic")}


def test_a_new_character_leaves_all_parts_but_one_as_they_were(study: Project) -> None:
    before, after = (page_fonts(study, text, "").split("\n") for text in ("公安机关破案率", "公安机关破案率升"))
    assert len(set(after) - set(before)) == 1


def test_subsets_are_kept_in_the_state_folder(study: Project) -> None:
    page_fonts(study, "kept", "")
    assert any(Path(study.state, "fonts").glob("*.woff2"))


def test_chinese_faces_are_made_for_a_study_that_has_chinese_and_for_no_other(tmp_path: Path) -> None:
    project = Project(tmp_path)
    claims, paper = project.published / "claims.csv", project.report / "en" / "paper.qmd"
    for path in (claims, paper):
        path.parent.mkdir(parents=True)
        path.write_text("Nothing but Latin – and £5 “quoted”.", encoding="utf-8")
    assert {path.name[:6] for path in font_files(project)} == {"Source"}
    assert "(lang) => (latin,)" in fonts._families(fonts.faces(project))
    claims.write_text("同比上升55%", encoding="utf-8")
    assert [face.file for face in fonts.faces(project)] == [face.file for face in FACES]
