"""The page as a visitor sees it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from comms.practice.graph.page import Page, Post


@dataclass(frozen=True)
class PublicPhoto:
    """`digest`: SHA-256 of the bytes, hex."""

    id: str
    alt: str
    digest: str


@dataclass(frozen=True)
class PublicPost:
    id: str
    message: str
    link: str
    photos: tuple[PublicPhoto, ...]
    published_at: datetime
    edited_at: datetime | None = None
    removed_at: datetime | None = None


def as_public(page: Page) -> list[PublicPost]:
    """Newest first; photos in the order shown."""
    return [_shown(page, post) for post in page.public_posts()]


def as_removed(page: Page) -> list[PublicPost]:
    """What the public saw once and sees no more, newest first. Its photos are gone."""
    return [
        replace(_shown(page, replace(post, media=[])), removed_at=_moment(at))
        for post, at in reversed(page.removed)
    ]


def _shown(page: Page, post: Post) -> PublicPost:
    found = [page.photos[photo] for photo in post.media]
    photos = tuple(PublicPhoto(photo.id, photo.alt, photo.digest) for photo in found)
    at = _moment(post.published_at or post.created)
    edited = None if post.edited is None else _moment(post.edited)
    return PublicPost(post.id, post.message, post.link, photos, at, edited)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
