"""What a watchman asks: are you up, can you work, how much have you done."""

from collections.abc import Iterable

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from comms.web.here import house
from comms.web.house import House

room = Blueprint("health", __name__)
numbers_room = Blueprint("numbers", __name__)


class _Now(Collector):
    """Numbers read from the store when they are asked for."""

    def __init__(self, house: House) -> None:
        self.house = house

    def collect(self) -> Iterable[Metric]:
        """Drafts by status, and whether sending is held."""
        drafts = GaugeMetricFamily("comms_drafts", "Drafts by status", labels=["status"])
        held = GaugeMetricFamily("comms_held", "1 while the stop switch holds everything")
        with self.house.read() as tx:
            for status, count in tx.drafts.counts().items():
                drafts.add_metric([status], count)
            held.add_metric([], float(tx.holds.of("all") is not None))
        return [drafts, held]


def install(app: Flask) -> None:
    """Count the answers, by page and status; never by person."""
    registry = CollectorRegistry()
    registry.register(_Now(app.extensions["house"]))
    answers = Counter(
        "comms_http_responses", "Answers by page", ["page", "status"], registry=registry
    )
    app.extensions["numbers"] = registry

    @app.after_request
    def count(answer: Response) -> Response:
        answers.labels(request.endpoint or "none", str(answer.status_code)).inc()
        return answer


@room.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process is up."""
    return Response("ok\n", mimetype="text/plain")


@room.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database is there and its tables are ours; else 503 with the reason."""
    why = house().unready()
    return Response(f"{why or 'ok'}\n", 503 if why else 200, mimetype="text/plain")


@numbers_room.get("/metrics")
def numbers() -> ResponseReturnValue:
    """Prometheus' text format. No person stands in it."""
    return Response(
        generate_latest(current_app.extensions["numbers"]), content_type=CONTENT_TYPE_LATEST
    )
