"""Receipt, refusal, silence: what staff read, what waits, what stops the queue."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from comms.channels.facebook import Facebook
from comms.errors import OnHold
from comms.model.draft import Content, Status
from comms.model.photo import PhotoUse
from comms.store.holds import EVERYTHING
from comms.store.publications import Phase
from comms.store.tables import draft_versions
from comms.wire.graph import Graph
from tests.practice.graph_help import TOKEN
from tests.stages.publish.publish_help import WORDS, Mortal, Office


def test_a_receipt_keeps_the_address_and_the_post_as_it_was_read_back(either: Office) -> None:
    draft_id = either.approved(link="https://example.dk/mad")
    [outcome] = either.publishing().all_due()

    assert (outcome.draft_id, outcome.status, outcome.reason) == (draft_id, Status.SENT, "")
    stored = either.publication(draft_id)
    assert stored.phase is Phase.PUBLIC
    assert stored.permalink == outcome.permalink
    assert stored.permalink.startswith("https://facebook.example/")
    assert stored.snapshot == {"text": WORDS, "seen_at": either.clock().isoformat()}
    assert stored.published_at == either.clock()
    assert either.page.public_posts()[0].link == "https://example.dk/mad"


def test_each_step_is_in_the_record(office: Office) -> None:
    draft_id = office.approved()
    office.publishing().all_due()
    with office.database.read() as tx:
        events = tx.audit.about("draft", draft_id)
        assert tx.audit.broken_at() is None
    assert [event.verb for event in events] == ["claim", "sent"]
    assert {event.content_hash for event in events} == {office.draft(draft_id).content_hash}


def test_a_post_for_later_waits_for_its_time(office: Office) -> None:
    office.approved(at=office.clock() + timedelta(hours=1))
    assert office.publishing().all_due() == []
    office.clock.on(timedelta(hours=1))
    assert [outcome.status for outcome in office.publishing().all_due()] == [Status.SENT]


def test_no_more_go_out_than_asked_for(office: Office) -> None:
    for n in range(3):
        office.approved(f"Nr. {n}")
    assert len(office.publishing().all_due(at_most=2)) == 2
    assert len(office.public()) == 2


def test_a_refused_post_fails_with_its_reason_and_the_next_goes_out(either: Office) -> None:
    first, second = either.approved("Første"), either.approved("Andet")
    either.page.fault("code-200", on="create")

    outcomes = either.publishing().all_due()
    assert [(one.draft_id, one.status) for one in outcomes] == [
        (first, Status.FAILED),
        (second, Status.SENT),
    ]
    assert "mangler en tilladelse (kode 200)" in either.draft(first).reason
    assert either.publication(first).error_code == 200
    assert either.public() == ["Andet"]


def test_a_failed_post_goes_out_once_when_it_is_approved_again(office: Office) -> None:
    draft_id = office.approved(photos=[office.photo(1)])
    office.page.fault("code-200", on="publish")
    office.publishing().all_due()
    assert office.status(draft_id) is Status.FAILED

    office.approve_again(draft_id)
    office.publishing().all_due()
    assert office.status(draft_id) is Status.SENT
    assert office.public() == [WORDS]


@pytest.mark.parametrize("step", ["photo", "create", "publish"])
@pytest.mark.parametrize("fault", ["code-190-463", "code-102", "code-368"])
def test_a_dead_token_or_a_block_stops_the_queue_and_tells_staff_once(
    either: Office, fault: str, step: str
) -> None:
    drafts = [either.approved(f"Nr. {n}", photos=[either.photo(n)]) for n in range(3)]
    either.page.fault(fault, on=step, times=None)

    assert len(either.publishing().all_due()) == 1
    with pytest.raises(OnHold, match="facebook er holdt tilbage"):
        either.publishing().all_due()

    assert {either.status(draft) for draft in drafts} == {Status.APPROVED}
    assert either.public() == []
    with either.database.read() as tx:
        assert [hold.part for hold in tx.holds.all()] == ["facebook"]
        assert [event.verb for event in tx.audit.about("hold", "facebook")] == ["hold"]


def test_the_letter_about_a_stop_is_written_once_and_says_what_to_do(either: Office) -> None:
    either.approved()
    either.page.fault("code-190-460", times=None)
    either.publishing().all_due()
    with either.database.begin() as tx:
        letters = tx.letters.by_key(
            f"hold:facebook:{either.clock().isoformat()}:redaktion@example.dk"
        )
    assert letters is not None
    assert letters.subject == "Facebook er sat på pause"
    assert "har skiftet adgangskode" in letters.text
    assert TOKEN not in letters.text


def test_once_the_hold_is_lifted_everything_goes_out_once(either: Office) -> None:
    texts = [f"Nr. {n}" for n in range(3)]
    for text in texts:
        either.approved(text)
    either.page.fault("code-190", on="publish")
    either.publishing().all_due()
    with either.database.begin() as tx:
        tx.holds.lift("facebook")

    either.publishing().all_due()
    assert sorted(either.public()) == texts


def test_the_switch_that_stops_everything_stops_this_too(office: Office) -> None:
    office.approved()
    with office.database.begin() as tx:
        tx.holds.put(EVERYTHING, "Pause", "Leder", office.clock())
    with pytest.raises(OnHold):
        office.publishing().all_due()
    assert office.page.calls == []


@pytest.mark.parametrize("call", ["upload", "create"])
def test_a_stop_in_the_middle_holds_the_very_next_write(office: Office, call: str) -> None:
    draft_id = office.approved(photos=[office.photo(1)])

    class Stopping(Mortal):
        """Somebody presses stop while this call is under way."""

        def _die(self, call: str, moment: str) -> None:
            if (call, moment) == (self.call, "after"):
                with office.database.begin() as tx:
                    tx.holds.put(EVERYTHING, "Pause", "Leder", office.clock())

    [outcome] = office.publishing(Stopping(office.facebook, call, "after")).all_due()
    assert outcome.status is Status.APPROVED
    assert office.page.calls[-1] == {"upload": "photo", "create": "create"}[call]
    assert office.public() == []

    with office.database.begin() as tx:
        tx.holds.lift(EVERYTHING)
    office.publishing().all_due()
    assert office.status(draft_id) is Status.SENT
    assert office.public() == [WORDS]


@pytest.mark.parametrize("fault", ["code-4", "code-80001", "code-613-http200"])
def test_too_many_calls_makes_the_whole_queue_wait(office: Office, fault: str) -> None:
    drafts = [office.approved(f"Nr. {n}") for n in range(2)]
    office.page.fault(fault, on="create")
    [outcome] = office.publishing().all_due()
    assert outcome.status is Status.APPROVED
    assert "beder os vente" in outcome.reason
    assert office.page.calls == ["create"]

    office.publishing().all_due()
    assert {office.status(draft) for draft in drafts} == {Status.SENT}


def test_above_95_percent_we_stop_before_facebook_does(office: Office) -> None:
    office.approved("Første")
    second = office.approved("Andet")
    office.page.fault("usage-97-30", on="read")
    office.publishing().all_due()
    assert office.public() == ["Første"]
    assert office.status(second) is Status.APPROVED
    assert "om cirka 30 minutter" in office.draft(second).reason


def test_no_connection_leaves_the_draft_approved_with_the_reason(office: Office) -> None:
    draft_id = office.approved()
    with Graph("http://127.0.0.1:9", "v26.0", TOKEN, timeout=0.3) as nobody:
        [outcome] = office.publishing(Facebook(nobody, "1")).all_due()
    assert outcome.status is Status.APPROVED
    assert "Vi kan ikke få fat i Facebook" in office.draft(draft_id).reason


def test_lasting_silence_before_publication_leaves_it_approved_and_nothing_public(
    office: Office,
) -> None:
    draft_id = office.approved()
    office.page.fault("lost-answer", on="create", times=None)
    [outcome] = office.publishing().all_due()
    assert outcome.status is Status.APPROVED
    assert "Opslaget er ikke lagt op" in office.draft(draft_id).reason
    assert office.public() == []


def test_one_post_that_facebook_never_answers_does_not_block_those_behind(office: Office) -> None:
    class Poisoned(Mortal):
        def create(self, text: str, link: str, photos: object) -> str:
            if text == "Gift":
                office.page.fault("500-before", on="create", times=1)
            return self.channel.create(text, link, [])

    office.approved("Gift")
    office.approved("Andet")
    office.publishing(Poisoned(office.facebook, "", "")).all_due()
    assert office.public() == ["Andet"]


def test_silence_that_cannot_be_looked_up_is_shown_as_unknown(either: Office) -> None:
    draft_id = either.approved()
    either.page.fault("lost-answer", on="publish", times=1)
    either.page.fault("500-before", on="read", times=None)

    [outcome] = either.publishing().all_due()
    assert outcome.status is Status.UNKNOWN
    assert "Se efter på siden" in either.draft(draft_id).reason
    assert either.publication(draft_id).phase is Phase.UNKNOWN


def test_what_is_unknown_is_looked_up_by_the_next_run_and_not_published_again(
    either: Office,
) -> None:
    draft_id = either.approved()
    either.page.fault("lost-answer", on="publish", times=1)
    either.page.fault("500-before", on="read", times=3)
    either.publishing().all_due()

    [outcome] = either.publishing().all_due()
    assert outcome.status is Status.SENT
    assert either.status(draft_id) is Status.SENT
    assert either.page.calls.count("publish") == 1


def test_a_post_deleted_by_a_colleague_is_not_made_again(office: Office) -> None:
    draft_id = office.approved()
    office.page.fault("lost-answer", on="publish")
    office.page.fault("500-before", on="read", times=3)
    office.publishing().all_due()
    office.page.fault("remote-delete")

    [outcome] = office.publishing().all_due()
    assert outcome.status is Status.FAILED
    assert "findes ikke længere på siden" in office.draft(draft_id).reason
    assert office.public() == []
    assert office.page.calls.count("create") == 1


def test_a_duplicate_that_is_ours_is_a_receipt(office: Office) -> None:
    draft_id = office.approved()
    office.page.fault("code-506-after", on="publish")
    office.publishing().all_due()
    assert office.status(draft_id) is Status.SENT


def test_a_duplicate_of_something_else_is_shown_to_staff(office: Office) -> None:
    draft_id = office.approved()
    office.page.fault("code-506-1366051", on="create")
    office.publishing().all_due()
    assert office.status(draft_id) is Status.FAILED
    assert "allerede er lagt op" in office.draft(draft_id).reason


def test_a_link_that_cannot_be_read_goes_out_without_preview_and_says_so(office: Office) -> None:
    draft_id = office.approved(link="https://example.dk/død")
    office.page.fault("code-1609005", on="create")
    office.publishing().all_due()

    [post] = office.page.public_posts()
    assert (post.message, post.link) == (f"{WORDS}\n\nhttps://example.dk/død", "")
    assert office.draft(draft_id).reason.startswith("Lagt op uden forhåndsvisning")


def test_words_changed_behind_the_approval_never_go_out(either: Office) -> None:
    draft_id = either.approved()
    with either.database.begin() as tx:
        tx.db.execute(update(draft_versions).values(text="Noget helt andet"))

    [outcome] = either.publishing().all_due()
    assert outcome.status is Status.DRAFTED
    assert "godkend igen" in either.draft(draft_id).reason
    assert either.page.calls == []


def test_words_changed_under_a_killed_sender_never_go_out(office: Office) -> None:
    from tests.stages.publish.publish_help import Killed

    draft_id = office.approved()
    with pytest.raises(Killed):
        office.publishing(Mortal(office.facebook, "publish", "before")).all_due()
    with office.database.begin() as tx:
        tx.db.execute(update(draft_versions).values(text="Noget helt andet"))
    office.clock.on()
    office.publishing().all_due()
    assert office.status(draft_id) is Status.FAILED
    assert office.public() == []


def test_a_draft_edited_after_its_approval_waits_again(office: Office) -> None:
    draft_id = office.approved()
    with office.database.begin() as tx:
        draft = tx.drafts.get(draft_id)
        words = Content(draft.content.title, "Nye ord")
        tx.drafts.update(draft, draft.reword(words, "Skribent"), office.clock())
    assert office.publishing().all_due() == []
    assert office.page.calls == []


def test_a_draft_edited_between_the_look_and_the_claim_is_left_alone(office: Office) -> None:
    draft_id = office.approved()
    publishing = office.publishing()
    [seen] = publishing._ledger.waiting()
    with office.database.begin() as tx:
        reworded = seen.reword(replace(seen.content, text="Nye ord"), "Skribent")
        tx.drafts.update(seen, reworded, office.clock())
        tx.drafts.update(reworded, reworded.approve("Godkender", office.clock()), office.clock())
    assert publishing._ledger.take(seen) is None
    assert office.status(draft_id) is Status.APPROVED


def test_a_photo_whose_bytes_changed_never_goes_out(office: Office) -> None:
    photo = office.photo(1)
    office.files._path(photo.digest).write_bytes(b"\xff\xd8\xff et andet billede")
    draft_id = office.approved(photos=[photo])
    office.publishing().all_due()
    assert office.status(draft_id) is Status.FAILED
    assert office.page.calls == []


def test_a_photo_that_is_lost_fails_the_draft_with_its_reason(office: Office) -> None:
    draft_id = office.approved(photos=[PhotoUse("0" * 64, "Væk")])
    office.publishing().all_due()
    assert office.status(draft_id) is Status.FAILED
    assert "kan ikke findes" in office.draft(draft_id).reason


def test_a_post_that_could_not_be_read_back_is_read_by_a_later_run(office: Office) -> None:
    draft_id = office.approved()
    office.page.fault("500-before", on="read", times=6)
    office.publishing().all_due()
    assert office.status(draft_id) is Status.SENT
    assert office.publication(draft_id).permalink == ""

    office.publishing().all_due()
    assert office.publication(draft_id).permalink.startswith("https://facebook.example/")


def test_what_went_out_today_can_be_counted(either: Office) -> None:
    either.approved("Første")
    either.publishing().all_due()
    either.clock.on(timedelta(days=1))
    either.approved("Andet")
    either.publishing().all_due()
    with either.database.read() as tx:
        assert tx.publications.public_since("facebook", either.clock() - timedelta(hours=1)) == 1
        assert [one.draft_id for one in tx.publications.public("facebook")] == [2, 1]
