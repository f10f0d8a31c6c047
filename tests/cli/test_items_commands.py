"""Mails on the command line: listed, shown, sent on, answered, called something else."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.sources.mails import raw

QUESTION = "Hej\n\nHvordan søger jeg om hjælp til min husleje?\n"
LEAVE = "Hej\n\nVil I slette mig fra listen? Jeg vil gerne frameldes nyhedsbrevet.\n"


def put(folder: Path, number: int, text: str, subject: str, sender: str) -> None:
    made = raw(text, subject, sender=sender, number=number)  # type: ignore[arg-type]
    (folder / "inbox" / "new" / f"{number}.example").write_bytes(made)


def test_a_question_is_listed_shown_sent_on_and_taken_care_of(run: Run, tmp_path: Path) -> None:
    put(tmp_path, 1, QUESTION, "Husleje", "Karen <karen@example.dk>")
    run("collect", "inbox")
    (listed,) = run("items", "list", "--waiting", "--json").data
    assert (listed["disposition"], listed["waiting"]) == ("question", True)
    shown = run("items", "show", listed["id"], "--json").data
    assert shown["proposed"] == {"department": "bolig", "words": ["husleje"]}
    assert shown["sender"]["email"] == "karen@example.dk"
    done = run("items", "forward", listed["id"], "--to", "bolig", "--by", "Ib Skov", "--json")
    assert done.data["email"] == "bolig@fredericia.example.dk"
    assert run("items", "list", "--waiting", "--json").data == []
    again = run("items", "forward", listed["id"], "--to", "bolig", "--by", "Ib Skov")
    assert again.exit_code == 1
    assert "allerede sendt videre" in again.err
    assert run("items", "forward", listed["id"], "--to", "skat", "--by", "Ib Skov").exit_code == 2
    assert run("items", "handle", listed["id"], "--by", "Ib Skov").exit_code == 0
    assert run("items", "show", 4711).exit_code == 2


def test_a_question_becomes_a_story_and_no_story_again(run: Run, tmp_path: Path) -> None:
    put(tmp_path, 1, QUESTION, "Husleje", "Karen <karen@example.dk>")
    run("collect", "inbox")
    (listed,) = run("items", "list", "--json").data
    story = run("items", "as-story", listed["id"], "--by", "Ib Skov", "--json").data["story"]
    assert len(run("drafts", "list", "--json").data) == 2
    run("items", "correct", listed["id"], "--as", "question", "--by", "Ib Skov")
    (shown,) = run("stories", "list", "--json").data
    assert (shown["id"], shown["status"]) == (story, "rejected")


def test_who_asks_by_mail_to_leave_is_off_the_list_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("email,name\nkaren@example.dk,Karen\n", encoding="utf-8")
    run("subscribers", "import", tmp_path / "liste.csv", "--consent", "Ja tak")
    put(tmp_path, 1, LEAVE, "Frameld", "Karen <karen@example.dk>")
    run("collect", "inbox")
    assert run("subscribers", "export", "-").out == "email,name\n"
    (listed,) = run("items", "list", "--json").data
    assert listed["handled_how"] == "afsenderen er taget af listen"


def test_staff_take_an_address_off_and_are_told_when_there_is_none(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "liste.csv").write_text("email\nkaren@example.dk\n", encoding="utf-8")
    run("subscribers", "import", tmp_path / "liste.csv", "--consent", "Ja tak")
    why = ("--by", "Ib Skov", "--reason", "Ringede")
    assert run("subscribers", "leave", "karen@example.dk", *why, "--json").data["left"] is True
    assert run("subscribers", "leave", "karen@example.dk", *why, "--json").data["left"] is False
    assert run("subscribers", "leave", "else@example.dk", *why).exit_code == 2
    assert run("subscribers", "restore", "karen@example.dk", *why).exit_code == 2
    assert run("subscribers", "paused", "--json").data == []


def test_what_was_set_aside_is_listed_written_out_and_dismissed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "new" / "1.example").write_bytes(b"\r\n\r\n")
    run("collect", "inbox")
    (aside,) = run("items", "aside", "--json").data
    assert aside["reason"] == "mailen er tom"
    run("items", "raw", aside["id"], "--out", tmp_path / "ud.eml")
    assert (tmp_path / "ud.eml").read_bytes() == b"\r\n\r\n"
    assert run("items", "read-again", aside["id"], "--by", "Ib Skov").exit_code == 0
    run("collect", "inbox")
    run("items", "dismiss", aside["id"], "--by", "Ib Skov", "--reason", "Tom")
    assert run("items", "aside", "--json").data == []
