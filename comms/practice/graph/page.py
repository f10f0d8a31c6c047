"""The practice page: what a Facebook page holds, kept in memory or in a file.

A file may be shared by several processes (a command and the service, say): each request reads it
under a lock and writes it whole, so all of them see one page, also after a restart.
"""

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FIRST_ID = 122100000000000


@dataclass
class Photo:
    """`digest`: SHA-256 of the bytes, hex. `used_by`: the post it stands in, '' = none yet."""

    id: str
    digest: str
    alt: str
    filename: str
    size: int
    used_by: str = ""


@dataclass
class Post:
    """`media`: photo ids in the order shown. Times: Unix seconds.

    `edited`: when its words were last changed through us after it was public.
    """

    id: str
    message: str
    link: str
    media: list[str]
    created: int
    published: bool = False
    published_at: int | None = None
    scheduled: int | None = None
    content_type: str = ""
    edited: int | None = None


@dataclass
class Page:
    """Everything on the page. `insights`: metric → [[end_time ISO, value], …].

    `removed`: posts that were public and were taken down, with when: [post, Unix seconds].
    """

    followers_count: int = 0
    fan_count: int = 0
    last_id: int = FIRST_ID
    photos: dict[str, Photo] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    insights: dict[str, list[list[Any]]] = field(default_factory=dict)
    removed: list[tuple[Post, int]] = field(default_factory=list)

    def new_id(self) -> str:
        self.last_id += 1
        return str(self.last_id)

    def public_posts(self) -> list[Post]:
        """Newest first, as a visitor sees them."""
        shown = [post for post in self.posts.values() if post.published]
        return sorted(shown, key=lambda post: (post.published_at or 0, post.id), reverse=True)


class PageBook:
    """Where the page is kept. `path` None: in this process only."""

    def __init__(self, path: Path | None, page: Page) -> None:
        self._path = path
        self._page = page
        self._lock = threading.Lock()
        self._bytes: dict[str, bytes] = {}

    @contextmanager
    def opened(self) -> Iterator[Page]:
        """The page, for one request alone; what was changed is kept, also when it raises."""
        with self._lock, _locked(self._path):
            page = self._loaded()
            try:
                yield page
            finally:
                self._keep(page)

    def add_bytes(self, photo_id: str, data: bytes) -> None:
        """Keep a photo's bytes, so that the page can be shown as the public would see it."""
        if self._path is None:
            self._bytes[photo_id] = data
        else:
            _write_whole(self._photo_path(self._path, photo_id), data)

    def photo_bytes(self, photo_id: str) -> bytes | None:
        """The bytes of a photo that was uploaded here; None for an unknown id."""
        if self._path is None or not photo_id.isdigit():
            return self._bytes.get(photo_id)
        path = self._photo_path(self._path, photo_id)
        return path.read_bytes() if path.exists() else None

    def _photo_path(self, path: Path, photo_id: str) -> Path:
        return path.with_suffix(".photos") / photo_id

    def _loaded(self) -> Page:
        if self._path is None or not self._path.exists():
            return self._page
        return _page(json.loads(self._path.read_text("utf-8")))

    def _keep(self, page: Page) -> None:
        self._page = page
        if self._path is not None:
            text = json.dumps(asdict(page), ensure_ascii=False, indent=1)
            _write_whole(self._path, text.encode())


def _page(stored: dict[str, Any]) -> Page:
    photos = {name: Photo(**row) for name, row in stored.pop("photos").items()}
    posts = {name: Post(**row) for name, row in stored.pop("posts").items()}
    removed = [(Post(**row), at) for row, at in stored.pop("removed", ())]
    return Page(photos=photos, posts=posts, removed=removed, **stored)


@contextmanager
def _locked(path: Path | None) -> Iterator[None]:
    """One process at a time. The lock goes with the process, so kill -9 leaves none behind."""
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_whole(path: Path, data: bytes) -> None:
    """All of it or nothing: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
