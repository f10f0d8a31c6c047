"""Mails in people's own words, each with what an editor would say of it.

They were written before the rules were looked at, so none of them is a rule's own wording.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from comms.model.judge import Context
from comms.sources.mail.explain import explain, read_and_judge
from tests.sources.mails import MAILBOX, raw

HERE = Path(__file__).parent
CONTEXT = Context(MAILBOX)
ROWS = [json.loads(line) for line in (HERE / "editors.jsonl").read_text("utf-8").splitlines()]
WHOLE = sorted((HERE / "whole").glob("*.eml"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['disposition']}-{row['text'][:40]}")
def test_a_mail_is_what_an_editor_would_say(row: dict[str, Any]) -> None:
    headers = dict(row.get("headers", {}))
    if "From" in headers:
        headers["sender"] = headers.pop("From")
    item = read_and_judge(raw(row["text"] + "\n", row["subject"], **headers), CONTEXT)
    assert (item.disposition, item.why[0]) == (row["disposition"], item.why[0])
    assert ": " in item.why[0] or item.why[0].startswith("svar på")


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["kind"] in ("story", "knowledge")],
    ids=lambda row: f"{row['kind']}-{row['text'][:40]}",
)
def test_what_can_be_looked_up_is_told_from_what_happened(row: dict[str, Any]) -> None:
    assert read_and_judge(raw(row["text"] + "\n", row["subject"]), CONTEXT).kind == row["kind"]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_a_whole_mail_is_cut_and_judged(path: Path) -> None:
    label = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = explain(path.read_bytes(), CONTEXT)
    text = " ".join(found["text"].lower().split())
    assert found["disposition"] == label["disposition"], found["why"]
    assert found["sender"]["email"] == label["sender"]
    assert [x for x in label["contains"] if x.lower() not in text] == []
    assert [x for x in label["without"] if x.lower() in text] == []
