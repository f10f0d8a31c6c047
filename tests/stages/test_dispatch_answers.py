"""What a failed try means: again later, or the end."""

from datetime import datetime, timedelta

import pytest

from comms.errors import BadInput, CommsError, OutcomeUnknown
from comms.model.delivery import Delivery
from comms.stages.dispatch.answers import PostRules, judge, nobody_there
from comms.wire.smtp import RelayUnavailable, SmtpRefused

RULES = PostRules(retry=(60, 300), give_up=3600)
ROW = Delivery(1, "anna@example.dk")


def no(code: int, enhanced: str = "", step: str = "recipient") -> SmtpRefused:
    permanent = code >= 500
    return SmtpRefused(
        f"{code} nej",
        permanent=permanent,
        code=code,
        step=step,  # type: ignore[arg-type]
        enhanced=enhanced,
    )


@pytest.mark.parametrize(("tries", "pause"), [(0, 60), (1, 300), (2, 300)])
def test_a_temporary_no_is_tried_again_after_its_pause(
    tries: int, pause: int, now: datetime
) -> None:
    verdict = judge(no(451), Delivery(1, "a@b.dk", tries=tries, first_at=now), now, RULES)
    assert verdict.next_at == now + timedelta(seconds=pause)
    assert (verdict.silent, verdict.suppress) == (False, False)


def test_tries_end_when_the_next_would_come_too_late(now: datetime) -> None:
    row = Delivery(1, "a@b.dk", tries=9, first_at=now - timedelta(seconds=3301))
    assert judge(no(451), row, now, RULES).next_at is None


def test_silence_is_tried_again_and_told_as_silence(now: datetime) -> None:
    verdict = judge(OutcomeUnknown("intet svar"), ROW, now, RULES)
    assert (verdict.silent, verdict.next_at) == (True, now + timedelta(seconds=60))


def test_a_relay_that_is_gone_is_no_readers_fault(now: datetime) -> None:
    verdict = judge(RelayUnavailable("535 nej", code=535, settings=True), ROW, now, RULES)
    assert (verdict.next_at is None, verdict.suppress) == (False, False)


@pytest.mark.parametrize("error", [no(550), BadInput("ingen adresse")])
def test_a_permanent_no_is_the_end(error: CommsError, now: datetime) -> None:
    assert judge(error, ROW, now, RULES).next_at is None


@pytest.mark.parametrize(
    ("error", "gone"),
    [
        (no(550, "5.1.1"), True),
        (no(550), True),
        (no(553, "5.1.3"), True),
        (no(550, "5.2.1"), True),
        (no(552, "5.2.2"), False),
        (no(554), False),
        (no(550, "5.7.1"), False),
        (no(550, "5.1.1", step="content"), False),
        (no(550, step="sender"), False),
        (BadInput("x"), False),
    ],
)
def test_only_an_address_where_nobody_reads_is_suppressed(error: CommsError, gone: bool) -> None:
    assert nobody_there(error) is gone
