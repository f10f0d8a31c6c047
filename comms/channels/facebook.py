"""The Facebook page as a channel: two phases, and Facebook's refusals in the stage's words."""

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from comms.channels.ends import (
    AlreadyThere,
    ChannelSilent,
    ChannelStopped,
    ChannelWaits,
    Posted,
    PostRefused,
    PreviewRefused,
)
from comms.wire.graph import (
    Gone,
    Graph,
    GraphRefused,
    LinkRefused,
    MaybeDuplicate,
    PageFigures,
    Reach,
    Silence,
)

PHOTOS_AT_MOST = 10
ENDINGS = {b"\x89PNG": ".png", b"GIF8": ".gif", b"II*\0": ".tif", b"MM\0*": ".tif"}


class Facebook:
    """One page. Raises the errors of `ends`; nothing is public before `publish`."""

    name = "facebook"

    def __init__(self, graph: Graph, page_id: str) -> None:
        self._graph = graph
        self._page_id = page_id

    def upload(self, data: bytes, position: int, alt: str) -> str:
        """Put a photo on the page, unseen; its id. `position`: from 1, and all its name tells."""
        with _in_our_words():
            return self._graph.upload_photo(self._page_id, data, _name(data, position), alt)

    def create(self, text: str, link: str, photos: Sequence[str]) -> str:
        """Make the post, unseen; its id. May be repeated after silence, with new photos.

        Facebook shows photos or a link's preview, never both: beside photos the link is text.
        """
        if len(photos) > PHOTOS_AT_MOST:
            raise PostRefused(
                f"{len(photos)} photos, {PHOTOS_AT_MOST} allowed",
                f"Facebook tager højst {PHOTOS_AT_MOST} billeder i et opslag. Fjern nogle, og "
                "godkend igen.",
            )
        if link and photos:
            text, link = with_link(text, link), ""
        with _in_our_words():
            return self._graph.create_post(self._page_id, text, link or None, photos)

    def create_without_preview(self, text: str, link: str) -> str:
        """The same post with the link among the words, for a link that Facebook cannot read."""
        with _in_our_words():
            return self._graph.create_post(self._page_id, with_link(text, link))

    def publish(self, post_id: str) -> None:
        """Make the post public. A second time changes nothing."""
        with _in_our_words():
            self._graph.publish_post(post_id)

    def edit(self, post_id: str, text: str) -> None:
        """Give the post these words and no others. A second time changes nothing."""
        with _in_our_words():
            self._graph.edit_post(post_id, text)

    def remove(self, post_id: str) -> None:
        """Take the post away for good, its comments with it; no harm when it is gone already."""
        with _in_our_words(), contextlib.suppress(Gone):
            self._graph.delete_post(post_id)

    def look(self, post_id: str) -> Posted | None:
        """The post as it stands now; None when it is gone."""
        with _in_our_words():
            found = self._graph.read_post(post_id)
        if found is None:
            return None
        return Posted(found.is_published, found.message, found.permalink_url or "")

    def figures(self) -> PageFigures:
        """Followers and likes now. Raises ChannelWaits, ChannelStopped or PostRefused."""
        with _in_our_words():
            return self._graph.page_figures(self._page_id)


def with_link(text: str, link: str) -> str:
    """The words with the link below them, unless it stands there already."""
    return text if link in text else f"{text}\n\n{link}".strip()


def _name(data: bytes, position: int) -> str:
    """A name of ours: the photo's own may tell more than the photo."""
    return f"billede-{position}{ENDINGS.get(data[:4], '.jpg')}"


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except Silence as silence:
        raise ChannelSilent(str(silence), silence.staff) from silence
    except GraphRefused as refused:
        raise _translated(refused) from refused


def _translated(refused: GraphRefused) -> PostRefused:
    words, staff, code = str(refused), refused.staff, refused.code
    if refused.reach is Reach.STOP:
        return ChannelStopped(words, staff, code=code)
    if refused.reach is Reach.WAIT:
        return ChannelWaits(words, staff, code=code)
    kinds = {LinkRefused: PreviewRefused, MaybeDuplicate: AlreadyThere}
    kind = kinds.get(type(refused), PostRefused)
    return kind(words, staff, permanent=refused.permanent, code=code)
