"""Every form sent wrong: a summary whose links lead to the fields, and each field says it too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.mail import Address
from tests.web.twin import PASSWORD, Filled, Twin, csrf, log_in

VOID = {"input", "img", "br", "meta", "link", "hr", "source"}
CONTROLS = {"input", "textarea", "select"}
# Several controls that are wrong together say it on what holds them, where a keyboard can get to.
GROUPS = {"fieldset", "section"}


@dataclass
class Seen(HTMLParser):
    """A page as the test needs it: elements by id, their words, the summary's links."""

    tags: dict[str, str] = field(default_factory=dict)
    attrs: dict[str, Mapping[str, str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    stack: list[tuple[str, str]] = field(default_factory=list)
    told: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {name: value or "" for name, value in attrs}
        name = here.get("id", "")
        if name:
            assert name not in self.tags, f"two elements are called {name}"
            self.tags[name], self.attrs[name], self.words[name] = tag, here, ""
        if tag not in VOID:
            inside = self.stack and self.stack[-1][1] == "summary"
            summary = here.get("aria-labelledby") == "problems-heading"
            self.told = self.told or summary
            mark = "summary" if summary or inside else ""
            self.stack.append((tag, mark or name))
            if inside and tag == "a":
                self.links.append((here["href"].removeprefix("#"), ""))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag, name in self.stack:
            if name in self.words:
                self.words[name] += data
            if tag == "title":
                self.title += data
        if self.stack and self.stack[-1] == ("a", "summary"):
            where, said = self.links[-1]
            self.links[-1] = (where, said + data)


def seen(html: str) -> Seen:
    made = Seen()
    made.feed(html)
    return made


# (where the form is sent, what stands in it, the fields that must say so).
WRONG: tuple[tuple[str, Mapping[str, Any], tuple[str, ...]], ...] = (
    ("/skriv", {}, ("write-title",)),
    ("/skriv", {"title": "Kun en overskrift"}, ("write-text",)),
    ("/skriv", {"title": "Et link", "link": "ftp://x"}, ("write-link",)),
    ("/skriv/hent", {}, ("write-link",)),
    ("/skriv/hent", {"link": "https://www.example.dk/nyhed"}, ("write-link",)),
    ("/pause", {}, ("pause-reason",)),
    ("/brugere", {"name": "Ny", "email": "ingen", "role": "writer"}, ("email",)),
    ("/brugere", {"name": "", "email": "ny@example.dk", "role": "writer"}, ("name",)),
    ("/brugere/3/rolle", {"role": "writer"}, ("role-3",)),
    ("/konto/navn", {"name": ""}, ("name",)),
    ("/konto/adgangskode", {"old": PASSWORD, "new": "a", "again": "b"}, ("again",)),
    ("/konto/adgangskode", {"old": "x", "new": "solsikker i regn", "again": "solsikker i regn"},
     ("old",)),
    ("/konto/adgangskode", {"old": PASSWORD, "new": "kort", "again": "kort"}, ("new",)),
    ("/fravaer", {}, ("first", "last")),
    ("/fravaer", {"first": "2026-12-22", "last": "2026-12-21"}, ("last",)),
    ("/fravaer", {"first": "2026-12-21", "last": "2026-12-22", "stand_in": "Ingen"},
     ("stand_in",)),
    ("/udkast/{facebook}/ret", {"version": "1"}, ("edit-title", "edit-text")),
    ("/udkast/{facebook}/afvis", {}, ("reject-reason",)),
    ("/udkast/{facebook}/send-tilbage", {}, ("back-reason",)),
    ("/udkast/{facebook}/tidspunkt", {}, ("schedule-day",)),
    ("/udkast/{facebook}/kommentar", {}, ("comment-text",)),
    ("/bidrag/{story}/ret", {}, ("told-title", "told-text")),
    ("/bidrag/{story}/billeder", {}, ("more-photos",)),
    ("/bidrag/{story}/afvis", {}, ("story-reason",)),
    ("/bidrag/{story}/temaer", {}, ("story-themes",)),
    ("/bidrag/{story}/billede/1", {"people": "ja"}, ("photo-1-alt", "photo-1-ground")),
    ("/bidrag/{story}/svar", {"kind": "named_person", "ground": "consent", "draft": "1"},
     ("reference-1",)),
    ("/bidrag/afvis", {}, ("choose",)),
    ("/bidrag/afvis", {"story": "1"}, ("reject-reason",)),
    ("/henvendelser/{joins}/tilmeld", {"email": "ingen"}, ("invite-email",)),
    ("/henvendelser/{leaves}/afmeld", {"email": "ukendt@example.dk"}, ("leave-email",)),
    ("/henvendelser/{question}/send-videre", {"department": "x"}, ("forward-department",)),
    ("/henvendelser/{question}/ret", {"disposition": "x"}, ("correct-disposition",)),
    ("/lagt-til-side/{aside}/fjern", {}, ("reason-1",)),
    ("/udgaver/{issue}/hold", {}, ("hold-reason",)),
    ("/indstillinger/gem", {"key": "newsletter", "version": "0"}, ("newsletter-title",)),
)  # fmt: skip


OUTSIDE: tuple[tuple[str, Mapping[str, Any], tuple[str, ...]], ...] = (
    ("/login", {}, ("who",)),
    ("/tilmeld", {}, ("email",)),
    ("/tilmeld", {"email": "ingen"}, ("email",)),
    ("/adgang/et-link", {"new": "a", "again": "b"}, ("again",)),
    ("/adgang/et-link", {"new": "kort", "again": "kort"}, ("new",)),
)


@pytest.fixture
def admin(app: Flask, filled: Filled) -> FlaskClient:
    client = app.test_client()
    log_in(client, "Eva Lund")
    return client


def test_staff_forms_say_it_beside_the_field_and_in_the_summary(
    admin: FlaskClient, twin: Twin, filled: Filled
) -> None:
    lacks, things = [], {**vars(filled), **_about_the_list(twin)}
    token = csrf(admin, "/konto")
    for path, form, fields in WRONG:
        answer = admin.post(path.format(**things), data={**form, "csrf_token": token})
        says = _lacks(answer.get_data(as_text=True), fields)
        if not 400 <= answer.status_code < 500:
            says.append(f"{answer.status_code}")
        lacks += [f"{path} {form}: {one}" for one in says]
    assert not lacks, "\n".join(lacks)


def test_forms_of_those_outside_do_so_too(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        tx.password_links.add(1, "et-link", "Eva Lund", twin.moment, twin.moment + timedelta(1))
    lacks = []
    for path, form, fields in OUTSIDE:
        token = csrf(stranger, path)
        answer = stranger.post(path, data={**form, "csrf_token": token})
        lacks += [f"{path} {form}: {one}" for one in _lacks(answer.get_data(as_text=True), fields)]
    assert not lacks, "\n".join(lacks)


def test_the_reader_of_a_page_tells_what_lacks() -> None:
    summary = '<div aria-labelledby="problems-heading"><a href="#{}">Skriv et navn.</a></div>'
    page = "<title>Fejl: Navn</title>" + summary + '<input id="name"{}><p id="e">{}</p>'
    right = page.format("name", ' aria-invalid="true" aria-describedby="e"', "Skriv et navn.")
    assert _lacks(right, ("name",)) == []
    for wrong in (
        page.format("nam", ' aria-invalid="true" aria-describedby="e"', "Skriv et navn."),
        page.format("name", ' aria-describedby="e"', "Skriv et navn."),
        page.format("name", ' aria-invalid="true"', "Skriv et navn."),
        page.format("name", ' aria-invalid="true" aria-describedby="e"', "Noget andet."),
        right.replace("Fejl: ", ""),
        right.replace("problems-heading", "other"),
    ):
        assert _lacks(wrong, ("name",)) != [], wrong


def _about_the_list(twin: Twin) -> dict[str, int]:
    """Two mails about the list of readers that a person must look at."""
    made = {}
    kinds = (("joins", Disposition.SUBSCRIBE), ("leaves", Disposition.UNSUBSCRIBE))
    with twin.database.begin() as tx:
        for name, kind in kinds:
            item = Item(kind, None, "", "", sender=Address("Kaj", "kaj@example.dk"), subject="Hej")
            number = tx.items.add(
                item, source="inbox", external_key=name, raw_id=None, received=twin.moment
            )
            assert number is not None
            tx.items.needs_a_person(number, "Se, hvem det gælder.")
            made[name] = number
    return made


def _lacks(html: str, fields: tuple[str, ...]) -> list[str]:
    page = seen(html)
    if not page.told:
        return ["no summary"]
    says = [] if page.title.startswith("Fejl: ") else [f"the title is {page.title!r}"]
    linked = {where for where, _ in page.links}
    says += [
        f"the summary does not link to {one}: {page.links}" for one in fields if one not in linked
    ]
    for where, said in page.links:
        says += _lacks_at(page, where, said)
    return says


def _lacks_at(page: Seen, where: str, said: str) -> list[str]:
    if where not in page.tags:
        return [f"{where}: is nowhere"]
    attrs, tag = page.attrs[where], page.tags[where]
    told = [page.words.get(one, "") for one in attrs.get("aria-describedby", "").split()]
    marked = attrs.get("aria-invalid") == "true" and tag in CONTROLS
    group = tag in GROUPS and attrs.get("tabindex") == "-1"
    lacks = [] if marked or group else [f"{where}: a {tag} that is not marked invalid"]
    if not any(said.strip() in one for one in told):
        lacks.append(f"{where}: says {told}, and the summary says {said!r}")
    return lacks
