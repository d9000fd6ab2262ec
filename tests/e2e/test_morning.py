"""The morning of a jurist in a real browser."""

from __future__ import annotations

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/?theme=fire",
    "/actes/act-001",
    "/actes/act-001/faits/decision",
    "/actes/act-001/explication",
    "/actes/nulle-part",
    "/mis-de-cote",
    "/couches",
    "/methode",
    "/aide",
    "/priorites",
    "/priorites?theme=flood",
    "/strategie",
    "/certificat",
    "/recherche?q=maison",
    "/connexion",
]


HALF = 640  # what a window of 1280 pixels shows when zoomed to 200 %
CUT = """[...document.querySelectorAll('button, .fr-btn, .fr-nav__link, h1, h2, label')]
  .filter(e => !e.closest('.fr-sr-only') && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX === 'hidden')
  .map(e => e.textContent.trim())"""


def acts_on(page) -> list[str]:
    links = page.locator(".queue__row .queue__number")
    return [links.nth(i).get_attribute("href").split("/")[-1] for i in range(links.count())]


def test_page_shows_the_order_of_the_api(site, new_page):
    page = new_page()
    page.goto(site)
    items = httpx.get(f"{site}/api/v1/queue?limit=50").json()["items"]
    assert acts_on(page) == [item["act_id"] for item in items]
    assert page.complaints == []


def test_from_the_queue_to_the_evidence(site, new_page):
    page = new_page()
    page.goto(site)
    page.locator(".queue__row .queue__number").first.click()
    page.wait_for_url("**/actes/*")
    assert "au rang 1" in page.locator("#motifs").inner_text()
    page.locator(".reason .proof").first.click()
    assert page.url.endswith("#preuve-1")
    page.locator("#preuve-1").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#motif-INO-1")
    page.wait_for_selector("#carte path.leaflet-interactive")
    assert page.locator("#carte path.leaflet-interactive").count() == 3
    assert page.complaints == []


def test_the_first_screen_of_an_act_says_all_that_matters(site, new_page):
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}/actes/act-001")
    page.wait_for_selector("#carte path.leaflet-interactive")
    for shown in ("h1", ".keys__due .due", "text=Préparer la lettre", ".reason__because",
                  "#carte", "#preuve-1 rect"):  # fmt: skip
        box = page.locator(shown).first.bounding_box()
        assert box["y"] >= 0, shown
        assert box["y"] + box["height"] <= 900, shown
    page.click("text=Préparer la lettre")
    assert page.locator('[name="decision"][value="observations"]').is_checked()
    assert page.url.endswith("#decision")
    assert page.complaints == []


def test_filters_change_the_list_and_the_url(site, new_page):
    page = new_page()
    page.goto(site)
    with page.expect_response("**/?*commune=34003*"):
        page.select_option("#filtre-commune", "34003")
    page.wait_for_url("**commune=34003**")
    page.wait_for_function("document.querySelectorAll('.queue__row').length === 20")
    assert "20 actes" in page.locator("#annonces").inner_text()
    page.reload()
    assert page.locator(".queue__row").count() == 20
    assert page.complaints == []


def test_queue_to_act_by_keyboard_alone(site, new_page):
    page = new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "queue__number":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/actes/act-001")


def test_the_whole_morning_by_keyboard(site, desk, new_page, tmp_path):
    page = new_page(accept_downloads=True)
    page.goto(site)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "queue__number"
    page.keyboard.press("Enter")
    page.wait_for_url("**/actes/act-001")
    page.keyboard.press("m")
    assert "Logement nouveau" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("p")
    page.wait_for_selector("text=Vous avez pris cet acte.")
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.value") == "observations"
    page.keyboard.press("Tab")
    page.keyboard.type("à signer p1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Décision enregistrée")
    assert [review.decision for review in desk.kept] == ["observations"]
    assert desk.kept[0].note == "à signer p1"
    link = page.locator(".letters a").first
    link.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".odt")
    assert page.complaints == []


def test_keys_can_be_turned_off(site, new_page):
    page = new_page()
    page.goto(f"{site}/aide")
    page.uncheck("#raccourcis")
    page.keyboard.press("f")
    page.wait_for_timeout(200)
    assert page.url.endswith("/aide")
    page.check("#raccourcis")
    page.keyboard.press("f")
    page.wait_for_url(f"{site}/")


def test_two_people_on_one_act(site, desk, new_page):
    one, two = new_page(), new_page()
    two.goto(f"{site}/connexion")
    two.click("text=Marc Olivier")
    for page in (one, two):
        page.goto(f"{site}/actes/act-001")
    one.check('[value="nothing_to_say"]')
    one.click("text=Enregistrer la décision")
    one.wait_for_selector("text=Décision enregistrée")
    two.check('[value="later"]')
    two.click("text=Enregistrer la décision")
    assert "Claire Fabre a décidé entre-temps" in two.locator("h1").inner_text()
    assert Axe().run(two).violations_count == 0
    assert len(desk.kept) == 1


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_overflows(site, new_page, path):
    page = new_page(bypass_csp=True)
    page.goto(site + path)
    for width in (1280, HALF, 320):
        page.set_viewport_size({"width": width, "height": 800})
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(CUT) == []


def test_axe_can_fail(site, new_page):
    page = new_page(bypass_csp=True)
    page.goto(f"{site}/controle-negatif")
    found = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert {"image-alt", "label", "html-has-lang", "color-contrast"} <= found
