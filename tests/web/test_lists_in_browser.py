"""The lists by keyboard in a real browser: keys, ticking, rejecting, undoing, keys off."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from comms.model.draft import Status
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.servers.browser import SIZES, served, too_wide, violations
from tests.store.listing_house import put, put_drafts
from tests.web.twin import PASSWORD, Twin, fill


@pytest.fixture
def page(sqlite_url: str, files: FolderFiles, now: datetime, browser: Browser) -> Iterator[Page]:
    """Ib Skov in a house with three contributions: Bankospil, Fællessang, Åben café."""
    database = Database(sqlite_url)
    database.upgrade()
    twin = Twin(database, files, now)
    fill(twin)
    for title in ("Fællessang", "Bankospil"):
        story = put(database, title, "Kom og vær med.", findings=("cpr", "phone"), themes=(5,))
        put_drafts(database, story, Status.DRAFTED, Status.SENT)
    with served(create_app(twin)) as url:
        window = browser.new_context(locale="da-DK", base_url=url)
        opened = window.new_page()
        opened.goto("/login")
        opened.get_by_label("Navn eller mailadresse").fill("Ib Skov")
        opened.get_by_label("Adgangskode").fill(PASSWORD)
        opened.get_by_role("button", name="Log ind").click()
        yield opened
        window.close()
    database.close()


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_j_and_k_go_through_the_list_and_enter_opens(page: Page) -> None:
    page.goto("/bidrag/")
    for key, title in (("j", "Bankospil"), ("j", "Fællessang"), ("k", "Bankospil")):
        page.keyboard.press(key)
        assert _focused(page) == title
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Bankospil", level=1).wait_for()


def test_x_ticks_r_asks_for_the_reason_and_the_rejection_can_be_undone(page: Page) -> None:
    page.goto("/bidrag/?q=bankospil")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.get_by_label("Vælg: Bankospil").is_checked()
    assert page.locator("#key-says").inner_text() == "Valgt. 1 valgt i alt."
    page.keyboard.press("x")
    assert not page.get_by_label("Vælg: Bankospil").is_checked()
    page.keyboard.press("r")
    assert page.get_by_label("Vælg: Bankospil").is_checked()
    page.keyboard.type("Reklame? jk")
    assert page.get_by_label("Hvorfor?").input_value() == "Reklame? jk"
    page.keyboard.press("Enter")
    page.get_by_text("blev ikke afvist, for teksten til nyhedsbrevet er sendt").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_text("Fortrudt").wait_for()


def test_a_goes_to_the_approval_of_what_waits(page: Page) -> None:
    page.goto("/udkast/?q=bankospil&status=drafted")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/udkast/*#approve")


def test_keys_are_shown_and_can_be_switched_off_for_good(page: Page) -> None:
    page.goto("/bidrag/")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Tastaturgenveje").wait_for()
    assert violations(page) == []
    page.keyboard.press("j")
    page.get_by_label("Brug genveje på én tast").uncheck()
    page.get_by_role("button", name="Luk").click()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert _focused(page) != "Bankospil"
    assert page.get_by_role("dialog").count() == 0
    page.get_by_role("button", name="Tastaturgenveje").click()
    assert not page.get_by_label("Brug genveje på én tast").is_checked()


def test_keys_do_nothing_in_fields(page: Page) -> None:
    page.goto("/bidrag/")
    page.get_by_label("Søg", exact=True).fill("")
    page.keyboard.type("jkxar?")
    assert page.get_by_label("Søg", exact=True).input_value() == "jkxar?"
    assert page.get_by_role("dialog").count() == 0


def test_a_list_with_ticks_fits_a_phone_and_hides_no_row_that_has_the_focus(page: Page) -> None:
    page.set_viewport_size(SIZES["phone"])
    page.goto("/bidrag/")
    for key in "jxjxj":
        page.keyboard.press(key)
    assert not too_wide(page)
    assert page.evaluate(
        "(() => { const a = document.activeElement.getBoundingClientRect();"
        " const bar = document.querySelector('.bulk-bar').getBoundingClientRect();"
        " return a.bottom <= bar.top || a.top >= bar.bottom; })()"
    )
