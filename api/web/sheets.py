"""Style sheets by subject, sent as one."""

import re
from collections.abc import Mapping

_IMPORT = re.compile(rb'@import "([a-z-]+\.css)";')


def sheet(frontend: Mapping[str, bytes], name: str) -> bytes:
    """A sheet of the frontend, with those beside it that it imports in their places."""
    folder = name.rpartition("/")[0]
    return _IMPORT.sub(lambda match: frontend[f"{folder}/{match[1].decode()}"], frontend[name])
