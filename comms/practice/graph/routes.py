"""From a call to what it does: who may call, which node, which operation."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from comms.practice.graph import reading, writing
from comms.practice.graph.calls import Call
from comms.practice.graph.page import Page
from comms.practice.graph.problems import GraphProblemError, gone
from comms.practice.graph.rules import FREE_NODES, check

LISTS = ("published_posts", "scheduled_posts", "posts", "feed")
MARK = " (rettet på Facebook)"


@dataclass(frozen=True)
class Identity:
    """Whose page this is. `app_secret` '' = no proof is asked for."""

    page_id: str
    token: str
    app_secret: str
    version: str


@dataclass(frozen=True)
class Route:
    """`operation`: its name for faults. `node`: the id it speaks of."""

    operation: str
    node: str
    edge: str


def admit(me: Identity, call: Call) -> None:
    """Raises for a wrong version, token or proof."""
    if call.version != me.version:
        raise GraphProblemError(2500, "Unknown path components: the version must come first")
    if call.authorization != f"Bearer {me.token}":
        raise GraphProblemError(190, "Invalid OAuth access token.", status=401)
    if "access_token" in call.params:
        raise GraphProblemError(100, "The token must not stand among the parameters")
    if me.app_secret:
        wanted = hmac.new(me.app_secret.encode(), me.token.encode(), "sha256").hexdigest()
        if not hmac.compare_digest(call.params.get("appsecret_proof", ""), wanted):
            raise GraphProblemError(100, "Invalid appsecret_proof provided in the API argument")


def route(me: Identity, call: Call) -> Route:
    """Which operation this is. Raises for what the list does not know or allow."""
    if call.path in FREE_NODES:
        check(call.path, call.method, "", call.params, bool(call.uploads))
        return Route("accounts" if call.path == "me/accounts" else "debug", "", "")
    node, _, edge = call.path.partition("/")
    kind = _kind(me, node)
    check(kind, call.method, edge, call.params, bool(call.uploads))
    return Route(_operation(kind, call, edge), node, edge)


def _kind(me: Identity, node: str) -> str:
    if node == me.page_id:
        return "Page"
    if not node.replace("_", "").isdigit():
        raise gone(node)
    return "PagePost" if "_" in node else "Photo"


def _operation(kind: str, call: Call, edge: str) -> str:
    if kind == "PagePost" and call.method == "POST" and not edge:
        return "publish" if "is_published" in call.params else "edit"
    if kind == "Page" and call.method == "GET" and edge in LISTS:
        return "list"
    name = _NAMES.get((kind, call.method, edge))
    if name is None:
        raise GraphProblemError(100, f"The stand-in does not know {call.method} {kind}/{edge}")
    return name


_NAMES = {
    ("Page", "POST", "photos"): "photo",
    ("Page", "POST", "feed"): "create",
    ("Page", "GET", ""): "figures",
    ("Page", "GET", "insights"): "insights",
    ("PagePost", "GET", "insights"): "insights",
    ("PagePost", "GET", ""): "read",
    ("PagePost", "DELETE", ""): "delete",
    ("Photo", "DELETE", ""): "delete-photo",
}


def perform(
    me: Identity, page: Page, call: Call, to: Route, now: int, here: str, special: str
) -> dict[str, object]:
    """Do it. `special`: a fault that changes what it does. Raises GraphProblemError."""
    _meddle(page, to.node, special)
    if special == "draft-refused" and call.params.get("unpublished_content_type") == "DRAFT":
        raise GraphProblemError(100, "Invalid parameter")
    does: dict[str, Callable[[], dict[str, object]]] = {
        "photo": lambda: writing.add_photo(page, me.page_id, call, now),
        "create": lambda: writing.add_post(page, me.page_id, call, now),
        "publish": lambda: writing.change_post(page, to.node, call, now),
        "edit": lambda: writing.change_post(page, to.node, call, now),
        "delete": lambda: writing.remove_post(page, to.node, now),
        "delete-photo": lambda: writing.remove_photo(page, to.node),
        "read": lambda: reading.show_post(page, to.node, call),
        "figures": lambda: reading.show_page(page, me.page_id, call),
        "insights": lambda: reading.insights(page, to.node, call, special == "retired-metric"),
        "list": lambda: reading.list_posts(page, to.edge, call, here, special == "short-page"),
        "debug": lambda: reading.debug_token(me.page_id, me.token, call.params),
        "accounts": lambda: reading.accounts(me.page_id, special == "empty-accounts"),
    }
    return does[to.operation]()


def _meddle(page: Page, post_id: str, special: str) -> None:
    """What a colleague did in Meta's own tools a moment ago."""
    if special == "remote-edit" and post_id in page.posts:
        page.posts[post_id].message += MARK
    if special == "remote-delete":
        page.posts.pop(post_id, None)
