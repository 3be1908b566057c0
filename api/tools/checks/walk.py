"""A first sync of a portal that is being checked; of each row only what checks need is kept."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api.runtime.canonical import hash_of
from api.tools.errors import Refused
from api.tools.feed import Digest, File, digest_of, files, read_change, read_digest


class NotChecked(Exception):
    """There is nothing to check with, or another check has told already what is wrong."""


class Row(NamedTuple):
    """A row of the feed: what it says, hashes of it and its object, and what is wrong with it."""

    name: str
    type: str
    seq: Any
    op: Any
    stated: Any
    whole: str
    object: str
    fault: str | None
    odd: str | None


@dataclass
class Walk:
    """The rows in order, what each page told beside them, the first image and attachment."""

    rows: list[Row] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    image: File | None = None
    attachment: File | None = None

    @property
    def last(self) -> dict[str, Any]:
        """The last page."""
        return self.pages[-1]

    def add(self, page: dict[str, Any], items: list[dict[str, Any]]) -> None:
        """Take over one page more."""
        self.pages.append({name: page.get(name) for name in ("cursor", "more", "digest")})
        for item in items:
            self.rows.append(row_of(item))
            if self.rows[-1].fault is None and not (self.image and self.attachment):
                self._look_for_files(item.get("object"))

    def _look_for_files(self, value: Any) -> None:
        for file in files(value):
            if file.sha256 is None:
                self.image = self.image or file
            else:
                self.attachment = self.attachment or file

    def require_rows_of_their_form(self) -> None:
        """NotChecked where a row is not."""
        for row in self.rows:
            if row.fault is not None:
                raise NotChecked(row.fault)


def row_of(value: dict[str, Any]) -> Row:
    """What is kept of a row."""
    whole = value.get("object")
    fault = _fault(value)
    return Row(
        name=f"{value.get('type')}/{value.get('id')}",
        type=str(value.get("type")),
        seq=value.get("seq"),
        op=value.get("op"),
        stated=value.get("hash"),
        whole="" if fault else hash_of(value),
        object="" if fault else hash_of(whole),
        fault=fault,
        odd=_oddity(value, whole) if isinstance(whole, dict) else None,
    )


def _fault(value: dict[str, Any]) -> str | None:
    try:
        read_change(value)
    except Refused as error:
        return str(error)
    return None


def _oddity(value: dict[str, Any], whole: dict[str, Any]) -> str | None:
    if whole.get("id") != value.get("id"):
        return f"{value.get('type')}/{value.get('id')}: the object has the id {whole.get('id')}"
    return f"{value.get('type')}/{value.get('id')} has views" if "views" in whole else None


def live(rows: list[Row]) -> dict[str, Row]:
    """What is live by these rows, by name."""
    return {row.name: row for row in rows if row.op == "upsert"}


def wrong_digest(rows: list[Row], value: Any) -> str | None:
    """What is wrong with the digest that is told of these rows."""
    if value is None:
        raise NotChecked("there is no digest")
    if any(row.stated != row.object for row in live(rows).values()):
        raise NotChecked("a hash is not that of its object")
    own = digest_of(f"{name}/{row.seq}/{row.stated}" for name, row in live(rows).items())
    try:
        digest: Digest | None = read_digest(value)
    except Refused:
        digest = None
    return None if digest == own else f"{value}, but the rows give {own.count} and {own.hash}"
