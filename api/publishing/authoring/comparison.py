"""What differs between two contents of one type: field by field, bodies word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.publishing.content_type import Content, content_type
from api.richtext import html
from api.richtext.comparing.bodies import Compared, compared
from api.runtime.config import config


@dataclass(frozen=True)
class Difference:
    """One member that is not the same: where, and its two values, None where it is absent.

    `body` is there for rich text: both of them as one.
    """

    pointer: str
    before: Any
    after: Any
    body: Compared | None = None

    def as_json(self) -> dict[str, Any]:
        """The three; for rich text also `html`, `moved`, `tables` and `complete`."""
        members = {"pointer": self.pointer, "before": self.before, "after": self.after}
        if self.body is None:
            return members
        return members | {
            "html": self.body.html,
            "moved": list(self.body.moved),
            "tables": list(self.body.tables),
            "complete": self.body.is_whole,
        }


def differences(document_type: str, before: Content, after: Content) -> list[Difference]:
    """All that differs, in the order of the fields; a list is compared as a whole.

    Both are in the form of today's schema (`editions.content`). Two megabytes take seconds at the
    most: where more differs than can be looked at, `complete` is false.
    """
    bodies = content_type(document_type).bundle.html
    return [
        _of_bodies(pointer, old, new) if pointer[1:] in bodies else Difference(pointer, old, new)
        for pointer, old, new in _changed("", before, after)
    ]


def _changed(
    pointer: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _changed(f"{pointer}/{_escaped(name)}", old, new)
        elif old != new:
            yield f"{pointer}/{_escaped(name)}", old, new


def _escaped(name: str) -> str:
    """A member's name in a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _of_bodies(pointer: str, before: str | None, after: str | None) -> Difference:
    """Both bodies as one. They are sanitised once more, as whatever is shown is."""
    free_hosts = config().free_hosts
    old, new = (str(html.sanitise(body or "", free_hosts=free_hosts)) for body in (before, after))
    return Difference(pointer, before, after, compared(old, new))
