"""Drawings: right in a file of their own, part of a page, and pictures for Word."""

import base64
import re
import struct
from pathlib import Path
from urllib.parse import unquote

import pytest

from policy_report.project import Project
from policy_report.render.drawings import acts, chinese_lettering, picture, with_drawings, with_lettering

FACE = "<style>@font-face{font-family:'Source Sans 3';src:url(data:font/woff;base64,AAAA)}</style>"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36" '
    "font-family=\"'Noto Sans SC', 'Source Sans 3', sans-serif\">" + FACE + '<defs><path id="g0" d="M0 0L9 9"/></defs>'
    '<clipPath id="g1"><rect width="1" height="1"/></clipPath><use href="#g0" clip-path="url(#g1)" fill="#ffffff"/>'
    '<text x="1" y="9">嘉兴 &lt; 3</text><text x="1" y="20" font-weight="700">A</text></svg>'
)


def shown(path: Path, *said: str) -> str:
    """A page that shows a file, as pandoc writes it."""
    attributes = " ".join([f'src="{path}"', *said])
    return f"<p><img {attributes} /></p>"


def embedded(page: str) -> str:
    """The page with its images inside, which it names from the root of the file system."""
    return with_drawings(page, Path("/"))


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "fig-a b.svg"
    path.write_text(f'<?xml version="1.0"?>\n<!-- a comment -->\n{SVG}\n', encoding="utf-8")
    return path


def test_a_drawing_becomes_part_of_the_text_with_a_name_for_who_listens(drawing: Path) -> None:
    got = embedded(shown(Path(str(drawing).replace(" ", "%20")), 'alt="A &lt;b&gt;" class="x" style="width:50%"'))
    (opening,) = re.findall(r"<svg[^>]*>", got)
    for part in ('role="img"', 'aria-label="A &lt;b&gt;"', 'class="drawing x"', 'style="width:50%"'):
        assert part in opening
    assert 'width="96" height="48"' in opening
    assert "<img" not in got
    assert "@font-face" not in got
    assert "comment" not in got
    assert ">嘉兴 &lt; 3</text>" in got
    assert got.endswith("</svg></p>")


def test_the_data_of_a_drawing_hold_no_formula_and_end_nothing(drawing: Path) -> None:
    rows = 'name,value\n"=HYPERLINK(""x"")",-3.5e+3\n+55%,-inf\n＝A1,－5%\n<!--<script>,+1\n</script><b>,-2 %\n'
    drawing.with_suffix(".csv").write_text(rows, encoding="utf-8")
    (data,) = re.findall(r'<script type="text/csv">\n(.*)</script>', embedded(shown(drawing)), re.DOTALL)
    assert data.splitlines()[1:] == [
        '"\'=HYPERLINK(""x"")",-3.5e+3', "'+55%,-inf", "'＝A1,'－5%", "< !--< script>,+1", "< /script>< b>,'-2 %",
    ]  # fmt: skip


def test_the_names_inside_two_drawings_differ(drawing: Path) -> None:
    got = embedded(shown(drawing) + shown(drawing))
    assert sorted(re.findall(r'\sid="([^"]*)"', got)) == ["d1-g0", "d1-g1", "d2-g0", "d2-g1"]
    assert re.findall(r'(?:href="|url\()#([^")]+)', got) == ["d1-g0", "d1-g1", "d2-g0", "d2-g1"]
    assert 'fill="#ffffff"' in got


def test_a_drawing_without_a_text_in_its_place_is_not_read_out(drawing: Path) -> None:
    assert 'aria-hidden="true"' in embedded(shown(drawing, 'alt=""'))


@pytest.mark.parametrize(
    "inside",
    ["<script>x</script>", "<style>* { fill: red }</style>", '<g onclick="x()"/>', '<a href="JavaScript:x()"><g/></a>'],
)
def test_a_drawing_that_might_act_on_the_page_stays_an_image(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "own.svg"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 1 2">{inside}</svg>'
    path.write_text(svg, encoding="utf-8")
    got = embedded(shown(path, 'alt="Own"'))
    assert "<svg" not in got
    assert ' alt="Own"' in got
    assert ' loading="lazy" width="10" height="20"' in got
    (address,) = re.findall(r'src="data:image/svg\+xml,([^"]*)"', got)
    assert unquote(str(address)).replace("'", '"') == svg.replace("'", '"')


@pytest.mark.parametrize(
    ("inside", "acting"),
    [
        ("<text x='1'>&lt;img onerror=x() src='y'&gt; url(z) javascript:</text>", False),
        ("<title>see href='a.svg' and @import</title>", False),
        ('<text x="1>" onload="x()">a</text>', True),
        ("<text>a<tspan href='x.svg'>b</tspan></text>", True),
        ('<text style="fill: url(x.svg)">a</text>', True),
    ],
)
def test_the_words_of_a_drawing_do_not_act_and_its_markup_may(inside: str, acting: bool) -> None:
    assert acts(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>') is acting


def test_other_images_become_data_and_what_is_no_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG")
    exp = f'src="data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"'
    assert exp in embedded(shown(path, 'alt="P"'))
    for other in ('<img src="data:image/png;base64,AAAA" />', '<img src="/no/such.svg" alt="">', '<img src="a.svg">'):
        assert embedded(other) == other


def test_the_characters_of_drawings_in_chinese_are_known(drawing: Path) -> None:
    english = SVG.replace("'Noto Sans SC', ", "").replace("嘉兴", "XYZ")
    page = f"<p>text</p>{embedded(shown(drawing))}<p>{english}</p>"
    assert chinese_lettering(page, "Noto Sans SC") == set("嘉兴 < 3A")


def test_a_file_of_its_own_and_a_picture_have_the_fonts(study: Project) -> None:
    path = study.root / "figures" / "drawing.svg"
    path.write_text(with_lettering(study, SVG.replace(FACE, "")), encoding="utf-8")
    faces = re.findall(r"@font-face\{font-family:'([^']+)';font-weight:(\d+)", path.read_text(encoding="utf-8"))
    assert faces == [("Noto Sans SC", "400"), ("Noto Sans SC", "700")]
    png = picture(study, path)
    assert struct.unpack(">II", png[16:24]) == (200, 100)
    assert b"pHYs" + struct.pack(">IIB", 7874, 7874, 1) in png
