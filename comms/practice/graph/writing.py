"""What changes the page: photos, posts, their publication and removal."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from comms.practice.graph.calls import Call, Upload
from comms.practice.graph.page import Page, Photo, Post
from comms.practice.graph.problems import GraphProblemError, gone

PHOTO_LIMIT = 4_000_000
PHOTOS_AT_MOST = 10
EARLIEST, LATEST = 10 * 60, 30 * 24 * 3600
IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")

Answer = dict[str, Any]


def add_photo(page: Page, page_id: str, call: Call, now: int) -> Answer:
    """POST /{page}/photos: one photo, unpublished unless it is said otherwise."""
    upload = call.uploads.get("source")
    if upload is None:
        raise GraphProblemError(100, "The parameter source is required (no url is fetched here)")
    _check_image(upload)
    digest = hashlib.sha256(upload.data).hexdigest()
    alt = call.params.get("alt_text_custom", "")
    photo = Photo(page.new_id(), digest, alt, upload.filename, len(upload.data))
    page.photos[photo.id] = photo
    if call.params.get("published") == "false":
        return {"id": photo.id}
    post = Post(f"{page_id}_{page.new_id()}", call.params.get("message", ""), "", [photo.id], now)
    _keep(page, post, now, public=True)
    return {"id": photo.id, "post_id": post.id}


def _check_image(upload: Upload) -> None:
    if len(upload.data) > PHOTO_LIMIT or not upload.data.startswith(IMAGE_STARTS):
        words = "Photos should be less than 4 MB and saved as JPG, PNG, GIF or TIFF files."
        raise GraphProblemError(100, words, 1366046)


def add_post(page: Page, page_id: str, call: Call, now: int) -> Answer:
    """POST /{page}/feed: public unless `published=false`."""
    params = call.params
    media = _media(page, params.get("attached_media"))
    _check_content(params, media)
    public = params.get("published", "true") == "true"
    post = Post(
        id=f"{page_id}_{page.new_id()}",
        message=params.get("message", ""),
        link=params.get("link", ""),
        media=media,
        created=now,
        scheduled=_scheduled(params, public, now),
        content_type=params.get("unpublished_content_type", ""),
    )
    if post.content_type and public:
        raise GraphProblemError(100, "unpublished_content_type needs published=false")
    _keep(page, post, now, public=public)
    return {"id": post.id}


def _keep(page: Page, post: Post, now: int, *, public: bool) -> None:
    page.posts[post.id] = post
    for photo in post.media:
        page.photos[photo].used_by = post.id
    if public:
        post.published, post.published_at, post.scheduled = True, now, None


def _check_content(params: Mapping[str, str], media: list[str]) -> None:
    link = params.get("link", "")
    if not (params.get("message") or link or media):
        raise GraphProblemError(100, "Post cannot be empty")
    if link and media:
        raise GraphProblemError(100, "link and attached_media cannot stand together")
    if link and not link.startswith(("http://", "https://")):
        raise GraphProblemError(100, "The url you supplied is invalid", 1609005)


def _media(page: Page, text: str | None) -> list[str]:
    rows = json.loads(text) if text else []
    if len(rows) > PHOTOS_AT_MOST:
        raise GraphProblemError(100, f"At most {PHOTOS_AT_MOST} photos")
    found = [row.get("media_fbid") if isinstance(row, dict) else None for row in rows]
    for row, photo in zip(rows, found, strict=True):
        if not isinstance(photo, str) or set(row) != {"media_fbid"} or photo not in page.photos:
            raise GraphProblemError(100, "attached_media must be [{media_fbid: id of a photo}]")
        if page.photos[photo].used_by:
            raise GraphProblemError(100, "The photo stands in another post already")
    if len(set(found)) != len(found):
        raise GraphProblemError(100, "The same photo stands twice in attached_media")
    return [str(photo) for photo in found]


def _scheduled(params: Mapping[str, str], public: bool, now: int) -> int | None:
    text = params.get("scheduled_publish_time")
    if text is None:
        return None
    if public or not text.isdigit() or not EARLIEST <= int(text) - now <= LATEST:
        words = "scheduled_publish_time needs published=false and 10 minutes to 30 days from now"
        raise GraphProblemError(100, words)
    return int(text)


def change_post(page: Page, post_id: str, call: Call, now: int) -> Answer:
    """POST /{post}: other words, or `is_published=true`; a second time changes nothing."""
    post = page.posts.get(post_id)
    if post is None:
        raise gone(post_id)
    unknown = set(call.params) - {"message", "is_published", "appsecret_proof"}
    if unknown:
        raise GraphProblemError(100, f"The stand-in cannot change {', '.join(sorted(unknown))}")
    wanted = call.params.get("is_published")
    if wanted == "false" and post.published:
        raise GraphProblemError(100, "A published post cannot be made unpublished")
    message = call.params.get("message", post.message)
    if not (message or post.link or post.media):
        raise GraphProblemError(100, "Post cannot be empty")
    if message != post.message and post.published:
        post.edited = now
    post.message = message
    if wanted == "true" and not post.published:
        _keep(page, post, now, public=True)
    return {"success": True}


def remove_post(page: Page, post_id: str, now: int) -> Answer:
    """DELETE /{post}: its photos go with it."""
    post = page.posts.pop(post_id, None)
    if post is None:
        raise gone(post_id)
    for photo in post.media:
        page.photos.pop(photo, None)
    if post.published:
        page.removed.append((post, now))
    return {"success": True}


def remove_photo(page: Page, photo_id: str) -> Answer:
    """DELETE /{photo}: one that stands in a post is not there for this call (100/33)."""
    photo = page.photos.get(photo_id)
    if photo is None or photo.used_by:
        raise gone(photo_id)
    del page.photos[photo_id]
    return {"success": True}
