"""Posts that are out, edited and taken down: approved first, done once, told truthfully."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comms.channels.facebook import Facebook
from comms.errors import Moved, NotAllowed, OnHold, UsageError
from comms.model.draft import Act, Draft, Status
from comms.model.photo import Photo
from comms.model.slots import SlotRules
from comms.stages.publish.amendment import CHANGED_THERE, GONE, WAS_CHANGED, WAS_GONE
from comms.stages.publish.planning import plan
from comms.stages.review import Review
from comms.stages.review.correcting import Correcting
from comms.store.holds import EVERYTHING
from comms.store.publications import Phase
from tests.stages.publish.publish_help import WORDS, Killed, Mortal, Office

NEW = "Flyttet: Fællesspisningen er onsdag kl. 18-20 🍲 Alle er velkomne."
ACTS = [Act.EDIT, Act.TAKE_DOWN]


def _out(office: Office, link: str = "") -> int:
    draft_id = office.approved(link=link)
    office.publishing().all_due()
    assert office.status(draft_id) is Status.SENT
    return draft_id


def _asked(office: Office, act: Act = Act.EDIT, text: str = NEW) -> Draft:
    """A post that is out, and its correction, which waits for a yes."""
    draft_id = _out(office)
    correcting = Correcting(office.database.begin)
    if act is Act.EDIT:
        return correcting.correct(draft_id, text, "Anna", office.clock())
    return correcting.take_down(draft_id, "Anna", "Opslaget var en fejl.", office.clock())


def _approved(office: Office, act: Act = Act.EDIT) -> Draft:
    asked = _asked(office, act)
    return Review(office.database.begin, four_eyes=True).approve(asked.id, "Bo", office.clock())


def _run(office: Office, channel: Facebook | Mortal | None = None) -> Status:
    [outcome] = office.publishing(channel).all_due(planned_only=True)
    return outcome.status


def _remote(office: Office, correction: Draft) -> str:
    assert correction.corrects is not None
    return str(office.publication(correction.corrects).remote_id)


def _writes(office: Office) -> int:
    return sum(call in ("edit", "delete") for call in office.page.calls)


def _as_approved(office: Office, act: Act) -> bool:
    return office.public() == ([NEW] if act is Act.EDIT else [])


def test_an_edit_waits_for_another_persons_yes_and_then_the_post_says_it(either: Office) -> None:
    asked = _asked(either)
    assert either.publishing().all_due() == []
    review = Review(either.database.begin, four_eyes=True)
    with pytest.raises(NotAllowed, match="fire øjne"):
        review.approve(asked.id, "Anna", either.clock())
    review.approve(asked.id, "Bo", either.clock())
    before = either.publication(asked.corrects or 0)

    assert _run(either) is Status.SENT
    assert either.public() == [NEW]
    post = either.publication(asked.corrects or 0)
    assert (post.phase, post.permalink) == (Phase.PUBLIC, before.permalink)
    assert post.snapshot == {"text": NEW, "seen_at": either.clock().isoformat()}
    assert either.publishing().all_due() == []
    assert _writes(either) == 1


def test_a_post_is_taken_down_once_it_is_approved(either: Office) -> None:
    asked = _approved(either, Act.TAKE_DOWN)
    assert _run(either) is Status.SENT
    assert either.public() == []
    post = either.publication(asked.corrects or 0)
    assert post.phase is Phase.REMOVED
    assert post.snapshot
    assert post.snapshot["text"] == WORDS
    assert either.status(asked.corrects or 0) is Status.SENT
    with pytest.raises(Moved, match="taget ned"):
        Correcting(either.database.begin).correct(asked.id, NEW, "Anna", either.clock())


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "fault", ["lost-answer", "lost-call", "500-after", "500-before", "garbage-after", "code-2"]
)
def test_a_lost_answer_is_looked_up(office: Office, act: Act, fault: str) -> None:
    _approved(office, act)
    office.page.fault(fault, "edit" if act is Act.EDIT else "delete")
    assert _run(office) is Status.SENT
    assert _as_approved(office, act)
    assert _writes(office) == (1 if fault.endswith(("answer", "after")) else 2)


@pytest.mark.parametrize("act", ACTS)
def test_silence_that_stays_is_unknown_until_it_is_seen(either: Office, act: Act) -> None:
    asked = _approved(either, act)
    operation = "edit" if act is Act.EDIT else "delete"
    either.page.fault("lost-call", operation, None)
    assert _run(either) is Status.UNKNOWN
    assert "Vi ved ikke" in either.draft(asked.id).reason
    either.page.clear_faults()
    assert _run(either) is Status.SENT
    assert _as_approved(either, act)


@pytest.mark.parametrize(
    ("act", "call"), [(a, c) for a in ACTS for c in ("look", "edit" if a is Act.EDIT else "remove")]
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_sender_leaves_nothing_undone_or_done_twice(
    office: Office, act: Act, call: str, moment: str
) -> None:
    _approved(office, act)
    with pytest.raises(Killed):
        office.publishing(Mortal(office.facebook, call, moment)).all_due()
    assert office.publishing().all_due() == []  # the claim is not ours yet
    office.clock.on()
    assert _run(office) is Status.SENT
    assert _as_approved(office, act)
    assert _writes(office) == 1


def test_words_that_somebody_changed_there_are_not_written_over(either: Office) -> None:
    asked = _approved(either)
    theirs = "Fællesspisning er aflyst i dag."
    either.page.edit_remotely(_remote(either, asked), theirs)
    assert _run(either) is Status.FAILED
    assert either.draft(asked.id).reason == CHANGED_THERE
    assert either.public() == [theirs]
    post = either.publication(asked.corrects or 0)
    assert post.snapshot
    assert post.snapshot["text"] == theirs

    either.approve_again(asked.id)  # somebody has read what stands there now
    assert _run(either) is Status.SENT
    assert either.public() == [NEW]


def test_a_remote_edit_to_the_same_words_is_the_edit(office: Office) -> None:
    asked = _approved(office)
    office.page.edit_remotely(_remote(office, asked), NEW + "  \n")
    assert _run(office) is Status.SENT
    assert _writes(office) == 0


def test_an_edit_of_a_post_that_is_gone_fails_and_says_so(office: Office) -> None:
    asked = _approved(office)
    office.page.delete_remotely(_remote(office, asked))
    assert _run(office) is Status.FAILED
    assert office.draft(asked.id).reason == GONE


def test_taking_down_what_is_gone_already_is_done_and_told(office: Office) -> None:
    asked = _approved(office, Act.TAKE_DOWN)
    office.page.delete_remotely(_remote(office, asked))
    assert _run(office) is Status.SENT
    assert office.draft(asked.id).reason == WAS_GONE
    assert office.publication(asked.corrects or 0).phase is Phase.REMOVED
    assert _writes(office) == 0


def test_a_changed_post_is_taken_down_and_kept_as_it_stood(office: Office) -> None:
    asked = _approved(office, Act.TAKE_DOWN)
    office.page.edit_remotely(_remote(office, asked), "Noget andet")
    assert _run(office) is Status.SENT
    assert office.draft(asked.id).reason == WAS_CHANGED
    post = office.publication(asked.corrects or 0)
    assert post.snapshot
    assert post.snapshot["text"] == "Noget andet"


@pytest.mark.parametrize("act", ACTS)
def test_a_refusal_fails_with_its_reason(office: Office, act: Act) -> None:
    asked = _approved(office, act)
    office.page.fault("code-200", "edit" if act is Act.EDIT else "delete")
    assert _run(office) is Status.FAILED
    assert "mangler en tilladelse" in office.draft(asked.id).reason
    assert office.public() == [WORDS]


def test_a_dead_token_holds_the_correction_with_everything_else(office: Office) -> None:
    _approved(office)
    office.page.fault("code-190", "edit")
    assert _run(office) is Status.APPROVED
    with pytest.raises(OnHold):
        office.publishing().all_due()
    assert office.public() == [WORDS]


def test_the_stop_switch_holds_corrections_too(office: Office) -> None:
    _approved(office, Act.TAKE_DOWN)
    with office.database.begin() as tx:
        tx.holds.put(EVERYTHING, "Pause", "Anna", office.clock())
    with pytest.raises(OnHold):
        office.publishing().all_due()
    assert office.public() == [WORDS]


def test_an_approval_belongs_to_the_words_the_act_and_the_post(office: Office) -> None:
    asked = _asked(office)
    assert asked.content_hash != replace(asked, act=Act.TAKE_DOWN).content_hash
    assert asked.content_hash != replace(asked, corrects=99).content_hash
    review = Review(office.database.begin, four_eyes=True)
    review.approve(asked.id, "Bo", office.clock())
    other = replace(asked.content, text="Noget helt andet", link="https://example.dk/x")
    edited = review.edit(asked.id, other, "Bo", office.clock())
    assert (edited.status, edited.content.link) == (Status.DRAFTED, "")
    assert office.publishing().all_due() == []


def test_only_one_correction_of_a_post_is_under_way(office: Office) -> None:
    asked = _asked(office)
    correcting, now = Correcting(office.database.begin), office.clock()
    with pytest.raises(Moved, match=f"udkast {asked.id}"):
        correcting.correct(asked.corrects or 0, "Igen", "Anna", now)
    down = correcting.take_down(asked.id, "Anna", "Det passer ikke.", now)
    assert office.status(asked.id) is Status.WITHDRAWN
    with pytest.raises(Moved, match=f"udkast {down.id}"):
        correcting.take_down(asked.id, "Anna", "Igen", now)
    with pytest.raises(Moved, match="allerede en rettelse"):
        correcting.correct(asked.id, "Igen", "Anna", now)


def test_a_withdrawn_correction_cannot_come_back_beside_another(office: Office) -> None:
    asked = _asked(office)
    review, now = Review(office.database.begin, four_eyes=True), office.clock()
    review.withdraw(asked.id, "Anna", "", now)
    other = Correcting(office.database.begin).correct(asked.id, "Et andet bud", "Anna", now)
    with pytest.raises(Moved, match="en anden rettelse"):
        review.edit(asked.id, replace(asked.content, text="Tilbage"), "Anna", now)
    assert office.status(other.id) is Status.DRAFTED


@pytest.mark.parametrize(
    ("text", "says"), [("  ", "Skriv, hvad der skal stå"), (WORDS, "Det er det, der står der nu")]
)
def test_words_are_needed_and_others(office: Office, text: str, says: str) -> None:
    draft_id = _out(office)
    with pytest.raises(UsageError, match=says):
        Correcting(office.database.begin).correct(draft_id, text, "Anna", office.clock())


def test_what_is_not_out_cannot_be_corrected(office: Office) -> None:
    draft_id = office.approved()
    with pytest.raises(Moved, match="ikke lagt op"):
        Correcting(office.database.begin).correct(draft_id, NEW, "Anna", office.clock())


def test_a_link_in_the_words_of_a_post_is_known_again(office: Office) -> None:
    """A link that Facebook could not read stands among the words, also when never read back."""
    office.page.fault("code-100-1609005", "create")
    office.page.fault("500-before", "read", None)
    draft_id = _out(office, link="https://example.dk/mad")
    assert office.publication(draft_id).snapshot is None
    office.page.clear_faults()
    asked = Correcting(office.database.begin).correct(draft_id, NEW, "Anna", office.clock())
    Review(office.database.begin, four_eyes=True).approve(asked.id, "Bo", office.clock())
    assert _run(office) is Status.SENT
    assert office.public() == [NEW]


def test_a_correction_takes_no_slot(office: Office) -> None:
    asked = _approved(office)
    rules = SlotRules.__new__(SlotRules)  # never asked: there is nothing to plan
    assert plan(office.database.begin, "facebook", rules, office.clock()) == []
    with office.database.read() as tx:
        since = office.clock() - timedelta(days=1)
        assert len(tx.agenda.taken("facebook", since, office.clock())) == 1
    assert _run(office) is Status.SENT
    with office.database.read() as tx:
        assert len(tx.agenda.taken("facebook", since, office.clock())) == 1
        assert tx.publications.public_since("facebook", since) == 1
    assert office.status(asked.id) is Status.SENT


def _with_photo(office: Office) -> tuple[int, int]:
    """A post with a photo that is out; the story, and its photo."""
    use = office.photo(1)
    draft_id = office.approved(photos=(use,))
    office.publishing().all_due()
    with office.database.begin() as tx:
        story_id = tx.drafts.get(draft_id).story_id
        tx.stories.add_photos(story_id, [Photo(use.digest, alt=use.alt, people=True)])
        [photo] = tx.stories.get(story_id).photos
    return story_id, photo.id


def test_a_withdrawn_consent_drafts_the_removal_which_any_approver_may_say_yes_to(
    either: Office,
) -> None:
    story_id, photo_id = _with_photo(either)
    review, now = Review(either.database.begin, four_eyes=True), either.clock()
    done = review.withdraw_consent(story_id, "Anna", now, photo_id)
    assert (done.take_downs, done.tasks) == (1, 0)
    assert review.withdraw_consent(story_id, "Anna", now).take_downs == 0
    with either.database.read() as tx:
        [down] = tx.drafts.all(Status.DRAFTED)
    assert (down.act, down.written_by) == (Act.TAKE_DOWN, "system")
    review.approve(down.id, "Anna", now)
    assert _run(either) is Status.SENT
    assert either.public() == []
