"""How a content type stands elsewhere: in the search, in bundles and in feeds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api.richtext import html


@dataclass(frozen=True)
class Searchable:
    """What something public is found by: its title and what counts as title, its lead, its body.

    `beside` is what its card says besides, which counts as lead. `address` is where it stands: its
    site's card, its slug, its url; `active` whether it still holds, None where nothing of its kind
    expires.
    """

    title: str
    address: Mapping[str, Any]
    lead: str | None = None
    body: str = ""
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    active: bool | None = None


@dataclass(frozen=True)
class Reference:
    """A field of a bundle's line that holds a key of another type, or free text where allowed."""

    type: str
    or_text: bool = False


@dataclass(frozen=True)
class BundleFormat:
    """How a type stands in a content bundle (see `docs/bundle.md`).

    `references` are fields that hold a key or a list of keys, `files` are fields that hold an image
    as `{file, …}`, `attachments` those that hold a list of `{file, name}`, `html` are fields whose
    `<img>` name files; `is_single` says that the file is one object known by its slug. The engine
    asks it too which documents and media content names; a type of no bundle has no `filename`.
    """

    filename: str = ""
    references: Mapping[str, Reference] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    is_single: bool = False

    def images(self, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Each image that content names: where it does so, as a pointer, and its id."""
        yield from _named(self.files, content)
        for name in self.html:
            for number, image in enumerate(html.images(content.get(name) or "")):
                yield f"/{name}/images/{number}", image.media

    def documents(self, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Each attached document that content names, in the same way."""
        return _named(self.attachments, content)


def _named(fields: Iterable[str], content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in fields:
        for pointer, value in each_of(f"/{name}", content.get(name)):
            yield f"{pointer}/media", value["media"]


def each_of(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A member, or each in its list, with the place where it stands."""
    if isinstance(value, list):
        yield from ((f"{pointer}/{number}", item) for number, item in enumerate(value))
    elif value is not None:
        yield pointer, value


class FeedFormat(NamedTuple):
    """How a type stands in feeds: under which title, and the column that says what is newest.

    `terms` is the table of the categories that it stands under; None where it stands under none.
    """

    title: str
    newest: str
    terms: str | None = None
