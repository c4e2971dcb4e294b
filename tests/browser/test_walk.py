"""What a resident does in a browser: look, search, read, check the source; by keyboard and by phone too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit

PATHS = (
    "/",
    "/zoeken?q=wooncoöperatie",
    "/zoeken?q=xqzwvk",
    "/zoeken?q=",
    "/zoeken?q=zorg+nabij+Bergen&soort=thema&soort=wet",
    "/zoeken?nabij=Amersfoort&afstand=5&sorteer=afstand&plaats=gm0307&jaar=2017..2030",
    "/sparql",
    "/vragen",
    "/vragen/cq09_initiatieven_in_de_buurt",
    "/vragen/wat_een_bron_zegt",
    "/vragen/cq16_subsidies",
    "/doelen",
    "/bronnen",
    "/def",
    "/thesaurus",
    "/doc/organisatie/cooplink",
    "/doc/organisatie/wdhs-coalitie",
    "/doc/doel/3",
    "/doc?iri=https://wetten.overheid.nl/BWBR0035362/",
    "/doc?iri=https://identifier.overheid.nl/tooi/id/gemeente/gm0307",
)
# Relative luminance and contrast as WCAG 2.2 defines them, for all text that is really painted.
CONTRAST = """
() => {
  const channel = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (!node.textContent.trim() || box.width < 2 || box.right < 0 || style.visibility === 'hidden') continue;
    const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${node.textContent.trim().slice(0, 40)}`);
  }
  return found;
}
"""

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


def search_for(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Zoek in Gemeengoed").fill(text)
    page.get_by_role("button", name="Zoek").click()


def test_resident_walks_from_question_to_source(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = visit.page
    visit.go("/")
    search_for(page, "wooncooperatie")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("voor “wooncooperatie”")
    page.get_by_role("list", name="Soort").get_by_role("link", name=re.compile("organisatie")).click()
    page.get_by_role("heading", level=3).get_by_role("link", name="Cooplink", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cooplink")
    source = page.get_by_role("link", name="Cooplink", exact=True).first
    assert source.get_attribute("href") == (
        "https://www.cooplink.nl/nieuws/cooplink-sluit-aan-bij-we-doen-het-samen-coalitie"
    )
    page.get_by_role("link", name="over deze bron").first.click()
    expect(page.get_by_role("main")).to_contain_text("Naar de bron zelf")


def test_search_works_with_the_keyboard_alone(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = visit.page
    visit.go("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("buurthuis")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=buurthuis$"))
    page.get_by_role("heading", level=3).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/doc[/?]"))


def test_focus_is_visible(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.go("/doc/organisatie/cooplink")
    for _ in range(6):
        visit.page.keyboard.press("Tab")
        outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_page_scrolls_sideways(open_visit: OpenVisit, width: int) -> None:
    visit = open_visit(width=width)
    for path in PATHS:
        visit.go(path)
        visit.page.evaluate(OPEN_ALL)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(open_visit: OpenVisit, scheme: str) -> None:
    visit = open_visit(scheme=scheme)
    for path in PATHS:
        visit.go(path)
        visit.page.evaluate(OPEN_ALL)
        assert visit.page.evaluate(CONTRAST) == [], path


def test_links_to_tap_are_not_too_small(open_visit: OpenVisit) -> None:
    visit = open_visit(width=375)
    visit.go("/zoeken?q=wonen&sorteer=naam")
    visit.page.evaluate(OPEN_ALL)
    tapped = ".filter a, .filter summary, .small-form button, .chips a, .masthead nav a"
    boxes = [link.bounding_box() for link in visit.page.locator(tapped).all()]
    assert len(boxes) > 40
    assert [box for box in boxes if box is None or min(box["height"], box["width"]) < 24] == []


def test_filter_can_be_set_and_taken_away(open_visit: OpenVisit) -> None:
    visit = open_visit(width=375)
    page = visit.page
    visit.go("/zoeken?q=wonen")
    before = page.locator("#gevonden").text_content()
    page.get_by_role("link", name="Maak de keuze kleiner").click()
    page.get_by_role("list", name="Soort").get_by_role("link", name=re.compile("wet")).first.click()
    page.get_by_role("link", name=re.compile("Haal dit filter weg")).click()
    assert page.locator("#gevonden").text_content() == before


def test_a_place_and_a_distance_are_chosen_with_the_keyboard(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = visit.page
    visit.go("/zoeken?q=dorp&soort=plaats")
    page.get_by_role("textbox", name="Rond").focus()
    page.keyboard.type("Zeist")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="binnen")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=dorp&soort=plaats&nabij=Zeist&afstand=25$"))
    expect(page.get_by_role("link", name="Nabij: 25 km rond gemeente Zeist")).to_be_visible()
    page.get_by_role("link", name="10 km").click()
    expect(page.get_by_role("link", name="Nabij: 10 km rond gemeente Zeist")).to_be_visible()


def test_what_hangs_under_a_choice_opens_with_the_keyboard(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = visit.page
    visit.go("/zoeken?q=")
    under = page.get_by_role("list", name="Plaats").get_by_role("link", name=re.compile("gemeente Apeldoorn"))
    expect(under).to_have_count(0)
    page.get_by_text("Onder provincie Gelderland").focus()
    page.keyboard.press("Enter")
    under.click()
    expect(page.get_by_role("link", name=re.compile("Plaats: gemeente Apeldoorn"))).to_be_visible()
    expect(under).to_be_visible()  # what is chosen is never tucked away


def test_a_question_is_filled_in_with_the_keyboard(open_visit: OpenVisit) -> None:
    visit = open_visit(width=375)
    page = visit.page
    visit.go("/")
    page.get_by_role("navigation").get_by_role("link", name="Vragen").click()
    page.get_by_role("link", name="Welke gemeenten grenzen aan Utrecht").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Gemeente", exact=True).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("den haag")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("grenzen aan 's-Gravenhage")
    page.get_by_role("link", name="gemeente Rijswijk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("gemeente Rijswijk")
