from flask.testing import FlaskClient

from tests.web.twin import Filled, Twin, post


def correct(client: FlaskClient, story: int, themes: list[str], first: str = "") -> tuple[int, str]:
    done = post(client, f"/bidrag/{story}/temaer", theme=themes, first=first)
    return done.status_code, done.text


def test_a_writer_sets_the_themes_on_the_story_page(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    assert correct(writer, filled.story, ["5", "10"], "10")[0] == 303
    with twin.read() as tx:
        assert tx.stories.get(filled.story).themes == (10, 5)
    assert "rettede temaerne" in writer.get(f"/bidrag/{filled.story}").text


def test_no_theme_at_all_is_said_beside_the_boxes_and_in_the_summary(
    writer: FlaskClient, filled: Filled
) -> None:
    status, page = correct(writer, filled.story, [])
    assert status == 400
    assert '<a href="#story-themes">Vælg mindst ét tema.</a>' in page
    assert 'id="story-themes-error"' in page


def test_what_is_no_number_is_not_read_as_a_theme(writer: FlaskClient, filled: Filled) -> None:
    assert correct(writer, filled.story, ["²", "x", "9999999999"])[0] == 400


def test_an_approver_forgets_a_correction_on_the_page_of_themes(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.theming.correct(filled.story, [10], "Ib Skov", twin.moment)
    page = approver.get("/temaer").text
    assert f"Bidrag {filled.story}" in page
    done = post(approver, "/temaer/rettelser/1/glem")
    assert done.status_code == 303
    assert "Ingen har rettet temaer endnu" in approver.get("/temaer").text


def test_all_corrections_can_be_forgotten(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.theming.correct(filled.story, [10], "Ib Skov", twin.moment)
    assert post(approver, "/temaer/glem-alt").status_code == 303
    assert "1 rettelse er glemt" in approver.get("/temaer").text
    assert twin.theming.corrections() == ()


def test_a_writer_sees_what_was_learned_but_has_no_button_and_may_not_forget(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.theming.correct(filled.story, [10], "Åse Bæk", twin.moment)
    page = writer.get("/temaer").text
    assert "Glem" not in page
    assert post(writer, "/temaer/rettelser/1/glem").status_code == 403
    assert len(twin.theming.corrections()) == 1


def test_themes_without_a_story_lately_are_told(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    twin.theming.correct(filled.story, [10], "Åse Bæk", twin.moment)
    assert "Ingen bidrag i seks uger" in writer.get("/temaer").text
