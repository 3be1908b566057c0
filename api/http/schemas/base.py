"""The schema that all others are, which refuses what it does not know."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Self, cast

import marshmallow
from marshmallow import fields


class Schema(marshmallow.Schema):
    """A schema that refuses what it does not know."""

    class Meta:
        unknown = marshmallow.RAISE

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: what flask-smorest copies with each thing that it notes of a view."""
        return self

    @marshmallow.pre_load
    def without_absent(self, data: Any, **kwargs: Any) -> Any:
        """`null` is how others write an absent fact, whatever is written when it is there."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        return {k: v for k, v in data.items() if v is not None or k not in self._never_null}

    @cached_property
    def _never_null(self) -> set[str]:
        return {f.data_key or n for n, f in self.load_fields.items() if not f.allow_none}

    def write(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What `dump` makes of a mapping, without looking for attributes and accessors in it."""
        return {
            name: write(facts[name], name, facts)
            for name, write in self._writers.items()
            if name in facts
        }

    @cached_property
    def _writers(self) -> dict[str, Callable[..., Any]]:
        return {name: _writer(field) for name, field in self.dump_fields.items()}


def _writer(field: fields.Field[Any]) -> Callable[..., Any]:
    many = isinstance(field, fields.List)
    inner = field.inner if isinstance(field, fields.List) else field
    if not isinstance(inner, fields.Nested):
        return field._serialize
    schema = cast("Schema", inner.schema)
    write = schema.write

    def nested(value: Any, *_: object) -> Any:
        if value is None:
            return None
        return [write(item) for item in value] if many else write(value)

    return nested


def is_list(field: fields.Field[Any]) -> bool:
    """Whether this is a parameter of several values, `?ids=a,b`."""
    return bool(getattr(field, "described", {}).get("type") == "array")
