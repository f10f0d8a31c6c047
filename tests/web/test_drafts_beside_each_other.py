"""A story's drafts on one page: previews, advice, photos, versions, comments, nothing lost."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from comms.model.draft import Content, Draft, Status
from comms.model.photo import Photo, PhotoUse
from comms.web.columns import fold
from tests.web.twin import PASSWORD, Filled, Twin, csrf, log_in, picture, post


def _draft(twin: Twin, draft_id: int) -> Draft:
    with twin.read() as tx:
        return tx.drafts.get(draft_id)


def _words(twin: Twin, draft_id: int, **changed: str) -> dict[str, str | list[str]]:
    """The fields of the edit form as the page would send them."""
    draft = _draft(twin, draft_id)
    content = draft.content
    fields: dict[str, str | list[str]] = {
        "title": content.title,
        "text": content.text,
        "link": content.link,
        "version": str(draft.version),
        "photo": [use.digest for use in content.photos],
    }
    fields |= {f"alt-{use.digest}": use.alt for use in content.photos}
    return {**fields, **changed}


def _page(client: FlaskClient, path: str) -> str:
    return unescape(client.get(path).get_data(as_text=True))


def _second_photo(twin: Twin, filled: Filled) -> str:
    """The story gets another photo, and the Facebook draft shows both."""
    digest = twin.files.put(picture("#aa5522"))
    with twin.database.begin() as tx:
        story = tx.stories.get(filled.story)
        both = (*story.photos, Photo(digest, alt="Boller", width=640, height=420))
        story_id = tx.stories.add(replace(story, photos=both, id=0), twin.moment)
        uses = tuple(PhotoUse(one.digest, one.alt) for one in both)
        draft = Draft(story_id, "facebook", Content("Café", "Kom.", "", uses))
        assert tx.drafts.add(draft, twin.moment)
    return digest


def test_all_drafts_of_the_story_have_their_own_form(writer: FlaskClient, filled: Filled) -> None:
    page = _page(writer, f"/udkast/{filled.facebook}")
    assert f'action="/udkast/{filled.facebook}/ret"' in page
    assert f'action="/udkast/{filled.newsletter}/ret"' in page
    assert page.index('id="kanal-facebook"') < page.index('id="kanal-newsletter"')


def test_a_channel_that_is_switched_off_is_not_shown(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    off = replace(twin.schedules.channels, newsletter=False)
    twin.schedules = replace(twin.schedules, channels=off)
    page = _page(writer, f"/udkast/{filled.facebook}")
    assert 'id="kanal-newsletter"' not in page


def test_the_queries_of_the_page_do_not_grow_with_versions_and_comments(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    asked: list[str] = []

    def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def work(n: int) -> None:
        content = replace(_draft(twin, filled.facebook).content, text=f"Tekst {n}")
        twin.editing.edit(filled.facebook, content, "Åse Bæk", twin.moment)
        twin.editing.comment(filled.facebook, f"Kommentar {n}", "Åse Bæk", twin.moment)

    event.listen(twin.database.engine, "before_cursor_execute", count)
    work(0)
    writer.get(f"/udkast/{filled.facebook}")  # a session's first page keeps that it was seen
    asked.clear()
    writer.get(f"/udkast/{filled.facebook}")
    few = len(asked)
    for n in range(1, 6):
        work(n)
    asked.clear()
    writer.get(f"/udkast/{filled.facebook}")
    assert len(asked) == few


def test_a_look_before_saving_stores_nothing_and_keeps_what_was_typed(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = _words(twin, filled.facebook, text="Kom til café i morgen.")
    answer = post(writer, f"/udkast/{filled.facebook}/vis", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert re.search(r"<textarea[^>]*>\s*Kom til café i morgen.</textarea>", page)
    assert 'data-shows="text">Kom til café i morgen.' in page
    assert _draft(twin, filled.facebook).version == 1


def test_the_script_is_given_the_part_that_follows_the_words(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = _words(twin, filled.facebook, text="Kære alle,\n\nKom.", part="1", focus="1")
    answer = post(writer, f"/udkast/{filled.facebook}/vis", **typed)
    part = answer.get_data(as_text=True)
    assert "<html" not in part
    assert "»Kære alle,« er en hilsen fra mailen." in part
    assert f'form="edit-form-{filled.facebook}"' in part


def test_the_mail_shows_what_stands_in_the_form(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = _words(twin, filled.newsletter, text="Kom <b>glad</b>.", view="narrow")
    answer = post(writer, f"/udkast/{filled.newsletter}/vis/mail", **typed)
    mail = answer.get_data(as_text=True)
    assert "Kom &lt;b&gt;glad&lt;/b&gt;." in mail
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert f'src="/billede/{filled.photo}"' in mail
    assert _draft(twin, filled.newsletter).version == 1


@pytest.mark.parametrize(
    ("view", "has"), [("dark", "@media all"), ("narrow", "@media not all"), ("text", "<pre")]
)
def test_the_mail_is_seen_in_each_way(
    writer: FlaskClient, filled: Filled, view: str, has: str
) -> None:
    mail = writer.get(f"/udkast/{filled.newsletter}/mail?view={view}").get_data(as_text=True)
    assert has in mail
    assert "prefers-color-scheme: dark" not in mail
    assert "billede.invalid" not in mail


@pytest.mark.parametrize(
    ("text", "seen", "rest"),
    [
        ("kort", "kort", ""),
        ("et to tre fire", "et to", "tre fire"),
        ("a" * 12, "a" * 8, "aaaa"),
        ("et to\n\ntre", "et to", "tre"),
    ],
)
def test_facebook_folds_between_two_words(text: str, seen: str, rest: str) -> None:
    assert fold(text, 8) == (seen, rest)


def test_one_click_takes_out_what_was_meant_for_the_editors(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = _words(
        twin, filled.facebook, text="Vil I dele den?\n\nKom på onsdag.", words="Vil I dele den?"
    )
    answer = post(writer, f"/udkast/{filled.facebook}/tag-ud", **typed)
    assert answer.status_code == 303
    assert _draft(twin, filled.facebook).content.text == "Kom på onsdag."
    assert "»Vil I dele den?« er taget ud." in _page(writer, answer.location)


def test_photos_go_out_in_the_order_of_the_form(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    second = _second_photo(twin, filled)
    with twin.read() as tx:
        draft = tx.drafts.all(channel="facebook")[-1]
    first = draft.content.photos[0].digest
    typed = _words(twin, draft.id, move=f"{second}:up")
    page = post(writer, f"/udkast/{draft.id}/vis", **typed).get_data(as_text=True)
    assert page.index(f'value="{second}" checked') < page.index(f'value="{first}" checked')

    kept = {**_words(twin, draft.id), "photo": [second, first]}
    assert post(writer, f"/udkast/{draft.id}/ret", **kept).status_code == 303
    assert [use.digest for use in _draft(twin, draft.id).content.photos] == [second, first]


def test_a_photo_of_another_story_is_not_taken(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = {**_words(twin, filled.facebook), "photo": ["0" * 64]}
    post(writer, f"/udkast/{filled.facebook}/ret", **typed)
    assert _draft(twin, filled.facebook).content.photos == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "x" * 121, "Overskriften er på 121 tegn. Højst 120."),
        ("link", "www.example.dk", "Et link skal begynde med http"),
    ],
)
def test_limits_are_told_beside_the_field_and_nothing_typed_is_cut(
    writer: FlaskClient, twin: Twin, filled: Filled, field: str, value: str, says: str
) -> None:
    typed = {**_words(twin, filled.facebook), field: value}
    answer = post(writer, f"/udkast/{filled.facebook}/ret", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert f'<a href="#edit-{field}">{says}' in page
    assert f'id="edit-{field}-error"' in page
    assert f'value="{value}"' in page


def test_versions_are_listed_and_any_two_compared(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    content = _draft(twin, filled.facebook).content
    for text in ("Kom til kaffe.", "Kom til te."):
        twin.editing.edit(filled.facebook, replace(content, text=text), "Ib Skov", twin.moment)
    page = _page(writer, f"/udkast/{filled.facebook}/versioner")
    assert "Fra version 2 til 3" in page
    assert "(fjernet: </span>kaffe." in page
    assert "(tilføjet: </span>te." in page
    first = _page(writer, f"/udkast/{filled.facebook}/versioner?fra=3&til=1")
    assert "Fra version 1 til 3" in first
    assert writer.get(f"/udkast/{filled.facebook}/versioner?fra=1&til=9").status_code == 404


def test_an_older_version_is_brought_back_on_the_page(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    content = _draft(twin, filled.facebook).content
    twin.editing.edit(filled.facebook, replace(content, text="Nyt."), "Ib Skov", twin.moment)
    answer = post(writer, f"/udkast/{filled.facebook}/gendan", version="2", restore="1")
    assert answer.status_code == 303
    assert _draft(twin, filled.facebook).content == content
    stale = post(writer, f"/udkast/{filled.facebook}/gendan", version="2", restore="1")
    assert stale.status_code == 409


def test_a_comment_is_shown_with_who_and_when_and_is_not_sent(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    said = "Skal der ikke stå <b>kaffe</b>?"
    post(writer, f"/udkast/{filled.facebook}/kommentar", text=said)
    page = approver.get(f"/udkast/{filled.newsletter}").get_data(as_text=True)
    assert "Kommentarer (1)" in page
    assert "Skal der ikke stå &lt;b&gt;kaffe&lt;/b&gt;?" in page
    assert "<b>Åse Bæk</b>" in page
    assert "kaffe</b>" not in approver.get(f"/udkast/{filled.newsletter}/mail").get_data(
        as_text=True
    )


def test_an_empty_comment_is_told_beside_its_field(writer: FlaskClient, filled: Filled) -> None:
    answer = post(writer, f"/udkast/{filled.facebook}/kommentar", text=" ")
    assert answer.status_code == 400
    assert 'id="comment-text-error"' in answer.get_data(as_text=True)


def test_who_else_is_here_is_told(
    writer: FlaskClient, approver: FlaskClient, filled: Filled
) -> None:
    post(writer, f"/udkast/{filled.facebook}/aaben")
    told = post(approver, f"/udkast/{filled.newsletter}/aaben").get_json()
    assert told == {"says": "Åse Bæk har også udkastet åbent lige nu."}
    assert told["says"] in _page(approver, f"/udkast/{filled.facebook}")


def test_two_who_changed_different_places_are_merged(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    draft = _draft(twin, filled.facebook)
    mine = _words(twin, filled.facebook, text=draft.content.text.replace("kaffe", "te"))
    theirs = replace(draft.content, text=draft.content.text.replace("boller", "kager"))
    twin.editing.edit(filled.facebook, theirs, "Ib Skov", twin.moment)
    page = post(writer, f"/udkast/{filled.facebook}/ret", **mine).get_data(as_text=True)
    merged = page.partition('id="edit-text"')[2].partition("</textarea>")[0]
    assert "Vi drikker te" in merged
    assert "bagte kager" in merged
    assert "Begges rettelser er lagt sammen" in page


def test_two_who_changed_the_same_see_both_and_mine_stands_in_the_field(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    draft = _draft(twin, filled.facebook)
    mine = _words(twin, filled.facebook, text=draft.content.text.replace("kaffe", "te"))
    theirs = replace(draft.content, text=draft.content.text.replace("kaffe", "saft"))
    twin.editing.edit(filled.facebook, theirs, "Ib Skov", twin.moment)
    page = post(writer, f"/udkast/{filled.facebook}/ret", **mine).get_data(as_text=True)
    assert "Din: <q>te,</q>" in page
    assert "Ib Skovs: <q>saft,</q>" in page
    assert "Vi drikker te" in page.partition('id="edit-text"')[2]


def test_words_for_a_draft_that_is_sent_meanwhile_can_still_be_copied(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = _words(twin, filled.facebook, text="Mine sidste rettelser")
    with twin.database.begin() as tx:
        draft = tx.drafts.get(filled.facebook)
        sent = replace(draft, status=Status.SENT)
        tx.drafts.update(draft, sent, twin.moment)
    answer = post(writer, f"/udkast/{filled.facebook}/ret", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert re.search(r"<textarea[^>]*readonly>Mine sidste rettelser</textarea>", page)


def test_words_of_a_session_that_ended_come_back_after_the_login(
    app: Flask, twin: Twin, filled: Filled
) -> None:
    client = app.test_client()
    log_in(client, "Åse Bæk")
    typed = _words(twin, filled.facebook, text="Skrevet over frokosten")
    typed["csrf_token"] = csrf(client, "/")
    client.delete_cookie("opslag")

    late = client.post(f"/udkast/{filled.facebook}/ret", data=typed)
    page = late.get_data(as_text=True)
    assert late.status_code == 400
    assert "Skrevet over frokosten</textarea>" in page
    assert 'target="_blank"' in page
    again = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    entered = {"who": "Åse Bæk", "password": PASSWORD, "csrf_token": csrf(client, "/login")}
    assert client.post("/login", data=entered).status_code == 303
    answer = client.post(f"/udkast/{filled.facebook}/ret", data={**typed, "csrf_token": again})
    if answer.status_code != 303:  # the login began a new session: once more, with its own token
        page = answer.get_data(as_text=True)
        assert re.search(r"<textarea[^>]*>\s*Skrevet over frokosten</textarea>", page)
        assert "Du har været logget ud." in page
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        data = {**typed, "csrf_token": token}
        assert client.post(f"/udkast/{filled.facebook}/ret", data=data).status_code == 303
    assert _draft(twin, filled.facebook).content.text == "Skrevet over frokosten"


def test_a_stranger_with_words_changes_nothing(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    typed = {**_words(twin, filled.facebook, text="Udefra"), "csrf_token": csrf(stranger, "/login")}
    answer = stranger.post(f"/udkast/{filled.facebook}/ret", data=typed)
    assert answer.status_code == 401
    assert "mette.holm@example.dk" not in answer.get_data(as_text=True)
    assert _draft(twin, filled.facebook).version == 1


@pytest.mark.parametrize("path", ["/", "/udkast/", "/bidrag/"])
def test_lists_tell_how_much_colleagues_have_said(
    writer: FlaskClient, twin: Twin, filled: Filled, path: str
) -> None:
    assert "1 kommentar<" not in _page(writer, path)
    twin.editing.comment(filled.facebook, "Hvad med kaffe?", "Ib Skov", twin.moment)
    assert "1 kommentar<" in _page(writer, path)


def test_a_press_release_stands_beside_the_others_and_says_that_it_is_sent_by_hand(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    on = replace(twin.schedules.channels, press=True)
    twin.schedules = replace(twin.schedules, channels=on)
    with twin.database.begin() as tx:
        content = Content("Åben café", "Caféen åbner igen.")
        assert tx.drafts.add(Draft(filled.story, "press", content), twin.moment)
    page = _page(writer, f"/udkast/{filled.facebook}")
    assert 'Tekst<span class="unseen"> (Presse)</span>' in page
    assert "Pressemeddelelser bliver ikke sendt herfra." in page
    assert "Pressemeddelelse fra Fredericia Kommune" in page
