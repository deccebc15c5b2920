"""Static fonts with plain names, and subsets for the page."""

import io
import re
from base64 import b64decode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from policy_report.project import Project
from policy_report.render import fonts
from policy_report.render.fonts import FACES, covered, font_files, make_fonts, missing_characters, page_fonts


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_every_font_is_static_and_named_as_a_document_asks_for_it(study: Project, face: fonts.Face) -> None:
    with TTFont(fonts.fonts_folder(study) / face.file, lazy=True) as font:
        assert "fvar" not in font
        assert font["name"].getDebugName(1) == face.family
        assert font["name"].getDebugName(2) == face.style
        assert font["OS/2"].usWeightClass == face.weight
        assert font["name"].getDebugName(16) in (None, face.family)


def test_fonts_of_the_same_recipe_are_left_alone(study: Project) -> None:
    before = [path.stat().st_mtime_ns for path in font_files(study)]
    assert make_fonts(study) == font_files(study)
    assert [path.stat().st_mtime_ns for path in font_files(study)] == before


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


def test_a_page_carries_only_the_characters_that_it_shows(study: Project) -> None:
    rules = page_fonts(study, "abc破", "AB率")
    assert rules == page_fonts(study, "abc破", "AB率")
    found = {}
    for family, data in re.findall(
        r"font-family:'([^']+)';font-weight:400;font-style:normal.*?base64,([^)]+)\)", rules
    ):
        font = TTFont(io.BytesIO(b64decode(data)))
        found[family] = "".join(sorted(chr(code) for code in font.getBestCmap()))
    assert found == {"Source Serif 4": "abc", "Noto Serif SC": "破", "Source Sans 3": "AB", "Noto Sans SC": "率"}


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
