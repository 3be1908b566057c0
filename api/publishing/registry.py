"""The content types of an application, in the order of a bundle: each says all about itself.

Whoever needs the list of types, or of those with some trait, reads it here and names none.
"""

from collections.abc import Callable
from typing import Any

from api.runtime.runtime import Part

_types = Part[dict[str, Any]](dict)


def register(*types: Any) -> None:
    """Make content types known, in the order in which a bundle must bring them."""
    for content_type in types:
        _types.get()[content_type.name] = content_type


def content_type(name: str) -> Any:
    """The registered type of this name."""
    return _types.get()[name]


def content_types() -> list[Any]:
    """All registered types."""
    return list(_types.get().values())


def types_with(trait: str) -> list[Any]:
    """The registered types that have something to say under this name."""
    return [
        content_type for content_type in content_types() if getattr(content_type, trait) is not None
    ]


def names(trait: str = "name") -> Callable[[], list[str]]:
    """Asks late for the names of all types with a trait."""
    return lambda: [content_type.name for content_type in types_with(trait)]
