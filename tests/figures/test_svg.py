"""A slim drawing shows the same as the one that matplotlib writes."""

import io
import re
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from policy_report.figures.svg import slim

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="36pt">'


def slimmed(inside: str) -> str:
    """What is left of a part of a drawing, without its root."""
    got = slim(f"{HEAD}{inside}</svg>", "'A', sans-serif")
    ElementTree.fromstring(got)
    return re.sub(r"^<svg[^>]*><defs ?/>|</svg>$", "", got)


@pytest.mark.parametrize(
    ("given", "exp"),
    [
        ("<!-- note --><metadata>who</metadata><style>*{stroke-linecap: butt}</style>", ""),
        ('<g id="figure_1">\n <g id="axes_1">\n <path d="M 0 0 \nL 10 0 \nz\n"/>\n</g></g>', '<path d="M0 0L10 0z" />'),
        ('<path d="M 0.123456 -0.001 L 12.999999 10"/>', '<path d="M.12 0L13 10" />'),
        (
            '<path d="M 0 0" style="fill: none; stroke: #222222; stroke-width: 0.6"/>',
            '<path d="M0 0" fill="none" stroke="#222222" stroke-width="0.6" />',
        ),
        (
            '<path d="M 0 0" style="stroke-linejoin: miter; stroke-linecap: butt"/>',
            '<path d="M0 0" stroke-linejoin="miter" />',
        ),
        ('<rect x="1" y="2" style="fill: #abcdef"/>', '<rect x="1" y="2" fill="#abcdef" />'),
        (
            '<text style="font-size: 7.5px; font-family: A; text-anchor: start" transform="rotate(-0 1)">"a" </text>',
            '<text>"a" </text>',
        ),
        (
            '<text style="font-size: 8px; font-weight: 700; text-anchor: end" transform="rotate(-90 1 2)">a</text>',
            '<text transform="rotate(-90 1 2)" font-size="8" font-weight="700" text-anchor="end">a</text>',
        ),
        ('<text x="1">a  b</text>', '<text x="1" xml:space="preserve">a  b</text>'),
        (
            '<g transform="translate(1.005 2) rotate(-0)"><path d="M 0 0"/></g>',
            '<g transform="translate(1 2)"><path d="M0 0" /></g>',
        ),
    ],
)
def test_nothing_is_said_in_vain(given: str, exp: str) -> None:
    assert slimmed(given) == exp


def test_what_is_used_again_has_a_short_name_and_nothing_else_has_one() -> None:
    got = slim(
        f'{HEAD}<g id="axes_1"><defs><path id="m01" d="M 0 0"/><path id="m02" d="M 1 1"/></defs>'
        '<g clip-path="url(#p9)"><use xlink:href="#m02" x="1"/></g></g>'
        '<g clip-path="url(#p9)"><use xlink:href="#m01" x="2"/><use xlink:href="#m01" x="3"/></g>'
        '<defs><clipPath id="p9"><rect id="r" x="0"/></clipPath></defs></svg>',
        "",
    )
    exp = (
        '<defs><clipPath id="g1"><rect x="0" /></clipPath><path id="g0" d="M0 0" /><path id="g2" d="M1 1" /></defs>'
        '<g clip-path="url(#g1)"><use x="1" href="#g2" /><use x="2" href="#g0" /><use x="3" href="#g0" /></g></svg>'
    )
    assert re.sub(r"^<svg[^>]*>", "", got) == exp


def test_groups_that_something_lies_between_stay_apart() -> None:
    group = '<g clip-path="url(#a)"><path d="M 0 0"/></g>'
    assert slimmed(f'{group}<path d="M 1 1"/>{group}').count("<g ") == 2


def test_a_plot_has_all_its_parts_in_less_than_half() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2, 3], [4, 6, 5], marker="o")
    axes.set_title("Offences <cleared> & filed")
    written = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(written, format="svg")
    got = slim(written.getvalue(), "")
    assert len(got) < 0.5 * len(written.getvalue())
    for tag in ("path", "use", "clipPath", "text"):
        assert got.count(f"<{tag} ") == written.getvalue().count(f"<{tag} "), tag
    assert "Offences &lt;cleared&gt; &amp; filed" in got
