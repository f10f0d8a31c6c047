"""The pages: each request is one call of a stage."""

from comms.web.app import create_app

__all__ = ["create_app"]
