"""The application: settings, databases, two APIs. No logic lives here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from api.settings import Settings

__all__ = ["create_app"]


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The WSGI application for `settings`; else for the installation of this environment.

    Several in one process have nothing in common. What is called outside of a request works on the
    newest of them.
    """
    from api.application import build
    from api.runtime import runtime

    runtime.begin()
    return build(settings or _of_this_process())


def _of_this_process() -> "Settings":
    from api import installation, settings

    return installation.to_read(settings.of_this_process())
