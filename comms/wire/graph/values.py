"""What Facebook's answers hold, read strictly: a missing or odd field is an error that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from comms.wire.graph.errors import NotReached
from comms.wire.graph.failures import not_reached

POST_FIELDS = "is_published,message,permalink_url,scheduled_publish_time"
LIST_FIELDS = "id,is_published,message,permalink_url,created_time"


@dataclass(frozen=True)
class RemotePost:
    """A post as Facebook holds it now. `message` is '' for a post without words."""

    id: str
    is_published: bool
    message: str
    permalink_url: str | None
    scheduled_publish_time: datetime | None = None
    created_time: datetime | None = None


@dataclass(frozen=True)
class PageFigures:
    """Persons who follow the page, and persons who like it. Never who they are."""

    followers_count: int
    fan_count: int


@dataclass(frozen=True)
class InsightValue:
    """One value of a metric. `end_time`: 07:00 or 08:00 UTC, Pacific midnight of the next day;
    None for a lifetime value. A metric by type has a dict."""

    end_time: datetime | None
    value: int | float | dict[str, int]


@dataclass(frozen=True)
class TokenFacts:
    """What /debug_token says of our own token. `expires_at` None: never."""

    valid: bool
    expires_at: datetime | None
    scopes: frozenset[str]
    page_ids: frozenset[str]
    trouble: str

    def missing(self, *needed: str) -> list[str]:
        """The permissions that are needed and not given."""
        return sorted(set(needed) - self.scopes)


def read_post(where: str, post_id: str, told: Mapping[str, Any]) -> RemotePost:
    if not isinstance(told.get("is_published"), bool):
        raise _odd(where, "is_published")
    return RemotePost(
        id=str(told.get("id") or post_id),
        is_published=told["is_published"],
        message=str(told.get("message") or ""),
        permalink_url=_link(told.get("permalink_url")),
        scheduled_publish_time=read_time(told.get("scheduled_publish_time")),
        created_time=read_time(told.get("created_time")),
    )


def read_figures(where: str, told: Mapping[str, Any]) -> PageFigures:
    return PageFigures(_count(where, told, "followers_count"), _count(where, told, "fan_count"))


def read_insights(where: str, told: Mapping[str, Any]) -> list[InsightValue]:
    data = told.get("data")
    if not isinstance(data, list):
        raise _odd(where, "data")
    rows = [row for metric in data if isinstance(metric, dict) for row in metric.get("values", ())]
    return [_insight(where, row) for row in rows]


def _insight(where: str, row: object) -> InsightValue:
    value = row.get("value") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(value, int | float | dict):
        raise _odd(where, "value")
    return InsightValue(read_time(row.get("end_time")), value)


def read_token(where: str, told: Mapping[str, Any]) -> TokenFacts:
    data = told.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("is_valid"), bool):
        raise _odd(where, "is_valid")
    error = data.get("error")
    return TokenFacts(
        valid=data["is_valid"],
        expires_at=read_time(data.get("expires_at") or None),
        scopes=frozenset(map(str, data.get("scopes") or ())),
        page_ids=_targets(data.get("granular_scopes")),
        trouble=str(error.get("message", "")) if isinstance(error, dict) else "",
    )


def _targets(scopes: object) -> frozenset[str]:
    """The pages the token works for; /me/accounts may be empty while these are not."""
    rows = [row for row in scopes if isinstance(row, dict)] if isinstance(scopes, list) else []
    return frozenset(str(target) for row in rows for target in row.get("target_ids") or ())


def read_time(value: object) -> datetime | None:
    """Unix seconds or ISO with offset (`+0000`) → UTC. None when absent or unreadable."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def read_id(told: Mapping[str, Any], *names: str) -> str | None:
    """The first id among `names`; a number counts as an id too."""
    found = (told.get(name) for name in names)
    return next((str(value) for value in found if isinstance(value, str | int) and value), None)


def _count(where: str, told: Mapping[str, Any], name: str) -> int:
    value = told.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _odd(where, name)
    return value


def _link(value: object) -> str | None:
    """Only an https address may become a link on our own page."""
    return value if isinstance(value, str) and value.startswith("https://") else None


def _odd(where: str, name: str) -> NotReached:
    return not_reached(where, f"the answer has no readable {name!r}")
