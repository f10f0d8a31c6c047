"""Take the pictures of the guides anew: `.venv/bin/python tools/pictures.py [FOLDER]`.

Runs the sample week in a folder of its own, logs in as the approver, and writes the pictures that
the guides show to docs/pictures; with a FOLDER every page in both sizes, light and dark. What comes
of doing something (two who edit at once, a moved event) is acted out after that: tools/scenes.py.
Needs what `make test` installs.
"""

import re
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

from comms.cli.demo import MONDAY, TYPED, WEEK, Walk, house_at  # noqa: E402
from comms.model.disposition import Disposition  # noqa: E402
from comms.web import create_app  # noqa: E402
from tests.servers.browser import chromium, served  # noqa: E402
from tools.scenes import BO, SCENES, Stage, log_in, name_people  # noqa: E402

COLOURS = 128
# Pixels of a picture in the guides.
TALLEST = {"1280": 1500, "390": 1700}
SHORTER = {"filtre-1280": 950, "fund-besvaret-1280": 900, "flyttet-1280": 900}
SIZES = {"1280": (1280, 900), "390": (390, 844)}


def main(out: Path) -> None:
    """One browser, both sizes, light; the staff page in dark too."""
    out.mkdir(parents=True, exist_ok=True)
    guides = "".join(
        path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    )
    wanted, every = set(re.findall(r"pictures/([\w-]+\.png)", guides)), out != PICTURES
    with tempfile.TemporaryDirectory() as folder, house_at(Path(folder)) as (house, clock):
        places = _prepare(Walk(house, Path(folder)), clock)
        with served(create_app(house)) as url, chromium() as browser:
            house.settings = replace(house.settings, public_url=url)
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    page = browser.new_page(
                        viewport={"width": width, "height": height}, color_scheme=scheme
                    )
                    log_in(page, url, BO, Path(folder))
                    for name, path in places.items():
                        suffix = size if scheme == "light" else f"{size}-dark"
                        picture = f"{name}-{suffix}.png"
                        if picture in wanted or every:
                            page.goto(url + path)
                            _keep(page, out / picture, TALLEST[size])
                    page.close()
            stage = Stage(house, browser, url, Path(folder))
            for name, act in SCENES.items():
                size = name.rpartition("-")[2]
                _keep(
                    act(stage, *SIZES[size]), out / f"{name}.png", SHORTER.get(name, TALLEST[size])
                )


def _prepare(walk: Walk, clock: Any) -> dict[str, str]:
    """A week in the middle of things: some approved, one issue composed, most of it waiting."""
    walk.collect()
    walk.write()
    house = walk.house
    with house.read() as tx:
        drafts = tx.drafts.all()
    calm = [d for d in drafts if not house.review.open_findings(d.id, house.clock())]
    for draft in calm[::2]:
        if draft.content.title != TYPED:
            house.review.approve(draft.id, "Godkender", house.clock())
    composed = house.newsletter.compose(house.clock(), WEEK)
    assert composed.issue is not None, composed.skipped
    walk.subscribers()
    walk.measure()
    clock.at(MONDAY)
    name_people(house)
    blocked = next(d for d in drafts if d not in calm and not d.content.photos)
    photo = next(d for d in drafts if d.content.photos)
    return {
        "i-dag": "/",
        "udkast": f"/udkast/{photo.id}",
        "udkast-blokeret": f"/udkast/{blocked.id}",
        "bidrag": f"/bidrag/{photo.story_id}",
        "henvendelse": f"/henvendelser/{_question(house)}",
        "henvendelser": "/henvendelser/",
        "lagt-til-side": "/lagt-til-side/",
        "udgave": f"/udgaver/{composed.issue.id}",
        "skriv": "/skriv",
        "tilmeld": "/tilmeld",
        "bidrag-liste": "/bidrag/",
        "udkast-liste": "/udkast/",
        "versioner": f"/udkast/{photo.id}/versioner",
        "udgaver": "/udgaver/",
        "temaer": "/temaer",
        "indstillinger": "/indstillinger",
        "konto": "/konto",
        "brugere": "/brugere",
        "nyhedsbreve": "/nyhedsbreve/",
        "facebook-test": "/test/facebook",
        "findes-ikke": "/findes-ikke",
    }


def _question(house: Any) -> int:
    """The first mail that waits for an answer."""
    with house.read() as tx:
        return int(tx.items.all(Disposition.QUESTION)[-1].id)


def _keep(page: Page | Locator, path: Path, tallest: int) -> None:
    """The page from its top, cut where a guide's reader has seen enough."""
    if isinstance(page, Page):
        page.screenshot(path=str(path), full_page=True)
    else:
        page.screenshot(path=str(path))
    with Image.open(path) as picture:
        width, height = picture.size
        cut = picture.crop((0, 0, width, min(height, tallest)))
        small = cut.convert("RGB").quantize(COLOURS)
        small.save(path, optimize=True)


if __name__ == "__main__":
    started = datetime.now().astimezone()
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
    print(f"taken in {(datetime.now().astimezone() - started).seconds} s")
