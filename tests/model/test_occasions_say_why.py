from datetime import datetime

from comms.danish.calendar import COPENHAGEN
from comms.model.event import Event
from comms.model.mail import Document, Invitation, Mail
from comms.model.occasions import Occasions, occasions

MONDAY = datetime(2026, 2, 16, 9, tzinfo=COPENHAGEN)


def read(mail: Mail) -> Occasions:
    return occasions(mail, MONDAY)


def quoted(event: Event, told: str, **texts: str) -> list[str]:
    return [texts[w.source][w.at : w.to] for w in event.words if w.told == told]


def test_the_words_of_day_hours_and_place_are_kept() -> None:
    text = "Kom tirsdag den 3. marts kl. 17-19 i Remisen, Holmvej 2."
    event = read(Mail(text=text)).events[0]
    assert quoted(event, "day", body=text) == ["tirsdag den 3. marts"]
    assert quoted(event, "hours", body=text) == ["kl. 17-19"]
    assert quoted(event, "place", body=text) == ["Remisen, Holmvej 2"]


def test_a_day_in_the_subject_and_hours_in_the_text_are_marked_in_each() -> None:
    title, text = "Marked den 14. marts", "Vi åbner kl. 9 på Axeltorv."
    event = read(Mail(title=title, text=text)).events[0]
    assert event.start == datetime(2026, 3, 14, 9, tzinfo=COPENHAGEN)
    assert quoted(event, "hours", body=text) == ["kl. 9"]
    assert quoted(event, "place", body=text) == ["Axeltorv"]
    assert quoted(event, "day", subject=title, body=text) == ["den 14. marts"]


def test_words_of_a_flyer_are_marked_in_the_flyer() -> None:
    flyer = "Tirsdag den 3. marts kl. 17 i Remisen"
    mail = Mail(text="Se flyeren.", documents=(Document("a.pdf", "application/pdf", 9, flyer),))
    assert {words.source for words in read(mail).events[0].words} == {"file:a.pdf"}


def test_the_reason_quotes_the_words_and_names_the_rule() -> None:
    why = "\n".join(read(Mail(text="Vi ses på onsdag kl. 18 i Remisen.")).why)
    assert "»på onsdag« + »kl. 18« er læst som onsdag den 18. februar 2026 kl. 18.00" in why
    assert "regnet fra den dag, det blev skrevet" in why
    assert "sted: »Remisen«" in why


def test_a_weekday_that_disagrees_is_told_in_the_reason() -> None:
    why = "\n".join(read(Mail(text="Onsdag den 3. marts kl. 18 i Remisen.")).why)
    assert "ugedag og dato passer ikke sammen" in why


def test_a_calendar_is_named_as_the_source() -> None:
    start = datetime(2026, 3, 3, 17, tzinfo=COPENHAGEN)
    invitation = Invitation("REQUEST", location="Remisen", starts=((start, None),))
    why = "\n".join(read(Mail(text="Se her.", invitations=(invitation,))).why)
    assert "kalenderfilen er læst som tirsdag den 3. marts 2026 kl. 17.00; sted: kalender" in why


def test_a_calendar_that_lies_there_twice_gives_one_event() -> None:
    start = datetime(2026, 3, 3, 17, tzinfo=COPENHAGEN)
    invitation = Invitation("REQUEST", location="Remisen", starts=((start, None),))
    assert len(read(Mail(invitations=(invitation, invitation))).events) == 1


def test_a_meeting_called_off_in_a_sentence_of_its_own_is_cancelled() -> None:
    found = read(Mail(text="I skrev om turen den 6. juni. Turen bliver ikke til noget i år."))
    assert (found.events, found.cancelled) == ((), True)


def test_what_is_called_off_only_in_rain_is_an_event() -> None:
    text = "Vi griller den 6. juni kl. 17 i Remisen. Hvis det regner, er turen aflyst."
    found = read(Mail(text=text))
    assert (len(found.events), found.cancelled) == (1, False)


def test_an_invitation_that_reaches_us_too_late_is_past() -> None:
    text = "På lørdag kl. 12 åbner vi køkkenet i Remisen."
    mail = Mail(text=text, sent=datetime(2026, 2, 23, 9, tzinfo=COPENHAGEN))
    assert [str(event.problem) for event in read(mail).events] == ["past"]


def test_a_last_day_for_grants_is_no_day_to_sign_up() -> None:
    text = (
        "Pakkedag den 29. marts kl. 10 i Remisen. "
        "Ansøgning om julehjælp skal være her senest den 23. marts."
    )
    assert [event.signup_by for event in read(Mail(text=text)).events] == [None]


def test_hours_of_two_groups_on_one_day_are_two_events() -> None:
    text = "Lørdag den 7. marts i Remisen:\nHold A kl. 9-12\nHold B kl. 13-15"
    assert [event.start.hour for event in read(Mail(text=text)).events] == [9, 13]  # type: ignore[attr-defined]
