"""The version of the program, and what an installation of it can do."""

from importlib.metadata import version

VERSION = version("congxa")
CAPABILITIES = ("articles", "categories", "tags", "media", "conditional-get", "sparse-fields")
