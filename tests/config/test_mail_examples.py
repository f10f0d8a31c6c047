from collections import Counter
from pathlib import Path

import pytest

from comms.config.mail_examples import MailExamples
from comms.errors import SettingsError
from comms.model.disposition import Disposition

DELIVERED = Path(__file__).resolve().parents[2] / "templates" / "mail.da.examples.jsonl"


def test_each_row_is_a_text_and_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mails.jsonl"
    file.write_text('{"text": "Skriv mig på", "disposition": "subscribe"}\n\n', "utf-8")
    assert MailExamples(file)() == [("Skriv mig på", "subscribe")]


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert MailExamples(tmp_path / "none.jsonl")() == ()


@pytest.mark.parametrize(
    "row",
    [
        '{"text": "Hej"}',
        '{"text": "Hej", "disposition": "brev"}',
        '{"text": "Hej", "disposition": "bounce"}',
        '{"text": "", "disposition": "story"}',
        "Hej",
        "[1]",
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "mails.jsonl"
    file.write_text(f'{{"text": "Skriv mig på", "disposition": "subscribe"}}\n{row}\n', "utf-8")
    with pytest.raises(SettingsError, match=r"mails\.jsonl: line 2: must be"):
        MailExamples(file)()


def test_the_delivered_examples_show_every_kind_of_mail_that_words_can_tell() -> None:
    rows = MailExamples(DELIVERED)()
    counts = Counter(disposition for _, disposition in rows)
    never = {Disposition.BOUNCE, Disposition.LOOP}
    assert set(counts) == {str(one) for one in Disposition if one not in never}
    assert min(counts.values()) >= 40
    assert len({text for text, _ in rows}) == len(rows)
