"""The pages on which stories are made one, taken apart and made two."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from comms.model.story import Story, StoryStatus
from tests.web.twin import Filled, Twin, post


def _twin_of(twin: Twin, story_id: int) -> int:
    """The same event, told by somebody else."""
    with twin.database.begin() as tx:
        known = tx.stories.get(story_id)
        other = replace(known, title="Café i Medborgerhuset", text="Der er boller.", item_id=None)
        made = tx.stories.add(replace(other, source="typed", created_by="Åse Bæk"), twin.moment)
    twin.drafting.draft_missing(twin.moment)
    return made


def _story(twin: Twin, story_id: int) -> Story:
    with twin.read() as tx:
        return tx.stories.get(story_id)


def test_a_twin_is_proposed_merged_shown_and_taken_out_again(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    other = _twin_of(twin, filled.story)
    page = writer.get(f"/bidrag/{filled.story}").get_data(as_text=True)
    assert "og samme sted (Medborgerhuset)." in page
    assert f'aria-label="Læg bidrag {other} ind i dette"' in page
    path = f"/bidrag/{filled.story}/laeg-sammen"
    assert post(writer, path, other=str(other)).status_code == 303
    page = writer.get(f"/bidrag/{filled.story}").get_data(as_text=True)
    assert "Kom også herfra" in page
    assert "Der er boller." in page
    assert "2 udkast til det andet er trukket tilbage." in page
    gone = writer.get(f"/bidrag/{other}").get_data(as_text=True)
    assert f"Lagt sammen med bidrag {filled.story}" in gone
    assert "Afvis bidraget" not in gone
    draft = writer.get(f"/udkast/{filled.facebook}").get_data(as_text=True)
    assert f'<a href="/bidrag/{other}">bidrag {other}</a>' in draft
    assert "Lagt sammen" in writer.get("/bidrag/?tilstand=merged").get_data(as_text=True)
    assert post(writer, f"/bidrag/{other}/skil-ad").status_code == 303
    assert _story(twin, other).merged_into is None


@pytest.mark.parametrize("other", ["", "x", "1", "9999"])
def test_what_cannot_be_merged_is_told_beside_the_field(
    writer: FlaskClient, twin: Twin, filled: Filled, other: str
) -> None:
    answer = post(writer, f"/bidrag/{filled.story}/laeg-sammen", other=other)
    assert answer.status_code >= 400
    if other != "9999":
        assert 'id="merge-other-error"' in answer.get_data(as_text=True)
    assert _story(twin, filled.story).status is StoryStatus.DRAFTED


def test_a_story_is_split_on_a_page_of_its_own(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    before = _story(twin, filled.story)
    path = f"/bidrag/{filled.story}/del"
    assert before.text[:40] in writer.get(path).get_data(as_text=True)
    wrong = post(writer, path, title="", text="Kom.", rest_title="Café", event="1")
    assert wrong.status_code == 400
    said = wrong.get_data(as_text=True)
    assert 'id="split-title-error"' in said
    assert 'value="1" checked' in said
    fields = {"rest_title": "Café", "rest_text": "Kun café.", "event": before.events[0].id}
    done = post(writer, path, title="Spil", text="Kom og spil.", **fields)
    part = int(done.location.rpartition("/")[2])
    assert _story(twin, part).item_id == before.item_id
    assert _story(twin, filled.story).text == "Kun café."
    page = writer.get(f"/bidrag/{part}").get_data(as_text=True)
    assert f'Fra samme mail: <a href="/bidrag/{filled.story}">Café</a>' in page
    mail = writer.get(f"/henvendelser/{before.item_id}").get_data(as_text=True)
    assert f"se bidrag {part}" in mail
