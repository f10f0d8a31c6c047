"""A mail made to do harm, shown on the pages in a real browser: nothing runs and nothing loads."""

import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog, Frame, Page

from comms.sources.mail.explain import Context, read_and_judge
from comms.stages.intake.contribute import kept_photos, story_of, tell
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.store.raw_messages import RawMessage, RawState
from comms.web import create_app
from tests.servers.browser import served, violations
from tests.sources.hostile_markup import HOSTILE, against
from tests.sources.mails import mail, photo
from tests.web.twin import PASSWORD, Filled, Twin, fill


class Trap:
    """A server on loopback that nobody may ask for anything."""

    def __init__(self) -> None:
        hits = self.hits = []  # type: list[str]

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_GET  # noqa: N815

            def log_message(self, *_told: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def twin(
    migrated_sqlite: Path, tmp_path: Path, files: FolderFiles, now: datetime
) -> Iterator[Twin]:
    copyfile(migrated_sqlite, tmp_path / "comms.db")
    database = Database(f"sqlite:///{tmp_path}/comms.db")
    yield Twin(database, files, now)
    database.close()


@pytest.fixture
def filled(twin: Twin) -> Filled:
    return fill(twin)


def arrive(twin: Twin, raw: bytes) -> tuple[int, int]:
    """A mail that came in and became a story. Returns the ids of both."""
    digest = twin.files.put(raw)
    item = read_and_judge(raw, Context(), twin.moment, contributed=True)
    key, at = item.message_id, twin.moment
    photos = kept_photos(item, twin.files)
    with twin.database.begin() as tx:
        kept = RawMessage("imap:test", key, digest, len(raw), at, RawState.READ)
        raw_id = tx.raw_messages.add(kept)
        item_id = tx.items.add(
            item, source="imap:test", external_key=key, raw_id=raw_id, received=at
        )
        assert item_id is not None
        story_id = tell(tx, story_of(item, item_id, "inbox", photos), item, digest, at)
    return item_id, story_id


def hostile(trap: str, name: str, number: int = 1) -> bytes:
    """Every other one has no plain text beside it: the story's own words are made of the HTML."""
    made = mail("Ren tekst", subject="<script>alert(1)</script> Kom", number=number)
    html = '<img src="cid:own" alt="Vores billede">' + against(trap, name)
    if number % 2:
        made.set_content(html, subtype="html")
        made.add_related(photo(), "image", "jpeg", cid="<own>")
        return made.as_bytes()
    made.add_alternative(html, subtype="html")
    part = made.get_payload()[1]  # type: ignore[index]
    part.add_related(photo(), "image", "jpeg", cid="<own>")  # type: ignore[union-attr]
    return made.as_bytes()


@pytest.fixture
def window(browser: Browser, twin: Twin, filled: Filled) -> Iterator[Page]:
    with served(create_app(twin)) as url:
        context = browser.new_context(base_url=url, locale="da-DK")
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Navn eller mailadresse").fill("Ib Skov")
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        yield page
        context.close()


def test_the_set_holds_what_mail_is_known_to_try() -> None:
    known = (
        "script, event handlers, javascript link, data link, svg, css escapes, form, meta refresh"
    )
    assert set(known.split(", ")) | {"base", "srcset"} <= set(HOSTILE)


@pytest.mark.parametrize("where", ["/bidrag/{story}", "/henvendelser/{item}"])
def test_hostile_mails_run_nothing_and_load_nothing(
    window: Page, twin: Twin, trap: Trap, where: str
) -> None:
    asked: list[str] = []
    told: list[str] = []
    window.on("request", lambda one: asked.append(one.url))
    window.on("dialog", lambda one: _heard(told, one))
    window.context.on("page", lambda one: told.append(f"a window: {one.url}"))
    names = list(HOSTILE)[:: 1 if "story" in where else 4]
    for number, name in enumerate(names):
        item_id, story_id = arrive(twin, hostile(trap.url, name, number))
        window.goto(where.format(item=item_id, story=story_id))
        shown = _unfold(window, item_id)
        for link in shown.locator("a, area, button, summary").all():
            link.click(force=True, timeout=2000)
        picture = shown.get_by_alt_text("Vores billede")
        assert picture.evaluate("one => one.naturalWidth") == 800
        remote = [one for one in asked if _foreign(one, window.url)]
        assert (name, remote, told, trap.hits) == (name, [], [], [])


def test_the_frame_opened_alone_runs_nothing_either(window: Page, twin: Twin, trap: Trap) -> None:
    item_id, _ = arrive(twin, hostile(trap.url, "event handlers"))
    told: list[str] = []
    window.on("dialog", lambda one: _heard(told, one))
    answer = window.goto(f"/henvendelser/{item_id}/mail")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox")
    window.get_by_text("tryk").click()
    assert (told, trap.hits) == ([], [])


def test_the_trap_would_tell(browser: Browser, trap: Trap) -> None:
    page = browser.new_page()
    page.set_content(against(trap.url, "remote picture"))
    page.wait_for_timeout(500)
    page.close()
    assert "/pixel.gif" in trap.hits


def test_the_page_around_the_mail_has_no_violation(window: Page, twin: Twin, trap: Trap) -> None:
    item_id, _ = arrive(twin, hostile(trap.url, "form"))
    window.goto(f"/henvendelser/{item_id}")
    _unfold(window, item_id)
    assert violations(window) == []


def test_the_mail_is_kept_for_those_who_are_logged_in(stranger: FlaskClient, twin: Twin) -> None:
    assert stranger.get("/henvendelser/1/mail").status_code == 302


def _foreign(url: str, page: str) -> bool:
    return not url.startswith("data:") and urlsplit(url).netloc != urlsplit(page).netloc


def _unfold(window: Page, item_id: int) -> Frame:
    window.get_by_text("Vis mailen, som den så ud").click()
    window.frame_locator("iframe.mail-frame").get_by_text("Første linje").wait_for()
    return next(one for one in window.frames if one.url.endswith(f"/henvendelser/{item_id}/mail"))


def _heard(told: list[str], dialog: Dialog) -> None:
    told.append(dialog.message)
    dialog.dismiss()
