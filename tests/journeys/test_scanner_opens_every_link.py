"""A mail scanner opens every link of all mail: nothing changes until somebody presses a button."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from html import unescape
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, table, text

from comms.channels.newsletter import letters
from comms.config.newsletter import NewsletterRules
from comms.model.letter import Letter
from comms.model.subscriber import SubscriberStatus
from comms.practice.mailcatcher import Mailcatcher
from comms.stages.people import Subscribing
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.stages.issue_house import IssueHouse
from tests.web.twin import PEOPLE, Twin, csrf, fill, log_in

ONE_CLICK = {"List-Unsubscribe": "One-Click"}  # RFC 8058, section 3.2
OURS = ("nyt.example.dk", "127.0.0.1:8000")
NEW = "ny.laeser@example.dk"
_LINK = re.compile(r"https?://[^\s\"'<>]+")


@dataclass
class Town:
    """What was sent, and the pages that its links lead to."""

    house: IssueHouse
    twin: Twin
    mails: dict[str, list[EmailMessage]]

    def status(self, email: str) -> SubscriberStatus:
        with self.house.database.read() as tx:
            reader = tx.subscribers.by_email(email)
        assert reader is not None
        return reader.status

    def browser(self, *, cookies: bool = False) -> FlaskClient:
        return self._pages.test_client(use_cookies=cookies)

    @cached_property
    def _pages(self) -> Flask:
        return create_app(self.twin)

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table."""
        with self.house.database.read() as tx:
            names = tx.db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            return {
                name: sorted(
                    map(tuple, tx.db.execute(select(text("*")).select_from(table(name)))), key=repr
                )
                for name in map(str, names.scalars().all())
            }


@pytest.fixture
def town(migrated_sqlite: Path, tmp_path: Path, now: datetime) -> Iterator[Town]:
    """An issue that was sent, one that staff are told of and one that was held, and the letters."""
    database = Database(f"sqlite:///{copyfile(migrated_sqlite, tmp_path / 'comms.db')}")
    twin = Twin(database, FolderFiles(tmp_path / "files"), now)
    fill(twin)
    with Mailcatcher() as catcher:
        house = IssueHouse(database, tmp_path, now, catcher.port, clock=lambda: house.now)
        _weeks_go_by(house)
        _people_write_to_us(twin, house.now)
        house.mailroom.send_letters()
        mails: dict[str, list[EmailMessage]] = {}
        for one in catcher.caught:
            mail = message_from_bytes(one.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            mails.setdefault(one.recipients[0], []).append(mail)
    twin.moment = house.now
    yield Town(house, twin, mails)
    database.close()


def test_a_scanner_that_opens_every_link_changes_nothing(town: Town) -> None:
    before = town.everything()
    opened = {who: _scan(town.browser(), found) for who, found in town.mails.items()}
    kinds = {path.split("/")[1] for paths in opened.values() for path in paths}
    assert all(opened.values()), "each mail has a link to open"
    assert kinds >= {"afmeld", "bekraeft", "nyhedsbreve", "udgaver", "adgang", "tilmeld"}
    for path in {path for found in town.mails.values() for path in _links(found)}:
        if not path.startswith("/afmeld/"):
            answer = town.browser().post(path, data=ONE_CLICK)
            assert answer.status_code in (302, 303, 400, 404, 405), path
    assert town.everything() == before
    reader = town.browser(cookies=True)  # whose program opens links ahead, with their session
    log_in(reader)
    before = town.everything()
    everything = [mail for found in town.mails.values() for mail in found]
    seen = _scan(reader, everything, deep=0)
    assert any(re.fullmatch(r"/udgaver/\d+", path) for path in seen)
    changed = {name for name, rows in town.everything().items() if rows != before[name]}
    assert changed <= {"sessions"}, "only the session knows that it was used"


def test_one_post_without_cookies_leaves_and_a_person_confirms_by_the_button(town: Town) -> None:
    mail = town.mails["nr0@example.dk"][-1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = town.browser().post(_path(mail["List-Unsubscribe"].strip("<>")), data=ONE_CLICK)
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert town.status("nr0@example.dk") is SubscriberStatus.LEFT
    assert town.status("nr1@example.dk") is SubscriberStatus.ACTIVE
    assert town.status(NEW) is SubscriberStatus.PENDING
    (path,) = [one for one in _links(town.mails[NEW]) if one.startswith("/bekraeft/")]
    browser = town.browser(cookies=True)
    browser.post(path, data={"csrf_token": csrf(browser, path)})
    assert town.status(NEW) is SubscriberStatus.ACTIVE


def _weeks_go_by(house: IssueHouse) -> None:
    """Week 48 is sent; week 49 lacks its yes, so it is asked for and held; week 50 has nothing."""
    day = timedelta(days=1)
    house.readers(2)
    house.block("Fællesspisning")
    house.mailroom.send(house.composed())
    house.rules = NewsletterRules(approval="required")
    house.notices_to = ()
    house.now += 7 * day
    house.block("Gratis rådgivning")
    wednesday, thursday = house.now + 1.875 * day, house.now + 2.9 * day
    house.desk.tick(wednesday)
    for house.now in (wednesday + timedelta(hours=2), thursday, thursday + timedelta(hours=2)):
        house.mailroom.send_due()
    house.now = wednesday + 7 * day
    house.desk.tick(house.now)


def _people_write_to_us(twin: Twin, now: datetime) -> None:
    """Somebody wants in, somebody is told of being off, a colleague needs a password."""
    write = lambda **facts: letters.write(twin.press, "confirm", **facts)  # noqa: E731
    url, key = twin.settings.public_url, twin.secret_key
    reading = Subscribing(twin.database.begin, write, public_url=url, key=key, consent="Ja tak.")
    reading.ask(NEW, "Ny Læser", now)
    twin.accounts.link(PEOPLE[0][0], "Eva Lund", now, mail=True)
    with twin.database.begin() as tx:
        words = letters.write(twin.press, "left", url=f"{url}/tilmeld")
        letter = Letter("left:1", "left", "gaaet@example.dk", words.subject, words.text, words.html)
        tx.letters.write(letter, now)
    twin.waiting.tick(now.replace(hour=7, minute=30))


def _scan(browser: FlaskClient, mails: list[EmailMessage], deep: int = 1) -> set[str]:
    """Open every link, and every link of what it leads to. Gives the paths that were opened.

    deep: how many pages on from the one a link leads to.
    """
    opened: set[str] = set()
    ahead = _links(mails)
    for _ in range(1 + deep):
        found: set[str] = set()
        for path in sorted(ahead - opened):
            opened.add(path)
            with browser.head(path) as head, browser.get(path) as answer:
                assert head.status_code == answer.status_code < 500, path
                if answer.mimetype == "text/html":
                    found |= _local(answer.get_data(as_text=True))
                if answer.location:
                    found.add(_path(answer.location))
        ahead = found
    return opened


def _links(mails: list[EmailMessage]) -> set[str]:
    """The paths of every link to us in these mails: in their heads, their text and their HTML."""
    found = set()
    for mail in mails:
        parts = [
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        ]
        whole = "\n".join([*map(str, mail.values()), *parts])
        for link in _LINK.findall(unescape(whole)):
            if urlsplit(link).netloc in OURS:
                found.add(_path(link.rstrip(".,)")))
    return found


def _local(page: str) -> set[str]:
    return {unescape(path) for path in re.findall(r'(?:href|src)="(/(?!static/)[^"#]*)"', page)}


def _path(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")
