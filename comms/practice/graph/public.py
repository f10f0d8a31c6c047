"""The page as a visitor sees it."""

from dataclasses import dataclass
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


def as_public(page: Page) -> list[PublicPost]:
    """Newest first; photos in the order shown."""
    return [_shown(page, post) for post in page.public_posts()]


def _shown(page: Page, post: Post) -> PublicPost:
    found = [page.photos[photo] for photo in post.media]
    photos = tuple(PublicPhoto(photo.id, photo.alt, photo.digest) for photo in found)
    at = datetime.fromtimestamp(post.published_at or post.created, UTC)
    return PublicPost(post.id, post.message, post.link, photos, at)
