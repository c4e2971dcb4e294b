"""The editor of `/sparql` in a browser: no trap for the keyboard, nothing from elsewhere, our own words."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.questions import load_question
from tests.browser.conftest import OpenVisit, Visit
from tests.browser.test_walk import CONTRAST, OPEN_ALL
from webapp.editor_files import is_installed

with_editor = pytest.mark.skipif(not is_installed(), reason="the editor is not fetched; run: make editor")
LABEL = "Uw vraag in SPARQL"
ASK = "ASK { ?s a <https://w3id.org/gemeengoed/def#Doel> }"


def asked(query: str) -> str:
    return f"/sparql?{urlencode({'query': query})}"


def open_editor(visit: Visit, path: str = "/sparql") -> Page:
    visit.go(path)
    expect(visit.page.locator(".editor .CodeMirror")).to_be_visible()
    visit.page.get_by_label(LABEL).focus()
    visit.page.keyboard.press("ControlOrMeta+End")
    return visit.page


def text_of(page: Page) -> str:
    return str(page.evaluate("queryEditor.yasqe.getValue()"))


def proposals(page: Page) -> list[str]:
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    return page.locator(".CodeMirror-hint").all_text_contents()


@with_editor
def test_tab_goes_through_the_editor_and_not_into_it(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit(), "/sparql?vraag=buurgemeenten")
    before = text_of(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Stel de vraag")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label(LABEL)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Zet in het vak")).to_be_focused()
    assert text_of(page) == before != ""


@with_editor
def test_focus_in_the_editor_is_visible(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit())
    outline = "getComputedStyle(document.querySelector('.editor .CodeMirror')).outlineStyle"
    assert page.evaluate(outline) == "solid"


@with_editor
def test_prefixes_classes_properties_and_things_are_those_of_the_graph(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit())
    page.keyboard.type("PREFIX gg")
    assert proposals(page) == ["gg: <https://w3id.org/gemeengoed/def#>"]
    page.keyboard.press("Enter")
    page.keyboard.type("\nSELECT * { ?s a gg:Do")
    assert proposals(page) == ["gg:Doel  doel"]
    page.keyboard.press("Enter")
    page.keyboard.type(" ; gg:termijnJ")
    assert proposals(page) == ["gg:termijnJaar  termijn"]
    page.keyboard.press("Enter")
    page.keyboard.type(" ?jaar . ?x ?y <woonco")
    assert "wooncoöperatie (thema)  <https://w3id.org/gemeengoed/id/thema/wooncooperatie>" in proposals(page)
    page.keyboard.press("Enter")
    assert "<https://w3id.org/gemeengoed/id/thema/wooncooperatie>" in text_of(page)


@with_editor
def test_a_key_asks_the_question_and_its_address_can_be_shared(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = open_editor(visit)
    page.keyboard.insert_text(ASK)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Ja", exact=True)).to_be_visible()
    assert page.url == visit.url + asked(ASK)
    expect(page.locator(".editor .CodeMirror")).to_be_visible()
    assert text_of(page) == ASK


@with_editor
def test_question_too_long_for_an_address_is_asked_all_the_same(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit())
    page.keyboard.insert_text(f"{ASK}\n#{'x' * 9000}")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_text("Ja", exact=True)).to_be_visible()
    assert page.url.endswith("/sparql")


@with_editor
def test_what_is_wrong_with_a_question_comes_back_with_the_question(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = open_editor(visit)
    page.keyboard.insert_text("SELECT * {")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("niet gesloten")
    expect(page.locator(".editor .CodeMirror")).to_be_visible()
    assert text_of(page) == "SELECT * {"
    # The browser itself notes that the page came with status 400.
    visit.trouble[:] = [line for line in visit.trouble if "status of 400" not in line]


@with_editor
def test_line_that_is_wrong_is_marked_in_dutch(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit())
    page.keyboard.insert_text("SELECT *\nWERE { }")
    mark = page.locator(".parseErrorIcon")
    mark.hover()
    expect(mark).to_have_attribute("title", "Hier, of hierboven, klopt de vraag niet (regel 2).")
    expect(page.get_by_text("This line is invalid")).to_have_count(0)


@with_editor
def test_prefix_that_needs_no_declaration_here_is_no_mistake(open_visit: OpenVisit) -> None:
    page = open_editor(open_visit())
    page.wait_for_function("queryEditor.declared.size > 0")
    page.keyboard.insert_text("SELECT ?s { ?s a foo:Bar }")
    expect(page.locator(".parseErrorIcon")).to_be_visible()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("SELECT ?s { ?s a org:Organization } LIMIT 1")
    expect(page.locator(".parseErrorIcon")).to_have_count(0)


@with_editor
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_editor_fits_and_can_be_read(open_visit: OpenVisit, width: int, scheme: str) -> None:
    visit = open_visit(width=width, scheme=scheme)
    page = open_editor(visit, asked(load_question("buurgemeenten").text))
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []


DRAWN = {
    "Grafiek": (load_question("cq23_verloop_van_een_indicator").text, ".chart rect", 6),
    "Kaart": (load_question("plaatsen_in_een_gemeente").text, ".points circle", 10),
    "Graaf": ("DESCRIBE <https://w3id.org/gemeengoed/id/organisatie/cooplink>", ".network line", 5),
}


@pytest.mark.parametrize("view", DRAWN)
@pytest.mark.parametrize("width", [320, 1280])
def test_answer_is_drawn_and_the_first_view_comes_back(open_visit: OpenVisit, view: str, width: int) -> None:
    question, marks, least = DRAWN[view]
    visit = open_visit(width=width)
    page = visit.page
    visit.go(asked(question))
    page.get_by_role("button", name=view, exact=True).press("Enter")
    expect(page.locator(marks).first).to_be_visible()
    assert page.locator(marks).count() >= least
    expect(page.get_by_role("img", name=re.compile(view))).to_be_visible()
    expect(page.get_by_role("button", name=view, exact=True)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".view-buttons button").first.press("Enter")
    expect(page.locator(".scroll table, .scroll pre").first).to_be_visible()
    expect(page.locator(marks)).to_have_count(0)


def test_answer_to_a_kept_question_is_drawn_too(open_visit: OpenVisit) -> None:
    visit = open_visit(width=375)
    visit.go("/vragen/gemeenten_in_een_provincie?provincie=Drenthe")
    visit.page.get_by_role("button", name="Grafiek").click()
    expect(visit.page.locator(".chart rect")).to_have_count(12)
    expect(visit.page.locator(".chart text").first).to_have_text("gemeente Aa en Hunze")


def test_what_cannot_be_drawn_says_what_is_needed(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.go(asked('SELECT ?x { VALUES ?x { "<img src=x onerror=alert(1)>" } }'))
    for view, sentence in (("Grafiek", "een kolom met getallen"), ("Kaart", "breedtegraad en lengtegraad")):
        visit.page.get_by_role("button", name=view).click()
        expect(visit.page.get_by_role("status").filter(has_text=sentence)).to_be_visible()


def test_names_in_a_picture_are_text_and_nothing_else(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.go(asked("SELECT ?x ?n { VALUES (?x ?n) { ('<b onclick=alert(1)>v' 3) } }"))
    visit.page.get_by_role("button", name="Grafiek").click()
    expect(visit.page.locator(".chart text").first).to_have_text("<b onclick=alert(1)>v")
    assert visit.page.locator(".view b").count() == 0


def test_name_in_bytes_that_are_no_text_is_drawn_as_it_is(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.go(asked("CONSTRUCT { <http://e.example/%ff> <http://e.example/p> 'a \\\\b' } WHERE {}"))
    visit.page.get_by_role("button", name="Graaf").click()
    shown = visit.page.locator(".network > text:not(.edge)")
    expect(shown).to_have_text(["%ff", "a \\b"])


def test_form_asks_without_scripts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/sparql")
    page.get_by_label(LABEL).fill(ASK)
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_text("Ja", exact=True)).to_be_visible()
    expect(page.get_by_text("Ctrl-spatie")).not_to_be_visible()
    context.close()
