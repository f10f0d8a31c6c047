"""What two colleagues do for the guide's pictures: each scene ends at what is shown of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from comms.model.draft import Draft, Status
from comms.wiring import House

# Plainly invented: the new colleague, and the one who says yes.
DITTE, BO = "Ditte Prøve", "Bo Prøve"
BEFORE: Mapping[str, str] = {DITTE: "Skribent", BO: "Godkender"}
Shown = Page | Locator


@dataclass(frozen=True)
class Stage:
    """A house with its week in it, and a browser for whoever is to look at it."""

    house: House
    browser: Browser
    url: str
    folder: Path

    def page(self, who: str, width: int, height: int, path: str) -> Page:
        """A page as somebody sees it who has just logged in."""
        page = self.browser.new_page(viewport={"width": width, "height": height})
        log_in(page, self.url, who, self.folder)
        page.goto(self.url + path)
        return page

    def drafts(self, status: Status, channel: str = "facebook") -> list[Draft]:
        with self.house.read() as tx:
            return list(tx.drafts.all(status, channel))


def name_people(house: House) -> None:
    """The two accounts of practice mode get names that a guide can use."""
    for account in house.accounts.all():
        for name, before in BEFORE.items():
            if account.name == before:
                house.accounts.rename(account.id, name, house.clock())


def log_in(page: Page, url: str, who: str, folder: Path) -> None:
    """Through the door, with the password that practice mode wrote down."""
    lines = (folder / "login.txt").read_text("utf-8").splitlines()
    line = next(one for one in lines if BEFORE[who] in one)
    page.goto(f"{url}/login")
    page.fill("input[name=who]", who)
    page.fill("input[name=password]", line.rpartition(": ")[2])
    page.get_by_role("button", name="Log ind").click()


def answered(stage: Stage, width: int, height: int) -> Shown:
    """One name is answered for, the rest waits."""
    asks = max(stage.drafts(Status.DRAFTED), key=lambda one: _names(stage.house, one))
    page = stage.page(DITTE, width, height, f"/udkast/{asks.id}")
    page.get_by_role("button", name="Kontaktperson eller arrangør").first.click()
    return page


def together(stage: Stage, width: int, height: int) -> Shown:
    """Both have the draft open; Bo saves first."""
    draft = _calm(stage)[0]
    page = stage.page(DITTE, width, height, f"/udkast/{draft.id}")
    text = draft.content.text
    before, _, last = text.rpartition("\n\n")
    words = replace(draft.content, text=f"{before} Tag gerne en nabo med.\n\n{last}")
    stage.house.editing.edit(draft.id, words, BO, stage.house.clock())
    field = page.locator(f"#edit-form-{draft.id} textarea[name=text]")
    field.fill(f"{text}\n\nDu kan bare møde op.")
    page.locator(f"#edit-form-{draft.id} button.primary").click()
    return page


def approving(stage: Stage, width: int, height: int) -> Shown:
    """The end of a draft, as the approver has it on a phone."""
    draft = _calm(stage)[1]
    page = stage.page(BO, width, height, f"/udkast/{draft.id}")
    return page.locator("section.actions", has=page.locator("#actions-heading"))


def twins(stage: Stage, width: int, height: int) -> Shown:
    """The same story came twice: by mail, and told at the door."""
    house, now = stage.house, stage.house.clock()
    with house.read() as tx:
        story = tx.stories.get(_calm(stage)[1].story_id)
    told = house.drafting.add_story(story.title, story.text, DITTE, now)
    page = stage.page(DITTE, width, height, f"/bidrag/{told.id}")
    return page.locator("#sammen")


def filters(stage: Stage, width: int, height: int) -> Shown:
    """A list, narrowed."""
    return stage.page(DITTE, width, height, "/bidrag/?slags=event")


def reply(stage: Stage, width: int, height: int) -> Shown:
    """An answer begun with words of ours."""
    with stage.house.read() as tx:
        mails = [one for one in tx.stories.all() if one.source == "inbox"]
    page = stage.page(DITTE, width, height, f"/bidrag/{mails[0].id}")
    page.locator("#svar summary").last.click()
    page.get_by_role("link", name="Vi mangler noget").click()
    return page.locator("#svar")


def moved(stage: Stage, width: int, height: int) -> Shown:
    """An event whose post is out begins at another hour."""
    house, now = stage.house, stage.house.clock()
    calm = [one for one in _calm(stage) if one.version == 1]
    draft = next(one for one in calm if _times(house, one) == 1)
    house.review.approve(draft.id, BO, now)
    house.review.schedule(draft.id, None, BO, now)
    house.publishing.all_due()
    page = stage.page(DITTE, width, height, f"/bidrag/{draft.story_id}")
    page.locator("summary", has_text="Ret bidraget").click()
    page.get_by_label("Fra kl.").first.fill("09:15")
    page.get_by_role("button", name="Gem rettelser").click()
    return page


def stopping(stage: Stage, width: int, height: int) -> Shown:
    """The switch, about to be used."""
    page = stage.page(DITTE, width, height, "/")
    page.locator("summary", has_text="Sæt alt på pause").click()
    page.locator("#pause-reason").fill("Der er sendt en forkert dato ud")
    return page.locator("section", has=page.locator("#switch-heading")).last


def _calm(stage: Stage) -> list[Draft]:
    """Posts that only wait for a yes."""
    house, now = stage.house, stage.house.clock()
    waiting = stage.drafts(Status.DRAFTED)
    return [one for one in waiting if not house.review.open_findings(one.id, now)]


def _names(house: House, draft: Draft) -> int:
    found: Any = house.review.open_findings(draft.id, house.clock())
    return sum(one.kind == "named_person" for one in found)


def _times(house: House, draft: Draft) -> int:
    with house.read() as tx:
        story = tx.stories.get(draft.story_id)
    return sum(one.timed and not one.over(house.clock()) for one in story.events)


Act = Callable[[Stage, int, int], Shown]
# In this order: a later scene may need what an earlier one left.
SCENES: Mapping[str, Act] = {
    "filtre-1280": filters,
    "svar-1280": reply,
    "fund-besvaret-1280": answered,
    "samtidig-1280": together,
    "godkend-390": approving,
    "laeg-sammen-1280": twins,
    "flyttet-1280": moved,
    "stop-390": stopping,
}
