"""The version of the program, and what an installation of it can do."""

from importlib.metadata import version

VERSION = version("congxa")
CAPABILITIES = (
    "articles",
    "categories",
    "tags",
    "notices",
    "pages",
    "calendar",
    "icalendar",
    "media",
    "views",
    "changes",
    "snapshot",
    "feeds",
    "conditional-get",
    "sparse-fields",
)
