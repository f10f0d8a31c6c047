"""The settings page: what it keeps, refuses, shows and gives back."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.config.schedules import parsed
from comms.web.setting_forms import FORMS, form_of, new_key, shown, told, typed
from tests.web.twin import Filled, Twin, post

TIMES: dict[str, Any] = {
    "slots": "kl. 8.30, 16",
    "at_most_a_day": "2",
    "quiet_from": "21.00",
    "quiet_until": "6:30",
}


def _save(client: FlaskClient, key: str, version: int = 0, **fields: Any) -> tuple[int, str]:
    answer = post(client, "/indstillinger/gem", key=key, version=str(version), **fields)
    return answer.status_code, answer.get_data(as_text=True)


def _marked(page: str) -> list[tuple[str, str]]:
    """The words that are marked as taken out or put in, without what is said to the blind."""
    found = re.findall(r"<(ins|del)>(.*?)</\1>", page, re.DOTALL)
    return [(kind, re.sub(r"<span.*?</span>", "", words).strip()) for kind, words in found]


def _page(client: FlaskClient, path: str = "/indstillinger") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_change_holds_on_the_next_page(approver: FlaskClient, twin: Twin) -> None:
    assert _save(approver, "facebook", **TIMES)[0] == 303
    page = _page(approver)
    assert 'value="08:30, 16:00"' in page
    assert "af Ib Skov, i dag kl. 12.00" in page
    assert f"{twin.schedules.facebook.quiet_from:%H:%M}" == "21:00"


def test_a_writer_sees_and_cannot_change(writer: FlaskClient, twin: Twin) -> None:
    page = _page(writer)
    assert "En godkender eller en administrator kan ændre dem" in page
    assert "<fieldset disabled>" in page
    assert ">Gem" not in page
    assert _save(writer, "core_story", core_story="Ord")[0] == 403
    for path in ("fjern", "tilbage"):
        assert post(writer, f"/indstillinger/{path}", key="feeds/kommunen").status_code == 403
    assert twin.staff_settings.recent() == []


def test_what_is_wrong_stands_beside_its_field_and_in_the_summary(approver: FlaskClient) -> None:
    status, page = _save(approver, "facebook", **{**TIMES, "at_most_a_day": "99", "slots": "ni"})
    assert status == 400
    for field, says in (("at_most_a_day", "højst 25"), ("slots", "09:00")):
        assert f'href="#facebook-{field}"' in page
        assert says in page.partition(f'id="facebook-{field}-error"')[2][:120]
        assert f'aria-describedby="facebook-{field}' in page
    assert 'value="99"' in page


def test_the_later_of_two_sees_the_difference_and_chooses(
    approver: FlaskClient, twin: Twin
) -> None:
    theirs = "Vi gør det sammen."
    twin.staff_settings.change("core_story", theirs, "Eva Lund", twin.moment, 0)
    status, page = _save(approver, "core_story", 0, core_story="Vi gør det alene.")
    assert status == 409
    assert "I har ændret det samtidig" in page
    assert _marked(page) == [("del", "sammen."), ("ins", "alene.")]
    assert _save(approver, "core_story", 1, core_story="Vi gør det alene.")[0] == 303
    assert twin.staff_settings.current().newsletter.core_story == "Vi gør det alene."


def test_a_feed_is_added_switched_off_taken_out_and_put_back(
    approver: FlaskClient, twin: Twin
) -> None:
    feed: dict[str, Any] = {
        "organiser": "Æblehavens Venner",
        "url": "https://x.example.dk/a.ics",
        "kind": "ical",
    }
    assert _save(approver, "feeds/", **feed, times="local", active="ja", theme="5")[0] == 303
    key = "feeds/aeblehavens-venner"
    _page(approver)
    made = twin.schedules.feeds[-1]
    assert (made.key, made.theme, made.active) == ("aeblehavens-venner", 5, True)
    assert _save(approver, key, 1, **feed, times="local", theme="")[0] == 303
    assert "Slået fra" in _page(approver)
    post(approver, "/indstillinger/fjern", key=key, version="2")
    assert "Æblehavens Venner er fjernet af Ib Skov" in _page(approver)
    post(approver, "/indstillinger/tilbage", key=key, version="3", to="2")
    assert twin.staff_settings.current().feeds[-1].organiser == "Æblehavens Venner"


def test_a_new_entry_with_a_fault_keeps_what_was_typed(approver: FlaskClient) -> None:
    status, page = _save(approver, "departments/", name="Borgerhuset", email="nej", words="hus")
    assert status == 400
    assert 'href="#ny-departments-email"' in page
    assert 'value="Borgerhuset"' in page


def test_two_of_the_same_name_get_keys_of_their_own(approver: FlaskClient, twin: Twin) -> None:
    for _ in range(2):
        _save(approver, "departments/", name="Bolig", email="b@example.dk", words="")
    keys = [one.key for one in twin.staff_settings.current().departments]
    assert keys[-2:] == ["bolig-2", "bolig-3"]


def test_the_history_tells_who_changed_which_words(approver: FlaskClient, twin: Twin) -> None:
    twin.staff_settings.change("venues", ["Huset"], "Eva Lund", twin.moment, 0)
    _save(approver, "venues", 1, venues="Huset\nRådhuset\n")
    page = _page(approver, "/indstillinger/historik?key=venues")
    assert "Ændret af Ib Skov" in page
    assert "Ændret af Eva Lund" in page
    assert ("ins", "Rådhuset") in _marked(page)
    assert "Madsby Legepark" in " ".join(words for kind, words in _marked(page) if kind == "del")
    post(approver, "/indstillinger/tilbage", key="venues", version="2", to="0")
    assert "Madsby Legepark" in twin.staff_settings.current().venues


@pytest.mark.parametrize("key", ["", "timezone", "feeds/findes-ikke", "venues/x", "review"])
def test_what_is_no_setting_has_no_history(approver: FlaskClient, key: str) -> None:
    assert approver.get("/indstillinger/historik", query_string={"key": key}).status_code == 404


def test_the_file_can_be_fetched_with_the_changes_in_it(approver: FlaskClient, twin: Twin) -> None:
    _save(approver, "facebook", **TIMES)
    answer = approver.get("/indstillinger/schedules.yaml")
    words = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert parsed(words, "x") == twin.staff_settings.current()


def test_a_file_that_was_changed_later_is_told(approver: FlaskClient, twin: Twin) -> None:
    twin.staff_settings.change("core_story", "Vores.", "Ib Skov", twin.moment, 0)
    base = twin.staff_settings.base
    with_other = parsed(
        "organisation: {name: A, strategy: B, mailbox: a@example.dk}\n"
        "goals: [{key: followers, name: F, target: 9, source: s, year: 2026}]\n"
        "newsletter: {core_story: Filens nye.}\n",
        "x",
    )
    twin.staff_settings.base = with_other
    page = _page(approver)
    twin.staff_settings.base = base
    assert "Filen er ændret, siden I ændrede her" in page
    assert "Filens" in page


@pytest.mark.parametrize(
    ("said", "read"),
    [("1.000", "1000"), ("5,2", "5.2"), ("12.500,5", "12500.5"), ("1200", "1200"), ("2.5", "2.5")],
)
def test_numbers_are_read_as_danes_write_them(said: str, read: str) -> None:
    values = typed(form_of("goals/x"), {"target": said})
    assert values["target"] == read


def test_what_is_shown_is_read_back_as_it_was(app: Flask, twin: Twin, filled: Filled) -> None:
    for key, standing in twin.staff_settings.standing().items():
        form = form_of(key)
        value = typed(form, shown(form, standing.value))
        made = twin.staff_settings.change(key, value, "Eva Lund", twin.moment, 0)
        assert made is None, key


def test_every_card_can_be_told_in_words() -> None:
    assert told(FORMS["facebook"], {"slots": ["09:00"], "at_most_a_day": 3}).splitlines()[:2] == [
        "Faste tider: 09:00",
        "Højst så mange opslag om dagen: 3",
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [("Bolig & økonomi", "bolig-oekonomi"), ("", "ny"), ("123", "ny"), ("Ж", "ny"),
     ("x" * 90, "x" * 36), ("Café Åben", "cafe-aaben")],
)  # fmt: skip
def test_a_key_is_made_of_the_name(name: str, key: str) -> None:
    assert new_key("departments", {"name": name}, []) == f"departments/{key}"
