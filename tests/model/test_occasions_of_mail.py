from dataclasses import replace
from datetime import date, datetime

from comms.danish.calendar import COPENHAGEN
from comms.model.event import Event, Problem, in_order, judged
from comms.model.mail import Document, Invitation, Mail
from comms.model.occasions import occasions

WRITTEN = datetime(2026, 11, 20, 10, tzinfo=COPENHAGEN)


def at(day: int, hour: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=COPENHAGEN)


def found(text: str, **mail: object) -> tuple[Event, ...]:
    return occasions(replace(Mail(text=text), **mail), WRITTEN).events  # type: ignore[arg-type]


def test_time_place_and_last_day_of_one_event() -> None:
    text = (
        "Torsdag den 3. december kl. 17-19 er der suppe i Sejlhuset, Mastevej 14. "
        "Tilmelding senest den 1. december."
    )
    assert found(text) == (
        Event(at(3, 17), at(3, 19), "Sejlhuset, Mastevej 14", date(2026, 12, 1)),
    )


def test_two_events_have_their_own_places_and_last_days() -> None:
    text = (
        "Suppe: onsdag den 2. december kl. 17 i Laden, Åvej 7. Tilmelding senest 1/12.\n\n"
        "Sang: onsdag den 9. december kl. 17 samme sted. Tilmelding senest 8/12."
    )
    assert [(e.place, e.signup_by) for e in found(text)] == [
        ("Laden, Åvej 7", date(2026, 12, 1)),
        ("Laden, Åvej 7", date(2026, 12, 8)),
    ]


def test_a_place_that_is_kept_back_is_a_problem() -> None:
    text = "Mandag den 7. december kl. 18 begynder gruppen. Adressen oplyses senere."
    assert found(text)[0].problem is Problem.NO_PLACE


def test_a_day_without_hours_is_a_problem() -> None:
    assert found("Lørdag den 12. december er der åbne døre i Skurene, Havnevej 3.")[0].problem is (
        Problem.NO_TIME
    )


def test_a_day_gone_by_is_a_problem_and_not_moved() -> None:
    (event,) = found("Vi inviterer til møde den 12. marts 2025 kl. 16 i Salen, Torvet 2.")
    assert (event.start, event.problem) == (datetime(2025, 3, 12, 16, tzinfo=COPENHAGEN), "past")


def test_a_weekday_that_disagrees_is_a_problem() -> None:
    assert found("Mandag den 8. december kl. 19 i Salen, Torvet 2")[0].problem is (
        Problem.WEEKDAY_CONFLICT
    )


def test_subject_and_text_that_disagree_leave_the_hour_open() -> None:
    (event,) = found("Den 4. december kl. 16 i Salen, Torvet 2", title="Åbning 4. december kl. 15")
    assert (event.start, event.problem) == (date(2026, 12, 4), "ambiguous")


def test_a_forwarder_who_has_heard_of_another_hour_leaves_it_open() -> None:
    (event,) = found(
        "Tirsdag den 8. december kl. 17 i Salen, Torvet 2", intro="Det er vist rykket til kl. 19"
    )
    assert event.problem is Problem.AMBIGUOUS


def test_a_flyer_and_its_mail_tell_of_one_event() -> None:
    flyer = Document(
        "f.pdf", "application/pdf", 1, "Lørdag den 5. december kl. 10-13\nHvor: Remisen"
    )
    (event,) = found("Her er flyeren til lørdag den 5. december.", documents=(flyer,))
    assert (event.start, event.end, event.place) == (at(5, 10), at(5, 13), "Remisen")


def test_an_invitation_is_exact() -> None:
    invitation = Invitation("REQUEST", "Møde", "", "Salen", ((at(3, 17), at(3, 19)),))
    assert found("Kom den 3. december kl. 17", invitations=(invitation,)) == (
        Event(at(3, 17), at(3, 19), "Salen", title="Møde"),
    )


def test_a_cancellation_leaves_no_event() -> None:
    read = occasions(Mail(text="Debatten den 8. december må vi desværre aflyse."), WRITTEN)
    assert (read.events, read.cancelled) == ((), True)


def test_an_answer_to_an_invitation_is_no_event() -> None:
    assert found("", invitations=(Invitation("REPLY", starts=((at(3, 17), None),)),)) == ()


def test_events_come_in_order_of_time() -> None:
    late, early, whole = Event(at(9, 9)), Event(at(3, 9)), Event(date(2026, 12, 3))
    assert in_order([late, early, whole]) == (whole, early, late)


def test_an_event_under_way_is_not_past() -> None:
    event = Event(at(20, 9, 11), at(20, 12, 11), "Salen")
    assert judged(event, WRITTEN).problem is None
    assert judged(event, at(20, 13, 11)).problem is Problem.PAST


def test_the_contracts_shape() -> None:
    event = Event(at(3, 17), None, None, date(2026, 12, 1), Problem.NO_PLACE)
    assert event.contract() == {
        "start": "2026-12-03T17:00:00+01:00",
        "end": None,
        "place": None,
        "signup_by": "2026-12-01",
        "problem": "no_place",
    }
