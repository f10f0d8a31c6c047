"""By keyboard alone on a phone: sent back, put right, approved in one step; and the stop switch."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from comms.model.account import COMMAND_LINE
from comms.model.draft import Status
from comms.model.story import Story
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.journeys.keyboard import enter, press, sound, unfold, write
from tests.servers.browser import SIZES, served
from tests.web.twin import PASSWORD, PEOPLE, Twin


@pytest.fixture
def twin(sqlite_url: str, files: FolderFiles, now: datetime) -> Iterator[Twin]:
    """Three people, and a story that nothing hinders."""
    database = Database(sqlite_url)
    database.upgrade()
    made = Twin(database, files, now)
    for name, role in PEOPLE:
        first = name.split()[0].lower().replace("å", "aa")
        made.accounts.add(name, f"{first}@example.dk", role, PASSWORD, COMMAND_LINE, now)
    with database.begin() as tx:
        tx.stories.add(Story("Fællesspisning", "Kom og spis med os på torsdag."), now)
    made.drafting.draft_missing(now)
    yield made
    database.close()


@pytest.fixture
def phone(browser: Browser, twin: Twin) -> Iterator[Page]:
    with served(create_app(twin)) as address:
        window = browser.new_context(
            viewport=SIZES["phone"], base_url=address, locale="da-DK", reduced_motion="reduce"
        )
        yield window.new_page()
        window.close()


def test_sent_back_put_right_and_approved_in_one_step(phone: Page, twin: Twin) -> None:
    enter(phone, "Ib Skov", PASSWORD)
    sound(phone)
    press(phone, "link", "Fællesspisning")
    unfold(phone, "Send tilbage")
    press(phone, "button", "Send udkastet tilbage")
    expect(phone.get_by_role("alert")).to_contain_text("Skriv, hvad der skal ændres.")
    sound(phone)
    write(phone, "Hvad skal ændres?", "Skriv, hvornår det er.")
    press(phone, "button", "Send udkastet tilbage")
    expect(phone.get_by_role("heading", name="Sendt tilbage af Ib Skov")).to_be_visible()
    sound(phone)
    press(phone, "button", "Log ud")

    enter(phone, "Åse Bæk", PASSWORD)
    expect(phone.get_by_text("Ib Skov: Skriv, hvornår det er.")).to_be_visible()
    sound(phone)
    press(phone, "link", "Fællesspisning")
    write(phone, "Tekst", "Kom og spis med os på torsdag kl. 18.")
    press(phone, "button", "Gem")
    expect(phone.get_by_role("status").filter(has_text="Gemt som version 2.")).to_be_visible()
    press(phone, "button", "Log ud")

    enter(phone, "Ib Skov", PASSWORD)
    press(phone, "link", "Fællesspisning")
    press(phone, "link", "Bidrag 1")
    sound(phone)
    press(phone, "button", "Godkend Facebook og Nyhedsbrev")
    told = phone.get_by_role("status").filter(has_text="Godkendt: Facebook og Nyhedsbrev.")
    expect(told).to_be_visible()
    with twin.read() as tx:
        drafts = tx.drafts.all(story_id=1)
        verbs = [event.verb for event in tx.audit.about("draft", drafts[0].id)]
    assert {one.status for one in drafts} == {Status.APPROVED}
    assert verbs == ["draft", "send back", "edit", "approve"]


def test_a_writer_stops_everything_and_an_approver_lets_it_go(phone: Page, twin: Twin) -> None:
    enter(phone, "Åse Bæk", PASSWORD)
    unfold(phone, "Sæt alt på pause")
    press(phone, "button", "Ja, sæt alt på pause nu")
    expect(phone.get_by_role("alert")).to_contain_text("hvorfor alt sættes på pause")
    write(phone, "Hvorfor?", "Forkert billede")
    press(phone, "button", "Ja, sæt alt på pause nu")
    expect(phone.locator(".banner-stopped")).to_contain_text("Forkert billede")
    sound(phone)
    expect(phone.get_by_text("En godkender kan lade det køre igen.")).to_be_visible()
    with twin.read() as tx:
        assert tx.holds.of("all") is not None
    press(phone, "button", "Log ud")

    enter(phone, "Ib Skov", PASSWORD)
    press(phone, "button", "Lad det køre igen")
    expect(phone.get_by_role("status")).to_have_text("Afsendelse er i gang igen.")
    with twin.read() as tx:
        assert tx.holds.of("all") is None
