"""A number opens a card by mouse, touch and keyboard, and is a plain link without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open

WORDS = {
    "en": {"row": "Go to the row", "back": "Back", "licences": "Comparison", "scope": "Scope"},
    "zh": {"row": "查看所在行", "back": "返回", "licences": "可比性", "scope": "口径"},
}


def number(page: Page, claim: str = "jx001") -> Locator:
    return page.locator(f'main a.datum[data-claim="{claim}"]').first


def derived(page: Page) -> Locator:
    return page.locator("main a.datum[data-number]").first


def card(page: Page) -> Locator:
    return page.locator("#card")


def language(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))[:2]


@pytest.fixture(params=["en", "zh", "flat"])
def page(request: pytest.FixtureRequest, open_page: Open) -> Page:
    return open_page(request.param)


def test_a_click_opens_the_card_with_everything_the_row_says(page: Page) -> None:
    words = WORDS[language(page)]
    number(page).click()
    shown = card(page)
    expect(shown).to_be_visible()
    expect(shown.get_by_role("paragraph").first).not_to_be_empty()
    expect(shown.locator(".card-phrase")).to_have_text("同比上升55%")
    expect(shown.locator(".card-phrase")).to_have_attribute("lang", "zh")
    expect(shown).to_contain_text("[54.5, 55.5)")
    expect(shown).to_contain_text("para 1")
    expect(shown).to_contain_text(words["scope"])
    expect(shown.locator('a[href^="#ref-"]')).to_be_visible()
    expect(shown.get_by_text(words["row"])).to_have_attribute("href", "#clm-jx001")
    assert number(page).get_attribute("aria-expanded") == "true"
    # The rows of the table head the card's lines.
    heads = page.locator("#tbl-claims th").all_inner_texts()
    assert heads[3].strip() in shown.inner_text()


def test_the_keyboard_opens_walks_and_closes_the_card(page: Page) -> None:
    number(page).focus()
    expect(card(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "card-close"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(number(page)).to_be_focused()
    assert number(page).get_attribute("aria-expanded") == "false"


def test_tab_leaves_the_card_for_what_follows_the_number_and_closes_it(page: Page) -> None:
    number(page).focus()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if not page.evaluate("document.getElementById('card')?.contains(document.activeElement) ?? false"):
            break
    expect(card(page)).to_be_hidden()
    expect(number(page, "jx002")).to_be_focused()


def test_a_resting_mouse_shows_the_card_and_may_move_over_it(page: Page) -> None:
    number(page).hover()
    expect(card(page)).to_be_visible()
    card(page).hover()
    page.wait_for_timeout(400)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


def test_a_click_elsewhere_and_a_second_click_close_the_card(page: Page) -> None:
    number(page).click()
    number(page).click()
    expect(card(page)).to_be_hidden()
    number(page).click()
    page.mouse.click(1250, 20)
    expect(card(page)).to_be_hidden()


def test_the_card_moves_nothing_on_the_page(page: Page) -> None:
    before = page.locator("#sec-a").bounding_box()
    number(page).click()
    expect(card(page)).to_be_visible()
    assert page.locator("#sec-a").bounding_box() == before


def test_a_computed_number_shows_its_method_and_leads_to_its_inputs_and_back(page: Page) -> None:
    words = WORDS[language(page)]
    derived(page).click()
    expect(card(page)).to_contain_text("100% /")
    source = card(page).locator('a[href="#clm-jx001"]')
    expect(source).to_contain_text("同比上升55%")
    source.click()
    expect(card(page).locator(".card-phrase")).to_have_text("同比上升55%")
    expect(card(page)).to_be_focused()
    card(page).get_by_label(words["back"]).click()
    expect(card(page)).to_contain_text("100% /")
    page.keyboard.press("Escape")
    expect(derived(page)).to_be_focused()


def test_what_the_licences_say_about_a_number_stands_on_its_card(page: Page) -> None:
    number(page).click()
    expect(card(page)).to_contain_text(WORDS[language(page)]["licences"])
    expect(card(page).locator('a[href="#tbl-licences"]')).to_be_visible()
    card(page).locator('a[href="#clm-jx002"]').click()
    expect(card(page).locator(".card-phrase")).to_have_text("超80%")


def test_the_row_is_one_link_away_and_leads_back(page: Page) -> None:
    number(page).click()
    card(page).locator(".card-row").click()
    expect(card(page)).to_be_hidden()
    expect(page.locator("tr:has(#clm-jx001)")).to_be_in_viewport()
    page.locator("tr:has(#clm-jx001) .uses a").last.click()
    expect(number(page)).to_be_in_viewport()


def test_a_touch_opens_the_card_as_a_sheet_that_fits_the_screen(open_page: Open) -> None:
    page = open_page("en", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    number(page).tap()
    expect(card(page)).to_be_visible()
    page.wait_for_timeout(200)
    box = card(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740
    assert page.url.endswith(".html")
    card(page).locator(".card-row").tap()
    expect(page.locator("tr:has(#clm-jx001)")).to_be_in_viewport()


def test_the_sheet_leaves_the_number_in_sight(open_page: Open) -> None:
    page = open_page("en", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    number(page).evaluate("(link) => scrollBy(0, link.getBoundingClientRect().bottom - innerHeight + 10)")
    number(page).tap()
    expect(card(page)).to_be_visible()
    link, sheet = number(page).bounding_box(), card(page).bounding_box()
    assert link is not None
    assert sheet is not None
    assert link["y"] + link["height"] <= sheet["y"]


def test_a_computed_number_is_called_by_its_method(open_page: Open) -> None:
    page = open_page("zh")
    derived(page).click()
    expect(card(page).locator(".card-title")).to_have_text("100% /（1 + 变化）")
    expect(card(page)).to_contain_text("clearance: earlier rate")


def test_a_click_with_control_stays_a_link(open_page: Open) -> None:
    page = open_page("en")
    with page.context.expect_page() as other:
        number(page).click(modifiers=["Control"])
    assert other.value.url.endswith("#clm-jx001")


@pytest.mark.parametrize("name", ["en", "zh"])
def test_without_scripts_a_number_is_a_link_to_its_row(open_page: Open, name: str) -> None:
    page = open_page(name, java_script_enabled=False)
    number(page).click()
    assert page.url.endswith("#clm-jx001")
    expect(page.locator("tr:has(#clm-jx001)")).to_be_in_viewport()
    expect(page.locator("nav#TOC a").first).to_be_visible()
    expect(page.locator(".editions a").first).to_be_visible()
    expect(page.get_by_text("@techreport")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (740, 360), (360, 640)])
def test_a_card_fits_on_the_screen_wherever_its_number_stands(open_page: Open, width: int, height: int) -> None:
    page = open_page("en", viewport={"width": width, "height": height})
    for place in ("start", "center", "end"):
        number(page).evaluate(f"node => node.scrollIntoView({{ block: '{place}' }})")
        number(page).dispatch_event("click", {"button": 0})
        box = card(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0 <= box["y"]
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        page.keyboard.press("Escape")


def test_a_card_gives_its_words_its_address_and_a_citation(open_page: Open) -> None:
    page = open_page("en")
    number(page).click()
    actions = card(page).locator(".card-links button")
    assert [one.strip() for one in actions.all_inner_texts()] == ["Copy", "Copy link", "Cite"]
    actions.last.click()
    expect(page.locator(".cite-dialog")).to_be_visible()
    expect(page.locator(".cite-dialog textarea")).to_have_value(re.compile("jx001"))
