"""Messages on the pipes between a process and its media worker: a list of byte strings.

Plain bytes only: the worker handles hostile data, so nothing it says is ever unpickled.
"""

from collections.abc import Sequence
from io import RawIOBase

_NUMBER_BYTES = 8
# No message about one file is longer; a worker gone wrong cannot fill its parent's memory.
_MAX_PARTS = 64
_MAX_PART = 256 << 20


def write_message(pipe: RawIOBase, parts: Sequence[bytes]) -> None:
    """Send one message. Raise OSError when the other side is gone."""
    _write_all(pipe, _number(len(parts)))
    for part in parts:
        _write_all(pipe, _number(len(part)))
        _write_all(pipe, part)


def read_message(pipe: RawIOBase) -> list[bytes]:
    """Receive one message. Raise EOFError when the other side is gone or makes no sense."""
    count = _read_number(pipe, _MAX_PARTS)
    return [_read_exactly(pipe, _read_number(pipe, _MAX_PART)) for _ in range(count)]


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER_BYTES)


def _write_all(pipe: RawIOBase, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[pipe.write(rest) :]


def _read_number(pipe: RawIOBase, limit: int) -> int:
    value = int.from_bytes(_read_exactly(pipe, _NUMBER_BYTES))
    if value > limit:
        raise EOFError
    return value


def _read_exactly(pipe: RawIOBase, length: int) -> bytes:
    parts = []
    while length:
        part = pipe.read(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
