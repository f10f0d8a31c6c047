"""What only looks: posts, lists, figures, insights, the token."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from comms.practice.graph.calls import Call
from comms.practice.graph.page import Page, Post
from comms.practice.graph.problems import GraphProblemError, gone

PAGE_METRICS = frozenset(
    {
        "page_follows",
        "page_daily_follows_unique",
        "page_daily_unfollows_unique",
        "page_media_view",
        "page_total_media_view_unique",
        "page_post_engagements",
        "page_views_total",
        "page_video_views",
        "page_total_actions",
    }
)
POST_METRICS = frozenset(
    {
        "post_media_view",
        "post_total_media_view_unique",
        "post_clicks",
        "post_clicks_by_type",
        "post_reactions_by_type_total",
    }
)
SCOPES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", "read_insights")

Answer = dict[str, Any]


def show_post(page: Page, post_id: str, call: Call) -> Answer:
    """GET /{post}: the fields asked for that have a value, and the id."""
    post = page.posts.get(post_id)
    if post is None:
        raise gone(post_id)
    return _shown(post, call.params.get("fields", "id,message,created_time"))


def _shown(post: Post, fields: str) -> Answer:
    page_id, _, number = post.id.partition("_")
    known = {
        "id": post.id,
        "message": post.message or None,
        "is_published": post.published,
        "created_time": _iso(post.published_at or post.created),
        "permalink_url": f"https://facebook.example/{page_id}/posts/{number}",
        "scheduled_publish_time": post.scheduled,
    }
    wanted = ["id", *fields.split(",")]
    return {name: known[name] for name in wanted if known.get(name) is not None}


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def show_page(page: Page, page_id: str, call: Call) -> Answer:
    """GET /{page}."""
    known = {"followers_count": page.followers_count, "fan_count": page.fan_count, "id": page_id}
    return {name: known[name] for name in ["id", *_fields(call)] if name in known}


def _fields(call: Call) -> list[str]:
    return call.params.get("fields", "").split(",")


def list_posts(page: Page, edge: str, call: Call, here: str, short: bool) -> Answer:
    """A list in pages. `here`: the list's own address, for `paging.next`."""
    if edge == "scheduled_posts":
        rows = [post for post in page.posts.values() if post.scheduled]
    else:
        rows = page.public_posts()
    start = _start(rows, call.params.get("after"))
    size = 1 if short else int(call.params.get("limit", "25"))
    shown = rows[start : start + size]
    fields = call.params.get("fields", "id,message,created_time")
    answer: Answer = {"data": [_shown(post, fields) for post in shown]}
    if shown:
        answer["paging"] = {"cursors": {"before": shown[0].id, "after": shown[-1].id}}
    if start + size < len(rows):
        answer["paging"]["next"] = _next(call, here, shown[-1].id)
    return answer


def _start(rows: Sequence[Post], after: str | None) -> int:
    ids = [post.id for post in rows]
    if after is None:
        return 0
    if after not in ids:
        raise GraphProblemError(100, "Invalid cursor")
    return ids.index(after) + 1


def _next(call: Call, here: str, after: str) -> str:
    """With the token in it, as Facebook's has: a client that logs it is found out."""
    token = call.authorization.removeprefix("Bearer ")
    params = {**call.params, "after": after, "access_token": token}
    return f"{here}?{urlencode(params)}"


def insights(page: Page, node: str, call: Call, retired: bool) -> Answer:
    """GET /{node}/insights: one invalid metric fails them all; `since` ≤ end_time ≤ `until`."""
    text = call.params.get("metric", "")
    metrics = [name.strip('[]" ') for name in text.split(",")]
    living = POST_METRICS if "_" in node else PAGE_METRICS
    if "_" in node and node not in page.posts:
        raise gone(node)
    if retired or not set(metrics) <= living:
        raise GraphProblemError(100, "The value must be a valid insights metric")
    period = call.params.get("period", "day")
    return {"data": [_metric(page, name, period, call) for name in metrics if _has(page, name)]}


def _has(page: Page, metric: str) -> bool:
    return bool(page.insights.get(metric))


def _metric(page: Page, name: str, period: str, call: Call) -> Answer:
    since, until = call.params.get("since", ""), call.params.get("until", "9999")
    rows = [row for row in page.insights[name] if since <= row[0] and row[0][: len(until)] <= until]
    values = [{"value": value, "end_time": end} for end, value in rows]
    return {"name": name, "period": period, "values": values}


def debug_token(page_id: str, token: str, params: Mapping[str, str]) -> Answer:
    """GET /debug_token."""
    if params["input_token"] != token:
        trouble = {"code": 190, "message": "Invalid OAuth access token."}
        return {"data": {"is_valid": False, "scopes": [], "error": trouble}}
    granular = [{"scope": scope, "target_ids": [page_id]} for scope in SCOPES]
    return {
        "data": {
            "type": "PAGE",
            "is_valid": True,
            "expires_at": 0,
            "scopes": list(SCOPES),
            "granular_scopes": granular,
        }
    }


def accounts(page_id: str, empty: bool) -> Answer:
    """GET /me/accounts."""
    return {"data": [] if empty else [{"id": page_id, "name": "Øvelsessiden"}]}
