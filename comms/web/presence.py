"""Who else has a draft open, as the page says it."""

from collections.abc import Sequence

from comms.store.watches import Watch


def here_too(others: Sequence[Watch]) -> str:
    """Who else has the story's drafts open, as a sentence; '' for nobody."""
    names = list(dict.fromkeys(one.who for one in others))
    if not names:
        return ""
    told = " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{told} har også udkastet åbent lige nu."
