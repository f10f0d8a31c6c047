"""`stories answer`: a colleague's own words to who wrote."""

from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import text_of
from comms.errors import UsageError
from comms.model.letter import Letter


@command(name="answer")
@click.argument("story_id", metavar="ID", type=int)
@click.option("--text", "text_file", required=True, type=click.Path(path_type=Path))
@click.option("--item", "item_id", type=int, help="The mail, where stories were made one.")
@click.option("--by", required=True, help="Who answers.")
def answer_story(story_id: int, text_file: Path, item_id: int | None, by: str) -> Answer:
    """Answer who sent a story in. The same words go to the same mail once."""
    text = text_of(text_file)
    with opened() as house:
        with house.database.read() as tx:
            story = tx.stories.get(story_id)
            told = (story, *tx.stories.merged_into(story_id))
        mails = list(dict.fromkeys(one.item_id for one in told if one.item_id is not None))
        if item_id is None and len(mails) != 1:
            known = ", ".join(map(str, mails)) or "ingen"
            raise UsageError(f"Sig med --item, hvilken mail der skal svares på: {known}.")
        to = mails[0] if item_id is None else item_id
        if to not in mails:
            raise UsageError(f"Bidrag {story_id} kom ikke med mail {to}.")
        letter = house.replying.reply(to, text, by, house.clock())
    return _written(letter, story_id)


def _written(letter: Letter, story_id: int) -> Answer:
    data = {"story": story_id, "item": letter.item_id, "letter": letter.id, "to": letter.to_email}
    return Answer(data, [f"Svaret til {letter.to_email} er skrevet. `letters` sender det."])
