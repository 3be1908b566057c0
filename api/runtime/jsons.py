"""JSON through orjson: raw UTF-8, members in the order they were given."""

from typing import Any

import orjson

from api.runtime.disk import storage_faults


def dumps(value: Any) -> bytes:
    """The bytes of a JSON value."""
    return orjson.dumps(value)


def loads(data: bytes | str) -> Any:
    """The value of JSON bytes."""
    return orjson.loads(data)


def loads_stored(data: bytes | str) -> Any:
    """The value of JSON bytes that were stored; what is none any more is damage: DamagedData."""
    try:
        return orjson.loads(data)
    except ValueError as error:
        raise storage_faults.damaged(f"what was stored as JSON is none: {error}") from error
