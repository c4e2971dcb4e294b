"""Suggestions below the search box: by keyboard, by mouse, by phone, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import OpenVisit, Visit
from tests.browser.test_walk import CONTRAST


def type_in(visit: Visit, text: str, path: str = "/") -> Page:
    page = visit.page
    visit.go(path)
    box = page.get_by_role("combobox", name="Zoek in Gemeengoed")
    box.focus()
    page.keyboard.type(text)
    return page


def test_nothing_is_suggested_before_two_letters(open_visit: OpenVisit) -> None:
    visit = open_visit()
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = type_in(visit, "w")
    page.wait_for_timeout(400)
    assert [url for url in asked if "/api/" in url] == []
    expect(page.get_by_role("combobox", name="Zoek in Gemeengoed")).to_have_attribute(
        "aria-expanded", "false"
    )
    page.keyboard.type("o")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_arrows_choose_and_enter_searches(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(), "cooplin")
    box, options = page.get_by_role("combobox", name="Zoek in Gemeengoed"), page.locator("[role=option]")
    expect(options.first).to_have_text(re.compile(r"Cooplink\s+organisatie"))
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(box).to_have_value("cooplin")  # chosen by hand only
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=Cooplink$"))


def test_arrows_go_round_by_way_of_the_box(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(), "woon")
    box, options = page.get_by_role("combobox", name="Zoek in Gemeengoed"), page.locator("[role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_escape_closes_and_keeps_what_was_typed(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(), "woon")
    box = page.get_by_role("combobox", name="Zoek in Gemeengoed")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("woon")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


def test_enter_without_a_choice_searches_what_was_typed(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(), "woon")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=woon$"))


def test_a_click_searches(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(width=360), "buurth")
    first = page.locator("[role=option]").first
    text = first.locator(".suggested").text_content()
    first.click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text(f"voor “{text}”")


def test_leaving_the_box_closes_the_list(open_visit: OpenVisit) -> None:
    page = type_in(open_visit(), "woon")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("button", name="Zoek")).to_be_focused()


def test_filters_stay_when_a_suggestion_is_chosen(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.go("/zoeken?q=&soort=wet")
    visit.page.get_by_role("combobox", name="Zoek in Gemeengoed").press_sequentially("huurw")
    visit.page.locator("[role=option]").first.click()
    expect(visit.page).to_have_url(re.compile(r"/zoeken\?q=.+&soort=wet$"))


def test_an_answer_that_comes_too_late_is_not_shown(open_visit: OpenVisit) -> None:
    visit = open_visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.url.endswith("q=coop"):
            held.append(route)
        else:
            route.continue_()

    visit.page.route("**/api/suggest*", hold)
    page = type_in(visit, "coop")
    page.wait_for_timeout(400)
    page.keyboard.press("Control+A")
    page.keyboard.type("amersfo")
    expect(page.locator("[role=option]").first).to_contain_text("Amersfoort")
    assert len(held) == 1
    held[0].abort()  # the browser has let go of it already
    page.wait_for_timeout(200)
    expect(page.locator("[role=option]").first).to_contain_text("Amersfoort")


def test_names_are_shown_as_text(open_visit: OpenVisit) -> None:
    visit = open_visit()
    evil = '{"suggestions": [{"text": "<img src=x onerror=alert(1)>", "label": "<b>x", "kind_label": "wet"}]}'
    visit.page.route(
        "**/api/suggest*", lambda route: route.fulfill(body=evil, content_type="application/json")
    )
    page = type_in(visit, "woon")
    expect(page.locator("[role=option]")).to_contain_text("<img src=x onerror=alert(1)> <b>x wet")
    assert page.locator(".suggestions img, .suggestions b").count() == 0


def test_without_scripts_the_box_searches(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    page.get_by_role("searchbox").fill("buurthuis")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=buurthuis$"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_list_fits_and_is_readable(open_visit: OpenVisit, width: int, scheme: str) -> None:
    visit = open_visit(width=width, scheme=scheme)
    for path in ("/", "/doelen", "/zoeken?q="):
        visit.go(path)
        expect(visit.page.locator(".suggestions")).to_be_hidden()
        page = type_in(visit, "maatschap", path)
        expect(page.locator("[role=option]").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        box = page.get_by_role("listbox").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CONTRAST) == []
        assert all(
            (o.bounding_box() or {"height": 0})["height"] >= 24 for o in page.locator("[role=option]").all()
        )
