"""Long tables sort and filter, and never hide what a link leads to."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open, come_near
from tests.web.small_study import ROWS


@pytest.fixture(params=["en", "zh", "flat"])
def page(request: pytest.FixtureRequest, open_page: Open) -> Page:
    opened = open_page(request.param)
    come_near(opened, "#tbl-claims")
    return opened


def cells(page: Page, column: int) -> list[str]:
    found = page.locator(f"#tbl-claims tbody tr:visible td:nth-child({column})").all_inner_texts()
    return [text.replace("↩", "").strip() for text in found]


def head(page: Page, column: int) -> Locator:
    return page.locator(f"#tbl-claims th:nth-child({column})")


def test_a_click_on_a_heading_sorts_by_the_numbers_and_not_by_their_digits(page: Page) -> None:
    before = cells(page, 1)
    head(page, 4).get_by_role("button").click()
    assert head(page, 4).get_attribute("aria-sort") == "ascending"
    lower = [float(text.strip("[)").split(",")[0]) for text in cells(page, 4)[:-1]]
    assert lower == sorted(lower)
    assert cells(page, 4)[-1] == "–"
    head(page, 4).get_by_role("button").click()
    assert head(page, 4).get_attribute("aria-sort") == "descending"
    lower = [float(text.strip("[)").split(",")[0]) for text in cells(page, 4)[:-1]]
    assert lower == sorted(lower, reverse=True)
    # What has no number is last in either direction.
    assert cells(page, 4)[-1] == "–"
    head(page, 4).get_by_role("button").click()
    assert head(page, 4).get_attribute("aria-sort") is None
    assert cells(page, 1) == before


def test_the_keyboard_sorts_too_and_one_column_at_a_time(page: Page) -> None:
    head(page, 1).get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert [text[:5] for text in cells(page, 1)][:2] == [f"jx{ROWS:03}", f"jx{ROWS - 1:03}"]
    head(page, 2).get_by_role("button").press("Space")
    assert head(page, 1).get_attribute("aria-sort") is None
    assert head(page, 2).get_attribute("aria-sort") == "ascending"


def test_words_filter_the_rows_and_the_count_is_announced(page: Page) -> None:
    box = page.get_by_role("searchbox")
    assert box.count() == 1
    count = page.locator(".filter [role=status]")
    assert str(ROWS) in count.inner_text()
    box.fill("同比")
    assert cells(page, 3) == ["同比上升55%"]
    assert "1" in count.inner_text()
    # Full-width and capital letters are the same as plain ones, and every word must occur.
    box.fill("ＪＸ００ para")
    assert len(cells(page, 1)) == 9
    box.fill("nothing such")
    assert cells(page, 1) == []
    page.locator(".filter button").click()
    assert len(cells(page, 1)) == ROWS
    expect(box).to_be_focused()


def test_a_link_to_a_row_that_is_filtered_out_brings_it_back(page: Page) -> None:
    page.get_by_role("searchbox").fill("超80%")
    assert len(cells(page, 1)) == 1
    page.locator('main a.datum[data-claim="jx001"]').first.click()
    page.locator("#card .card-row").click()
    expect(page.locator("tr:has(#clm-jx001)")).to_be_in_viewport()
    assert len(cells(page, 1)) == ROWS
    # The same link a second time changes no address, and works nevertheless.
    page.get_by_role("searchbox").fill("超80%")
    page.locator('main a.datum[data-claim="jx001"]').first.click()
    page.locator("#card .card-row").click()
    expect(page.locator("tr:has(#clm-jx001)")).to_be_in_viewport()


PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.mark.parametrize("name", ["en", "flat"])
def test_on_a_phone_a_tall_table_scrolls_under_its_head_and_shows_that_it_goes_on(open_page: Open, name: str) -> None:
    page = open_page(name, **PHONE)
    box = page.locator("#tbl-claims div:has(> table)")
    box.scroll_into_view_if_needed()
    assert box.bounding_box()["height"] < 740  # type: ignore[index]
    expect(box).to_have_class(re.compile(r"\bmore-right\b"))
    assert "gradient" in box.evaluate("(box) => getComputedStyle(box).maskImage")
    top = head(page, 1).bounding_box()["y"]  # type: ignore[index]
    box.evaluate("(box) => box.scrollTo(box.scrollWidth, 900)")
    expect(box).not_to_have_class(re.compile(r"\bmore-right\b"))
    expect(box).to_have_class(re.compile(r"\bmore-left\b"))
    assert abs(head(page, 1).bounding_box()["y"] - top) < 1  # type: ignore[index]
    page.evaluate("location.hash = '#clm-jx040'")
    expect(page.locator("tr:has(#clm-jx040)")).to_be_in_viewport()
    under_head = "(row) => row.getBoundingClientRect().top >= row.closest('table').tHead.getBoundingClientRect().bottom"
    assert page.locator("tr:has(#clm-jx040)").evaluate(under_head)


def test_the_keyboard_stops_only_at_boxes_that_scroll(open_page: Open) -> None:
    stops = "figure > div[aria-describedby][tabindex='0']"
    for options, count in (({}, 0), (PHONE, 1)):
        page = open_page("en", **options)
        for part in ("#tbl-claims", "#fig-trend"):
            come_near(page, part)
            expect(page.locator(f"{part} {stops}")).to_have_count(count)
    # The figure too, which has a name there.
    page.locator("#fig-trend div[tabindex]").focus()
    assert page.locator("#fig-trend div[tabindex]").get_attribute("aria-labelledby") == "fig-trend-caption"


# A group, a name with a row that points at it, another group; values of many forms. Each row: cells.
GROUPED = (
    ("**Equal**", "", ""),
    ("Time", "0.25–3 h", "12"),
    ("as above", "–", "1.5万"),
    ("", "at most 0.5 h", "(−∞, 3]"),
    ("**Published**", "", ""),
    *(("Staff", f"{number} h", f"{number},000") for number in range(4, 14)),
)


@pytest.fixture
def grouped(open_page: Open, pages: dict[str, Path], tmp_path: Path) -> Page:
    """The English page with other rows in its long table."""
    text = pages["en"].read_text(encoding="utf-8")
    start = text.index('<div id="tbl-claims"')
    begin, end = text.index("<tbody>", start), text.index("</tbody>", start)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in GROUPED)
    path = tmp_path / "grouped.html"
    path.write_text(text[:begin] + "<tbody>" + rows.replace("**", "") + text[end:], encoding="utf-8")
    page = open_page(path)
    come_near(page, "#tbl-claims")
    return page


def test_numbers_in_any_form_sort_by_their_size_and_dashes_last(grouped: Page) -> None:
    head(grouped, 2).get_by_role("button").click()
    assert cells(grouped, 2)[:3] == ["0.25–3 h", "at most 0.5 h", "4 h"]
    assert cells(grouped, 2)[-2:] == ["13 h", "–"]
    head(grouped, 3).get_by_role("button").click()
    assert cells(grouped, 3)[:2] == ["(−∞, 3]", "12"]
    assert cells(grouped, 3)[-2:] == ["13,000", "1.5万"]


def test_a_row_out_of_its_place_says_what_it_took_from_those_above(grouped: Page) -> None:
    before = cells(grouped, 1)
    assert before[:5] == ["Equal", "Time", "as above", "", "Published"]
    head(grouped, 2).get_by_role("button").click()
    names = cells(grouped, 1)
    assert names[:3] == ["Time Equal", "Time Equal", "Staff Published"]
    assert names[-1] == "as above Time Equal"
    assert "Published" not in names
    head(grouped, 2).get_by_role("button").click()
    head(grouped, 2).get_by_role("button").click()
    assert cells(grouped, 1) == before
    grouped.get_by_role("searchbox").fill("equal time 12")
    assert cells(grouped, 1) == ["Time Equal"]
    grouped.get_by_role("searchbox").fill("")
    assert cells(grouped, 1) == before


def test_short_tables_have_neither(page: Page) -> None:
    assert page.locator("#tbl-derived .sort, #tbl-derived .filter").count() == 0
