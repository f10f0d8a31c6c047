"""By keyboard alone on a phone: an event that is out is moved, corrected, approved, shown anew."""

from playwright.sync_api import Page, expect

from comms.model.draft import Draft, Status
from comms.wiring import House
from tests.journeys.keyboard import enter, password, press, reach, sound, unfold
from tests.servers.browser import violations


def _posted(house: House) -> Draft:
    """A mail of an event whose post has gone out."""
    now = house.clock()
    with house.read() as tx:
        made = tx.drafts.all(Status.DRAFTED, "facebook")
        coming = [
            (one, event)
            for one in made
            for event in tx.stories.get(one.story_id).events
            if event.timed and not event.over(now)
            if len(tx.stories.get(one.story_id).events) == 1
        ]
        draft = next(
            one
            for one, _ in coming
            if not [
                said
                for choice in house.review.choices(tx, one.story_id, "Godkender", now)
                for said in choice.refusals
            ]
        )
    house.review.approve(draft.id, "Godkender", now)
    house.publishing.all_due()
    return draft


def _in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.emulate_media(color_scheme="light")


def test_a_moved_event_is_corrected_by_two_people(phone: Page, house: House) -> None:
    draft = _posted(house)
    enter(phone, "Skribent", password(house, "Skribent"))
    phone.goto(f"/bidrag/{draft.story_id}")
    unfold(phone, "Ret bidraget")
    reach(phone, "textbox", "Fra kl.")
    phone.keyboard.type("0915a")  # a: in the morning, where the browser asks
    press(phone, "button", "Gem rettelser")
    expect(phone.get_by_role("heading", name="Flyttet")).to_be_visible()
    expect(phone.get_by_text("Sendt med den gamle tid: Facebook")).to_be_visible()
    sound(phone)
    _in_the_dark(phone)
    phone.goto("/")
    sound(phone)
    _in_the_dark(phone)
    with house.read() as tx:
        title = tx.stories.get(draft.story_id).title
    press(phone, "button", f"Lav rettelser til {title}")
    told = phone.get_by_role("status").filter(has_text="Rettelse på Facebook")
    expect(told).to_be_visible()
    sound(phone)
    press(phone, "button", "Log ud")
    assert "09.15" not in house.world.graph.public_posts()[0].message

    enter(phone, "Godkender", password(house, "Godkender"))
    with house.read() as tx:
        [edit] = tx.drafts.corrections(draft.id)
    phone.goto(f"/udkast/{edit.id}")
    sound(phone)
    _in_the_dark(phone)
    press(phone, "button", "Godkend version 1")
    house.publishing.all_due(planned_only=True)

    phone.goto("/test/facebook")
    sound(phone)
    post = phone.get_by_role("article").first
    expect(post).to_contain_text("Rettet")
    expect(post).to_contain_text("kl. 9.15")
    assert [one.message for one in house.world.graph.public_posts()] == [edit.content.text]

    phone.goto(f"/udkast/{draft.id}")
    sound(phone)
    unfold(phone, "Tag ned")
    reach(phone, "textbox", "Hvorfor skal opslaget tages ned?")
    phone.keyboard.type("Det er aflyst.")
    press(phone, "button", "Bed om at få det taget ned")
    sound(phone)
    _in_the_dark(phone)
