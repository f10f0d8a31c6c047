"""The calls we make, typed. Each is one operation of page_operations.json."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Literal, Self

from comms.wire.graph.errors import Answer, Gone, PhotoRefused, Silence
from comms.wire.graph.operations import Operation
from comms.wire.graph.paging import pages, rows
from comms.wire.graph.transport import Transport, Upload
from comms.wire.graph.usage import Usage
from comms.wire.graph.values import (
    LIST_FIELDS,
    POST_FIELDS,
    InsightValue,
    PageFigures,
    RemotePost,
    TokenFacts,
    read_figures,
    read_id,
    read_insights,
    read_post,
    read_token,
)

DEFAULT_URL = "https://graph.facebook.com"
DEFAULT_VERSION = "v26.0"
PHOTO_LIMIT = 4_000_000
PHOTOS_AT_MOST = 10
INSIGHT_DAYS = 90

Period = Literal["day", "week", "days_28", "month", "lifetime", "total_over_range"]


class Graph:
    """A page on Facebook, seen through its token.

    Writes raise GraphRefused (nothing was changed; see `reach`) or Silence (not known). Reads
    raise GraphRefused, after tries of their own NotReached.
    """

    def __init__(
        self,
        base_url: str,
        version: str,
        token: str,
        app_secret: str = "",
        timeout: float = 20.0,
        *,
        verify: bool | str = True,
        **tuning: Any,
    ) -> None:
        """`app_secret` '' = calls without proof. `verify`: a CA file, or True for the system's.

        `tuning`: Transport's `retries`, `pause`, `clock`. Raises SettingsError.
        """
        self._wire = Transport(
            base_url, version, token, app_secret, timeout, verify=verify, **tuning
        )
        self._token = token

    def __repr__(self) -> str:
        return f"Graph({self._wire.base_url!r}, {self._wire.version!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._wire.close()

    @property
    def usage(self) -> Usage:
        """What the last answer said of our allowance."""
        return self._wire.usage

    def upload_photo(self, page_id: str, data: bytes, filename: str, alt: str) -> str:
        """Put a photo on the page, unpublished; its id, to be attached to one post.

        At most 4 MB (PhotoRefused before anything is sent). Nothing of it is public, so it may be
        sent again after Silence: the first one stays unused.
        """
        operation = Operation("Page", "POST", "photos")
        if len(data) > PHOTO_LIMIT:
            raise PhotoRefused(Answer(str(operation), f"{len(data)} bytes, {PHOTO_LIMIT} allowed"))
        fields: dict[str, object] = {"published": False}
        if alt:
            fields["alt_text_custom"] = alt
        return self._made(operation, f"{_id(page_id)}/photos", fields, {"source": (filename, data)})

    def create_post(
        self,
        page_id: str,
        message: str,
        link: str | None = None,
        media: Sequence[str] = (),
        *,
        draft: bool = False,
    ) -> str:
        """Make an unpublished post; its id. May be repeated after Silence: nothing is public.

        media: photo ids in the order shown, at most 10, never together with a link.
        draft: visible to staff in Meta's own tools (undocumented; may raise Invalid).
        """
        if (link and media) or len(media) > PHOTOS_AT_MOST or not (message or link or media):
            raise ValueError("a post has words, and either a link or at most 10 photos")
        fields: dict[str, object] = {"message": message, "published": False}
        if link:
            fields["link"] = link
        if media:
            fields["attached_media"] = [{"media_fbid": photo} for photo in media]
        if draft:
            fields["unpublished_content_type"] = "DRAFT"
        return self._made(Operation("Page", "POST", "feed"), f"{_id(page_id)}/feed", fields)

    def publish_post(self, post_id: str) -> None:
        """Make a post public. Doing it twice makes no second post, so Silence may be retried."""
        self._changed(Operation("PagePost", "POST"), post_id, {"is_published": True})

    def edit_post(self, post_id: str, message: str) -> None:
        """Give a post of ours other words. Only posts that this app made can be changed."""
        self._changed(Operation("PagePost", "POST"), post_id, {"message": message})

    def delete_post(self, post_id: str) -> None:
        """Take a post away for good. Gone when it is not there."""
        self._changed(Operation("PagePost", "DELETE"), post_id, {})

    def delete_photo(self, photo_id: str) -> None:
        """Take an unused photo away; one that stands in a post is Gone (100/33) to this call."""
        self._changed(Operation("Photo", "DELETE"), photo_id, {})

    def read_post(self, post_id: str) -> RemotePost | None:
        """The post as it stands now; None when it is gone (or no longer ours to see)."""
        operation = Operation("PagePost", "GET")
        try:
            told = self._wire.read(operation, _id(post_id), {"fields": POST_FIELDS})
        except Gone:
            return None
        return read_post(str(operation), post_id, told)

    def published_posts(self, page_id: str, limit: int = 50) -> Iterator[RemotePost]:
        """The page's public posts, newest first, page by page as far as they are asked for."""
        return self._posts(Operation("Page", "GET", "published_posts"), page_id, limit)

    def scheduled_posts(self, page_id: str, limit: int = 50) -> Iterator[RemotePost]:
        """Posts that Facebook itself will publish. Plain unpublished ones are in no list."""
        return self._posts(Operation("Page", "GET", "scheduled_posts"), page_id, limit)

    def _posts(self, operation: Operation, page_id: str, limit: int) -> Iterator[RemotePost]:
        path = f"{_id(page_id)}/{operation.edge}"

        def fetch(place: Mapping[str, object]) -> Mapping[str, Any]:
            return self._wire.read(operation, path, place)

        for row in rows(fetch, {"fields": LIST_FIELDS, "limit": limit}):
            yield read_post(str(operation), "", row)

    def page_figures(self, page_id: str) -> PageFigures:
        """Followers and likes of this moment."""
        operation = Operation("Page", "GET")
        fields = {"fields": "followers_count,fan_count"}
        return read_figures(str(operation), self._wire.read(operation, _id(page_id), fields))

    def insights(
        self,
        node: str,
        metric: str,
        *,
        period: Period = "day",
        since: date | None = None,
        until: date | None = None,
    ) -> list[InsightValue]:
        """One metric of the page or of a post; an unknown or retired one raises Invalid.

        One at a time, since one bad metric fails them all. Window: at most 90 days, about 24 h
        late, two years back. A page with under 100 likes may have none: [].
        """
        if since and until and (until - since).days > INSIGHT_DAYS:
            raise ValueError("insights: at most 90 days at a time")
        operation = Operation("PagePost" if "_" in node else "Page", "GET", "insights")
        asked: dict[str, object] = {"metric": metric, "period": period}
        asked |= {"since": since.isoformat()} if since else {}
        asked |= {"until": until.isoformat()} if until else {}
        told = self._wire.read(operation, f"{_id(node)}/insights", asked)
        return read_insights(str(operation), told)

    def debug_token(self) -> TokenFacts:
        """What our token may do and how long. The one call where it stands among the parameters
        (Graph API, /debug_token: `input_token`); it is kept out of every log."""
        operation = Operation("debug_token", "GET")
        told = self._wire.read(operation, "debug_token", {"input_token": self._token})
        return read_token(str(operation), told)

    def account_ids(self) -> list[str]:
        """Pages the token's owner runs; may be empty while the token works (see TokenFacts)."""
        operation = Operation("me/accounts", "GET")

        def fetch(place: Mapping[str, object]) -> Mapping[str, Any]:
            return self._wire.read(operation, "me/accounts", place)

        answers = pages(fetch, {"fields": "id"})
        return [str(row["id"]) for told in answers for row in told.get("data", ()) if "id" in row]

    def _made(
        self,
        operation: Operation,
        path: str,
        fields: Mapping[str, object],
        upload: Upload | None = None,
    ) -> str:
        told = self._wire.write(operation, path, fields, upload)
        made = read_id(told, "id")
        if made is None or not _ID.fullmatch(made):
            raise Silence(Answer(str(operation), "the answer tells no id"))
        return made

    def _changed(self, operation: Operation, node: str, fields: Mapping[str, object]) -> None:
        told = self._wire.write(operation, _id(node), fields)
        if told.get("success") is not True and "id" not in told:
            raise Silence(Answer(str(operation), "the answer does not say that it was done"))


_ID = re.compile(r"\d+(_\d+)?")


def _id(text: str) -> str:
    """An id that may stand in a path: digits, for a post two numbers joined by '_'."""
    if not _ID.fullmatch(text):
        raise ValueError("a Graph id is digits, or two numbers joined by _")
    return text
