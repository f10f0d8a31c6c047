"""Whatever Facebook or the machine does in between: exactly one public post, as approved."""

import contextlib
import hashlib
import threading

import pytest

from comms.channels.ends import PostRefused
from comms.channels.facebook import Facebook
from comms.model.draft import Status
from comms.practice.graph import PracticeGraph
from comms.store.publications import Phase
from tests.practice.graph_help import JPEG, client
from tests.stages.publish.publish_help import WORDS, Killed, Mortal, Office

AFTER_IT_WAS_DONE = ["lost-answer", "500-after", "code-2-after"]
NO_CLEAR_ANSWER = [
    *AFTER_IT_WAS_DONE,
    "lost-call",
    "500-before",
    "code-2-http200",
    "hang-after",
    "garbage-after",
]
STEPS = ["photo", "create", "publish", "read"]
CALLS = ["upload", "create", "publish", "look"]


def assert_out_once(office: Office, draft_id: int) -> None:
    """One public post with the approved words and photos, and the draft says so."""
    [post] = office.page.public_posts()
    assert post.message == WORDS
    assert [photo.alt for photo in post.photos] == ["Gryde nummer 1", "Gryde nummer 2"]
    wanted = [hashlib.sha256(JPEG + bytes([n])).hexdigest() for n in (1, 2)]
    assert [photo.digest for photo in post.photos] == wanted
    assert office.status(draft_id) is Status.SENT
    assert office.publication(draft_id).remote_id == post.id
    assert office.page.complaints == []


def with_photos(office: Office) -> int:
    return office.approved(photos=[office.photo(1), office.photo(2)])


@pytest.mark.parametrize("fault", AFTER_IT_WAS_DONE)
def test_an_answer_lost_after_the_create_leaves_exactly_one_public_post(
    either: Office, fault: str
) -> None:
    draft_id = with_photos(either)
    either.page.fault(fault, on="create")

    [outcome] = either.publishing().all_due()
    assert outcome.status is Status.SENT
    assert_out_once(either, draft_id)
    assert either.page.calls.count("create") == 2


@pytest.mark.parametrize("fault", AFTER_IT_WAS_DONE)
def test_an_answer_lost_after_the_publication_is_looked_up_not_repeated(
    either: Office, fault: str
) -> None:
    draft_id = with_photos(either)
    either.page.fault(fault, on="publish")

    either.publishing().all_due()
    assert_out_once(either, draft_id)
    assert either.page.calls.count("publish") == 1


@pytest.mark.parametrize("times", [1, 2, 7])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", NO_CLEAR_ANSWER)
def test_after_any_silence_at_any_step_the_runs_end_with_one_public_post(
    office: Office, fault: str, step: str, times: int
) -> None:
    draft_id = with_photos(office)
    office.page.fault(fault, on=step, times=times)
    for _ in range(6):
        office.publishing().all_due()
        assert len(office.page.public_posts()) <= 1
        office.clock.on()
    assert_out_once(office, draft_id)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("call", CALLS)
def test_a_sender_killed_around_any_call_is_followed_by_one_that_ends_it(
    either: Office, call: str, moment: str
) -> None:
    draft_id = with_photos(either)
    with pytest.raises(Killed):
        either.publishing(Mortal(either.facebook, call, moment)).all_due()
    assert either.status(draft_id) is Status.SENDING

    either.clock.on()
    [outcome] = either.publishing().all_due()
    assert outcome.status is Status.SENT
    assert_out_once(either, draft_id)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("step", STEPS[:3])
def test_a_lost_answer_and_a_killed_sender_together_leave_one_public_post(
    office: Office, step: str, call: str, moment: str
) -> None:
    draft_id = with_photos(office)
    office.page.fault("lost-answer", on=step)
    with contextlib.suppress(Killed):  # the answer may be lost before it comes to that
        office.publishing(Mortal(office.facebook, call, moment)).all_due()
    office.page.fault("500-after", on=step)
    for _ in range(3):
        office.clock.on()
        office.publishing().all_due()
    assert_out_once(office, draft_id)


def test_a_claim_is_left_alone_until_its_lease_is_over(office: Office) -> None:
    draft_id = with_photos(office)
    with pytest.raises(Killed):
        office.publishing(Mortal(office.facebook, "create", "after")).all_due()

    assert office.publishing().all_due() == []
    assert office.status(draft_id) is Status.SENDING


def test_a_sender_that_wakes_up_after_it_was_followed_publishes_nothing(office: Office) -> None:
    draft_id = with_photos(office)

    class Sleepy(Mortal):
        """Falls asleep after the create, so long that another sender does it all."""

        def create(self, text: str, link: str, photos: object) -> str:
            made = self.channel.create(text, link, list(office.publication(draft_id).photo_ids))
            office.clock.on()
            office.publishing().all_due()
            return made

    assert office.publishing(Sleepy(office.facebook, "", "")).all_due() == []
    assert_out_once(office, draft_id)
    assert office.page.calls.count("publish") == 1


def test_a_sender_that_wakes_up_with_a_refusal_does_not_fail_its_followers_draft(
    either: Office,
) -> None:
    draft_id = with_photos(either)

    class Sleepy(Mortal):
        """Asleep in the create until a follower has come as far as an id; then refused."""

        def create(self, text: str, link: str, photos: object) -> str:
            either.clock.on()
            follower = Mortal(either.facebook, "publish", "before")
            with pytest.raises(Killed):
                either.publishing(follower).all_due()
            raise PostRefused("too late", "For sent")

    assert either.publishing(Sleepy(either.facebook, "", "")).all_due() == []
    assert either.status(draft_id) is Status.SENDING
    assert either.publication(draft_id).phase is Phase.CREATED

    either.clock.on()
    either.publishing().all_due()
    assert_out_once(either, draft_id)


def test_two_publications_of_one_post_are_one_post(office: Office) -> None:
    draft_id = with_photos(office)

    class Doubled(Mortal):
        """Falls asleep before the publication, so long that another sender does it too."""

        def publish(self, post_id: str) -> None:
            office.clock.on()
            office.publishing().all_due()
            self.channel.publish(post_id)

    office.publishing(Doubled(office.facebook, "", "")).all_due()
    assert_out_once(office, draft_id)
    assert office.page.calls.count("publish") == 2


def test_four_senders_at_once_publish_each_draft_once(either: Office) -> None:
    words = {f"Opslag nummer {n}" for n in range(12)}
    for text in sorted(words):
        either.approved(text)
    for fault in AFTER_IT_WAS_DONE:
        either.page.fault(fault, on="create", times=2)

    def send() -> None:
        with client(either.page, timeout=10) as graph:
            own = Facebook(graph, either.page.page_id)
            for _ in range(3):
                either.publishing(own).all_due()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(either.public()) == sorted(words)


def test_a_second_run_sends_nothing_again(office: Office) -> None:
    with_photos(office)
    office.publishing().all_due()
    calls = len(office.page.calls)
    assert office.publishing().all_due() == []
    assert len(office.page.calls) == calls


def test_the_id_is_stored_before_anything_is_public(office: Office, page: PracticeGraph) -> None:
    draft_id = with_photos(office)
    with pytest.raises(Killed):
        office.publishing(Mortal(office.facebook, "publish", "before")).all_due()
    stored = office.publication(draft_id)
    assert stored.phase is Phase.CREATED
    assert page.public_posts() == []
    with page.page() as held:
        assert stored.remote_id in held.posts
