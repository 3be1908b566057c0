"""The application: settings, databases, two APIs. No logic lives here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from api.settings import Settings

__all__ = ["create_app"]


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The WSGI application for `settings` (from the environment when not given)."""
    from api.application import build

    return build(settings)
