"""Fields for objects of several kinds, told apart by their `type`, as the OpenAPI file shows them.

They describe what is sent ready-made, and check nothing of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import fields

from api.http.schemas.base import Schema

Kinds = Mapping[str, type[Schema]]


class Kind(fields.String):
    """The `type` of one kind: always this word."""

    def __init__(self, word: str) -> None:
        self.described = {"const": word}
        super().__init__(required=True)


class OneOf(fields.Field[Any]):
    """An object of one of some kinds; `component` is what they are called together.

    The kinds are asked for late, since some hold each other.
    """

    def __init__(self, component: str, kinds: Callable[[], Kinds], **kwargs: Any) -> None:
        self.component = component
        self.kinds = kinds
        super().__init__(**kwargs)


class Component(fields.Field[Any]):
    """An object of the OpenAPI file by its name, where its schema may not be imported."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.described = {"$ref": f"#/components/schemas/{name}"}
        super().__init__(**kwargs)


def kind_of(base: type[Schema], word: str, name: str, **members: fields.Field[Any]) -> type[Schema]:
    """The schema `name` of one kind: that of `base`, with its `type` and members of its own."""
    return type(f"{name}Schema", (base,), {"__doc__": base.__doc__, "type": Kind(word), **members})
