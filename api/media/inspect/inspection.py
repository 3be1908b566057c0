"""How a look into a file is answered by the worker: what kinds it may be, or why it is refused."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from api.media.inspect.notes import Note
from api.runtime.errors import ApiError


@dataclass(frozen=True)
class Facts:
    """`kinds` are the endings that the bytes agree with; of several a name decides."""

    kinds: Sequence[str]
    notes: list[Note] = field(default_factory=list)


def answer(inspect: Callable[[bytes], Facts], data: bytes) -> list[bytes]:
    """The worker's answer: a JSON head."""
    try:
        facts = inspect(data)
    except ApiError as refusal:
        head = {"refused": type(refusal).__name__, "values": refusal.values}
        return [json.dumps(head).encode()]
    return [json.dumps({"kinds": list(facts.kinds), "notes": facts.notes}).encode()]
