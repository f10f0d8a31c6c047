"""The whole way by keyboard on a phone: a mail, its findings, the words, a second person, out."""

from playwright.sync_api import Page, expect

from comms.model.draft import Draft, Status
from comms.model.privacy import Kind
from comms.wiring import House
from tests.journeys.keyboard import enter, password, press, reach, sound, write

NAME = "Frode Lindemark"


def post_about(house: House, name: str) -> Draft:
    """The draft for Facebook of the mail that names somebody."""
    with house.read() as tx:
        drafts = tx.drafts.all(Status.DRAFTED, "facebook")
        return next(one for one in drafts if name in one.content.text)


def test_a_mail_becomes_a_post_by_two_people(phone: Page, house: House) -> None:
    draft = post_about(house, NAME)
    with house.read() as tx:
        before = tx.stories.get(draft.story_id).themes
    enter(phone, "Skribent", password(house, "Skribent"))
    sound(phone)
    phone.goto(f"/bidrag/{draft.story_id}")
    other = next(number for number in house.themes if number not in before)
    for number in (before[-1], other) if len(before) == 3 else (other,):
        reach(phone, "checkbox", f"{number}. {house.themes[number]}")
        phone.keyboard.press("Space")
    press(phone, "button", "Gem temaer")
    sound(phone)

    phone.goto(f"/udkast/{draft.id}")
    reach(phone, "textbox", "Eller skriv, hvor samtykket findes")
    phone.keyboard.type("Mail af 19.11.2026")
    press(phone, "button", "Der er samtykke")
    sound(phone)
    write(phone, "Tekst", f"{NAME} fik konstateret en svær depression. Nu er han med i kredsen.")
    press(phone, "button", "Gem")
    expect(phone.get_by_text("En godkender kan svare.")).to_be_visible()
    press(phone, "button", "Log ud")

    enter(phone, "Godkender", password(house, "Godkender"))
    phone.goto(f"/udkast/{draft.id}")
    press(phone, "button", "Godkend version 2")
    expect(phone.get_by_role("alert")).to_contain_text("helbred")
    sound(phone)
    write(phone, "Henvisning til samtykket", "Mail af 19.11.2026")
    write(phone, "Begrundelse", "Han skrev selv")
    press(phone, "button", "Der er samtykke")
    press(phone, "button", "Godkend version 2")
    sound(phone)

    house.publishing.all_due()
    with house.read() as tx:
        sent = tx.drafts.get(draft.id)
        answers = {one.kind: one.by for one in tx.findings.answers(draft.story_id)}
        after = tx.stories.get(draft.story_id).themes
        assert tx.audit.broken_at() is None
    assert (sent.status, sent.written_by, sent.approved_by) == (
        Status.SENT,
        "Skribent",
        "Godkender",
    )
    assert answers == {Kind.NAMED_PERSON: "Skribent", Kind.HEALTH: "Godkender"}
    assert other in after
    posts = [one.message for one in house.world.graph.public_posts()]
    assert sent.content.text in posts[0]
