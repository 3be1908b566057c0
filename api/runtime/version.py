"""The version of the program, and what an installation of it can do."""

from importlib.metadata import version

VERSION = version("congxa")
CAPABILITIES = (
    "home",
    "tags",
    "icalendar",
    "media",
    "views",
    "most-read",
    "search",
    "changes",
    "snapshot",
    "feeds",
    "push",
    "conditional-get",
    "sparse-fields",
)
"""Beside its content types."""
