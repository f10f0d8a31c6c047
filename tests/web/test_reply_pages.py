"""Answering who wrote, from a story's page and from the mail's."""

from flask.testing import FlaskClient

from comms.model.letter import Letter
from tests.web.twin import Filled, Twin, post


def _answers(twin: Twin, item_id: int) -> list[Letter]:
    with twin.read() as tx:
        return [one.letter for one in tx.letters.answers([item_id])]


def _item(twin: Twin, filled: Filled) -> int:
    with twin.read() as tx:
        item_id = tx.stories.get(filled.story).item_id
    assert item_id is not None
    return item_id


def test_a_writer_begins_with_our_words_sends_and_sees_who_answered(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path, item = f"/bidrag/{filled.story}", _item(twin, filled)
    page = writer.get(f"{path}?svar=mangler").get_data(as_text=True)
    assert "Hej Mette\n\nTak, fordi du skrev til os." in page
    assert _answers(twin, item) == []
    fields = {"item": item, "seen": "0", "text": "Hej Mette\n\nVi bringer det."}
    assert post(writer, f"{path}/besvar", **fields).status_code == 303
    (letter,) = _answers(twin, item)
    assert (letter.to_email, letter.text[:9]) == ("mette.holm@example.dk", "*** Testt")
    page = writer.get(path).get_data(as_text=True)
    assert "Åse Bæk svarede i dag kl. 12.00" in page
    assert "venter på at blive sendt" in page
    again = post(writer, f"{path}/besvar", **fields)
    assert again.status_code == 409
    assert "Åse Bæk har svaret imens." in again.get_data(as_text=True)
    assert len(_answers(twin, item)) == 1


def test_what_may_not_be_sent_is_told_beside_the_words_which_are_kept(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    item = _item(twin, filled)
    text = "Dit nummer er 010131-1234."
    answer = post(writer, f"/bidrag/{filled.story}/besvar", item=item, seen="0", text=text)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert f'id="reply-{item}-error"' in page
    assert text in page
    assert _answers(twin, item) == []


def test_a_story_answers_only_the_mails_that_it_came_by(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    fields = {"item": filled.question, "seen": "0", "text": "Hej."}
    assert post(writer, f"/bidrag/{filled.story}/besvar", **fields).status_code == 404


def test_a_question_without_an_address_for_answers_says_so(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    path = f"/henvendelser/{filled.question}"
    assert "så vi ved ikke, hvem der får svaret" in writer.get(path).get_data(as_text=True)
    assert post(writer, f"{path}/besvar", seen="0", text="Ja.").status_code == 403
    with twin.read() as tx:
        assert tx.items.get(filled.question).handled_at is None
