"""JSON through orjson: raw UTF-8, members in the order they were given."""

from typing import Any

import orjson


def dumps(value: Any) -> bytes:
    """The bytes of a JSON value."""
    return orjson.dumps(value)


def loads(data: bytes | str) -> Any:
    """The value of JSON bytes."""
    return orjson.loads(data)
