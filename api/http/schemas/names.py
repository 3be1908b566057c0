"""Fields that take names which are known late: those of content types, of members."""

from collections.abc import Callable, Iterable
from typing import Any

from marshmallow import ValidationError, fields


class Names(fields.Field[tuple[str, ...]]):
    """A comma-separated list, each of its names among those that `allowed` gives."""

    def __init__(self, allowed: Callable[[], Iterable[str]], **kwargs: Any) -> None:
        self.allowed = allowed
        super().__init__(**kwargs)

    @property
    def described(self) -> dict[str, Any]:
        """How the OpenAPI file shows it."""
        items = {"type": "string", "enum": list(self.allowed())}
        return {"type": "array", "items": items, "minItems": 1}

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[str, ...]:
        names, allowed = tuple(str(value).split(",")), {*self.allowed()}
        for name in names:
            if name not in allowed:
                raise ValidationError(f"There is no field “{name[:50]}” here.")
        return names


class Name(fields.String):
    """One of the names that `allowed` gives."""

    def __init__(self, allowed: Callable[[], Iterable[str]], **kwargs: Any) -> None:
        self.allowed = allowed
        super().__init__(**kwargs)

    @property
    def described(self) -> dict[str, Any]:
        """How the OpenAPI file shows it."""
        return {"enum": list(self.allowed())}

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        name = str(super()._deserialize(value, attr, data, **kwargs))
        if name not in self.allowed():
            raise ValidationError(f"Must be one of: {', '.join(self.allowed())}.")
        return name
