"""Drawings in the page show the same with fewer bytes."""

import io
import re
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from policy_report.render.drawings import slim, with_drawings

SVG = """<?xml version="1.0"?>
<!-- a comment -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="36pt">
 <metadata>who drew it</metadata>
 <defs>
  <path id="SourceSans3-Regular-41" d="M 0 0
L 10 0
z
"/>
 </defs>
 <clipPath id="p0123"><rect width="1" height="1"/></clipPath>
 <g id="text_1" clip-path="url(#p0123)" style="fill: #ffffff"><use xlink:href="#SourceSans3-Regular-41"/></g>
</svg>
"""


def page(folder: Path, svg: str) -> str:
    path = folder / "a drawing.svg"
    path.write_text(svg, encoding="utf-8")
    return f'<p><img role="img" alt="A &lt;b&gt;" src="{quote(path.as_posix())}" class="x" /></p>'


def embedded(page: str) -> str:
    (address,) = re.findall(r'src="data:image/svg\+xml,([^"]*)"', page)
    return unquote(str(address))


def test_what_nobody_sees_goes_and_every_reference_still_arrives() -> None:
    got = slim(SVG)
    assert "comment" not in got
    assert "who drew it" not in got
    assert "text_1" not in got
    assert 'd="M0 0L10 0z"' in got
    ids, used = set(re.findall(r' id="([^"]*)"', got)), set(re.findall(r'(?:href="|url\()#([^")]+)', got))
    assert ids == used == {"g0", "g1"}
    # A colour is no reference.
    assert "fill: #ffffff" in got
    ElementTree.fromstring(got)


@pytest.mark.parametrize("inside", ["<text>a  b</text>", "<script>x</script>", "<style>#a { fill: red }</style>"])
def test_a_drawing_that_might_suffer_is_left_alone(inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"> <g id="a"/> {inside}</svg>'
    assert slim(svg) == svg


def numbers(svg: str) -> list[str]:
    return re.findall(r"[-\d.]+", " ".join(re.findall(r' d="([^"]*)"', svg)))


def test_a_plot_is_the_same_drawing_at_half_the_size() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2, 3], [4, 6, 5], marker="o")
    axes.set_title("Offences cleared, per cent of those filed")
    written = io.StringIO()
    figure.savefig(written, format="svg")
    got = slim(written.getvalue())
    assert len(got) < 0.7 * len(written.getvalue())
    for tag in ("path", "use", "clipPath"):
        assert got.count(f"<{tag} ") == written.getvalue().count(f"<{tag} ")
    assert numbers(got) == numbers(written.getvalue())


def test_the_image_says_its_size_and_waits_for_the_reader(tmp_path: Path) -> None:
    got = with_drawings(page(tmp_path, SVG))
    assert ' loading="lazy" width="96" height="48"' in got
    assert 'alt="A &lt;b&gt;"' in got
    assert 'class="x"' in got
    assert embedded(got).replace("'", '"') == slim(SVG)


def test_an_image_without_a_size_does_not_wait(tmp_path: Path) -> None:
    got = with_drawings(page(tmp_path, SVG.replace('height="36pt"', 'height="100%"')))
    assert "loading" not in got
    assert "width=" not in re.sub(r'src="[^"]*"', "", got)


def test_other_images_stay_as_they_are() -> None:
    other = '<img src="data:image/png;base64,AAAA" />'
    assert with_drawings(other) == other


def test_a_letter_says_its_place_shortly() -> None:
    letters = ("704.09375 0", "0 -2")
    drawn = "".join(f'<use xlink:href="#a" transform="translate({place})"/>' for place in letters)
    assert slim(f"<svg>{drawn}</svg>") == '<svg><use href="#g0" x="704.1"/><use href="#g0" y="-2"/></svg>'
