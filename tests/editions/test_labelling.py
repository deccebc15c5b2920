"""A figure's file says what it is, in a way that other programs pass over."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from policy_report.cli import main
from policy_report.editions.labelling import label_of, labelled

SAID: dict[str, Any] = {"id": "fig-a", "caption": "Figure 1: <What> & “how”, 数字", "data": "year,value\n2025,80\n"}
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g/></svg>'


def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("data", [SVG, png()], ids=["svg", "png"])
def test_a_figure_gives_back_what_was_said(data: bytes) -> None:
    assert label_of(labelled(data, SAID)) == SAID
    assert label_of(data) == {}


def test_other_programs_read_the_figure_as_before() -> None:
    picture = Image.open(io.BytesIO(labelled(png(), SAID)))
    assert picture.getpixel((1, 1)) == (255, 0, 0)
    assert json.loads(picture.info["policy-report"]) == SAID
    root = etree.fromstring(labelled(SVG, SAID))
    assert [etree.QName(child).localname for child in root] == ["metadata", "g"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        png()[:20],
        labelled(png(), SAID)[:60],
        SVG.replace(b"<g/>", b'<metadata id="policy-report">{</metadata>'),
        SVG.replace(b"<g/>", b'<metadata id="policy-report">[1]</metadata>'),
    ],
)
def test_what_says_nothing_that_can_be_read_says_nothing(data: bytes) -> None:
    assert label_of(data) == {}


def test_show_says_what_a_picture_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pasted.png"
    path.write_bytes(labelled(png(), SAID))
    assert main(["show", str(path)]) == 0
    said = capsys.readouterr().out
    assert "Figure 1: <What> & “how”, 数字" in said
    assert "  2025,80" in said


def test_show_takes_the_file_of_a_figure_for_the_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "figures/en/fig-no-such.svg"]) == 1
    assert "text:   fig-no-such\n" in capsys.readouterr().err
