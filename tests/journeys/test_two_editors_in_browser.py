"""Two colleagues edit one draft at once, by keyboard alone on a phone: nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.servers.browser import SIZES, served, too_wide, violations
from tests.web.twin import PASSWORD, Filled, Twin, fill

MOST_STEPS = 150


@pytest.fixture
def twin(sqlite_url: str, files: FolderFiles, now: datetime) -> Iterator[Twin]:
    """A house in a file, for pages that are asked for by several threads."""
    database = Database(sqlite_url)
    database.upgrade()
    yield Twin(database, files, now)
    database.close()


@pytest.fixture
def filled(twin: Twin) -> Filled:
    return fill(twin)


@pytest.fixture
def address(twin: Twin, filled: Filled) -> Iterator[str]:
    with served(create_app(twin)) as url:
        yield url


def _window(browser: Browser, address: str, **options: object) -> BrowserContext:
    return browser.new_context(
        viewport=SIZES["phone"],
        base_url=address,
        locale="da-DK",
        **options,  # type: ignore[arg-type]
    )


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    window = _window(browser, address, color_scheme=request.param)
    page = window.new_page()
    _enter(page, "Åse Bæk")
    yield page
    window.close()


def _reach(page: Page, wanted: Locator) -> None:
    """Tab to it, as somebody without a mouse does."""
    expect(wanted).to_have_count(1)
    for _ in range(MOST_STEPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {wanted}")


def _press(page: Page, role: str, name: str) -> None:
    _reach(page, page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def _enter(page: Page, name: str) -> None:
    page.goto("/login")
    _reach(page, page.get_by_label("Navn eller mailadresse"))
    page.keyboard.type(name)
    _reach(page, page.get_by_label("Adgangskode"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/")


def _write(page: Page, text: str) -> None:
    _reach(page, page.get_by_role("textbox", name="Tekst", exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def _text(twin: Twin, draft_id: int) -> str:
    with twin.read() as tx:
        return tx.drafts.get(draft_id).content.text


def _look(page: Page) -> None:
    assert violations(page) == [], page.url
    assert not too_wide(page), page.url


def _they_save(twin: Twin, draft_id: int, old: str, new: str) -> None:
    with twin.read() as tx:
        content = tx.drafts.get(draft_id).content
    theirs = replace(content, text=content.text.replace(old, new))
    twin.editing.edit(draft_id, theirs, "Ib Skov", twin.moment)


def _clash(page: Page, twin: Twin, filled: Filled, mine: tuple[str, str], theirs: str) -> None:
    """Both have the draft open; the other one saves first."""
    page.goto(f"/udkast/{filled.facebook}")
    before = _text(twin, filled.facebook)
    _write(page, before.replace(*mine))
    _they_save(twin, filled.facebook, "boller", theirs)
    _press(page, "button", "Gem")
    page.get_by_role("heading", name="I har rettet samtidig").wait_for()


def test_both_changes_are_merged_and_saved(phone: Page, twin: Twin, filled: Filled) -> None:
    _clash(phone, twin, filled, ("kaffe", "te"), "kager")
    _look(phone)
    _press(phone, "button", "Gem den samlede tekst")
    expect(phone.get_by_role("status").first).to_have_text("Gemt som version 3.")
    kept = _text(twin, filled.facebook)
    assert "drikker te" in kept
    assert "bagte kager" in kept


def test_mine_is_chosen_where_both_changed_the_same(
    phone: Page, twin: Twin, filled: Filled
) -> None:
    _clash(phone, twin, filled, ("boller", "brød"), "kager")
    expect(phone.get_by_text("Her har I rettet det samme sted")).to_be_visible()
    _look(phone)
    _press(phone, "button", "Brug min tekst")
    expect(phone.get_by_role("status").first).to_have_text("Gemt som version 3.")
    assert "bagte brød" in _text(twin, filled.facebook)
    _press(phone, "link", "Se de 3 versioner")
    phone.get_by_role("heading", name="Fra version 2 til 3").wait_for()
    _look(phone)
    _press(phone, "button", "Hent version 2 frem igen")
    expect(phone.get_by_role("status").first).to_contain_text("hentet frem som version 4")
    assert "bagte kager" in _text(twin, filled.facebook)


def test_theirs_is_kept_and_mine_does_not_come_back(
    phone: Page, twin: Twin, filled: Filled
) -> None:
    _clash(phone, twin, filled, ("boller", "brød"), "kager")
    _press(phone, "link", "Behold Ib Skovs tekst")
    phone.wait_for_url(f"/udkast/{filled.facebook}")
    expect(phone.get_by_role("textbox", name="Tekst", exact=True)).to_have_value(
        _text(twin, filled.facebook)
    )
    assert "bagte kager" in _text(twin, filled.facebook)


def test_what_was_typed_outlives_the_page_and_the_session(
    phone: Page, twin: Twin, filled: Filled
) -> None:
    phone.goto(f"/udkast/{filled.facebook}")
    _write(phone, "Skrevet, men ikke gemt")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    phone.once("dialog", leave)
    phone.context.clear_cookies()
    phone.goto("/login")
    assert asked == ["beforeunload"]
    _enter(phone, "Åse Bæk")
    phone.goto(f"/udkast/{filled.facebook}")
    expect(phone.get_by_text("var ikke gemt")).to_be_visible()
    box = phone.get_by_role("textbox", name="Tekst", exact=True)
    expect(box).to_have_value("Skrevet, men ikke gemt")
    _look(phone)
    _press(phone, "button", "Gem")
    expect(phone.get_by_role("status").first).to_have_text("Gemt som version 2.")
    phone.reload()
    expect(phone.get_by_text("var ikke gemt")).to_have_count(0)


def test_kept_words_meet_a_newer_version_with_both_texts(
    phone: Page, twin: Twin, filled: Filled
) -> None:
    phone.goto(f"/udkast/{filled.facebook}")
    _write(phone, _text(twin, filled.facebook).replace("kaffe", "te"))
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.goto("/")
    _they_save(twin, filled.facebook, "boller", "kager")
    phone.goto(f"/udkast/{filled.facebook}")
    _press(phone, "button", "Gem")
    phone.get_by_role("heading", name="I har rettet samtidig").wait_for()


def test_the_looks_follow_the_words(phone: Page, filled: Filled) -> None:
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.goto(f"/udkast/{filled.newsletter}")
    _write(phone, "Vil I dele den?\n\nKom på onsdag.")
    tip = phone.get_by_role("button", name="Tag ud: Vil I dele den?")
    expect(tip).to_be_visible()
    mail = phone.frame_locator(f'iframe[name="mail-{filled.newsletter}"]')
    expect(mail.get_by_text("Kom på onsdag.")).to_be_visible()
    phone.get_by_role("radio", name="Tekst", exact=True).focus()
    phone.keyboard.press("Space")
    expect(mail.locator("pre")).to_contain_text("Kom på onsdag.")
    _look(phone)
    _press(phone, "button", "Tag ud: Vil I dele den?")
    expect(phone.get_by_role("status").first).to_contain_text("er taget ud")
    assert {url.split("/")[2] for url in fetched} == {phone.url.split("/")[2]}


def test_editing_at_once_works_without_our_script(
    browser: Browser, address: str, twin: Twin, filled: Filled
) -> None:
    window = _window(browser, address, java_script_enabled=False)
    page = window.new_page()
    page.goto("/login")
    page.get_by_label("Navn eller mailadresse").fill("Åse Bæk")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"/udkast/{filled.newsletter}")
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Kom til te.")
    page.get_by_role("radio", name="Mørk").check()
    page.get_by_role("button", name="Vis igen", exact=True).click()
    mail = page.frame_locator(f'iframe[name="mail-{filled.newsletter}"]')
    expect(mail.get_by_text("Kom til te.")).to_be_visible()
    assert _text(twin, filled.newsletter) != "Kom til te."
    _they_save(twin, filled.newsletter, "boller", "kager")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("button", name="Brug min tekst").click()
    expect(page.get_by_role("status").first).to_have_text("Gemt som version 3.")
    assert _text(twin, filled.newsletter) == "Kom til te."
    window.close()
