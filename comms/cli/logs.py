"""Logs go to stderr: lines for people in practice mode, JSON for machines in live mode."""

import logging
import sys

import structlog


def configure(*, live: bool) -> None:
    """Set up once for a command."""
    render: structlog.typing.Processor
    if live:
        render = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.format_exc_info if live else _as_it_is,
            render,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries speak up only when something is wrong; what they say carries no secrets of ours.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, force=True)


def _as_it_is(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return event
