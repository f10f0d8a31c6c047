import os
import re
from pathlib import Path

import pytest

from comms.errors import SettingsError
from comms.sources.mailbox import ImapMailbox, Maildir, RawMail
from comms.wire.imap import Account
from tests.servers.dovecot import PASSWORD, USER, Dovecot, dovecot, dovecot_server

__all__ = ["dovecot", "dovecot_server"]

MAIL = b"Subject: hej\r\n\r\nkort\r\n"
LONG = b"Subject: hej\r\n\r\n" + b"lang " * 1000


def nothing_known(key: str) -> bool:
    return False


def imap(server: Dovecot, most: int = 1000) -> ImapMailbox:
    wanted = Account("localhost", USER, PASSWORD, server.tls_port, ca_file=str(server.ca))
    return ImapMailbox(wanted, most)


def maildir(tmp_path: Path, **mails: bytes) -> Maildir:
    (tmp_path / "new").mkdir()
    (tmp_path / "cur").mkdir()
    for name, raw in mails.items():
        (tmp_path / "new" / name).write_bytes(raw)
    return Maildir(tmp_path, most=1000)


def test_imap_gives_the_raw_mail_under_a_key_that_lasts(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    (first,) = imap(dovecot).fetch(nothing_known)
    (again,) = imap(dovecot).fetch(nothing_known)
    assert first.raw == MAIL
    assert again.key == first.key


def test_imap_does_not_fetch_what_is_known(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    dovecot.deliver(MAIL)
    first, second = imap(dovecot).fetch(nothing_known)
    assert [m.key for m in imap(dovecot).fetch({first.key}.__contains__)] == [second.key]


def test_imap_reports_a_mail_that_is_too_big_and_goes_on(dovecot: Dovecot) -> None:
    dovecot.deliver(LONG)
    dovecot.deliver(MAIL)
    big, small = imap(dovecot).fetch(nothing_known)
    assert (big.raw, big.size) == (None, len(LONG))
    assert "højst 1000" in big.problem
    assert small.raw == MAIL


def test_imap_marks_only_what_became_a_story(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    dovecot.deliver(MAIL)
    box = imap(dovecot)
    story, _question = box.fetch(nothing_known)
    box.mark_read([story.key])
    assert dovecot.flags() == [r"\Seen", ""]


def test_keys_of_a_replaced_folder_mark_nothing(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    box = imap(dovecot)
    (old,) = box.fetch(nothing_known)
    uids = dovecot.maildir / "dovecot-uidlist"
    uids.write_text(re.sub(r"V\d+", "V4711", uids.read_text(), count=1))
    for index in dovecot.maildir.glob("dovecot.index*"):
        index.unlink()
    (new,) = box.fetch(nothing_known)
    assert new.key.startswith("4711/")
    box.mark_read([old.key])
    assert dovecot.flags() == [""]


def test_a_maildir_gives_new_and_read_mail(tmp_path: Path) -> None:
    box = maildir(tmp_path, a=MAIL)
    (tmp_path / "cur" / "b:2,S").write_bytes(LONG[:500])
    assert [(m.key, m.raw) for m in box.fetch(nothing_known)] == [("a", MAIL), ("b", LONG[:500])]


def test_a_maildir_mail_keeps_its_key_when_somebody_reads_it(tmp_path: Path) -> None:
    box = maildir(tmp_path, a=MAIL)
    (before,) = box.fetch(nothing_known)
    (tmp_path / "new" / "a").rename(tmp_path / "cur" / "a:2,RS")
    (after,) = box.fetch(nothing_known)
    assert after.key == before.key


def test_a_maildir_is_never_changed(tmp_path: Path) -> None:
    box = maildir(tmp_path, a=MAIL)
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    box.mark_read([m.key for m in box.fetch(nothing_known)])
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


def test_a_maildir_reports_what_is_too_big_and_goes_on(tmp_path: Path) -> None:
    big, small = maildir(tmp_path, a=LONG, b=MAIL).fetch(nothing_known)
    assert big.raw is None
    assert "højst 1000" in big.problem
    assert small.raw == MAIL


def test_a_maildir_passes_over_what_is_no_mail_file(tmp_path: Path) -> None:
    box = maildir(tmp_path, a=MAIL)
    os.mkfifo(tmp_path / "new" / "pipe")
    (tmp_path / "new" / ".hidden").write_bytes(MAIL)
    (tmp_path / "new" / "folder").mkdir()
    assert [m.key for m in box.fetch(nothing_known)] == ["a"]


def test_a_maildir_mail_that_vanishes_while_we_read_is_passed_over(tmp_path: Path) -> None:
    box = maildir(tmp_path, a=MAIL, b=MAIL)
    seen: list[RawMail] = []
    for mail in box.fetch(nothing_known):
        seen.append(mail)
        (tmp_path / "new" / "b").unlink()
        break
    assert [m.key for m in [*seen, *box.fetch({"a"}.__contains__)]] == ["a"]


def test_a_folder_that_is_no_maildir_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no folder new or cur"):
        list(Maildir(tmp_path).fetch(nothing_known))
