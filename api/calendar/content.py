"""Calendar entries as a content type; what is internal has no place in the public schema."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from api.calendar import queries
from api.calendar.models import CalendarEntry, EntryOfficial
from api.calendar.overlaps import overlaps
from api.calendar.places import place_of, session_of
from api.calendar.receptions import late_reception
from api.calendar.schemas import EntryContentSchema, EntrySchema
from api.calendar.weeks import week_of
from api.db.unit_of_work import transaction
from api.officials import queries as officials
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.errors import Finding
from api.publishing.formats import BundleFormat, Reference, Searchable
from api.publishing.models import Document, LiveRow
from api.runtime.clock import day_of, local
from api.runtime.config import page_url
from api.runtime.ids import parse_id
from api.sites import queries as sites

_SCHEMA = EntrySchema()
_DAY = timedelta(days=1)
_SAID = ("location", "attendees", "prepared_by", "status_note", "note")


class EntryType(ContentType):
    """One item of the leaders' calendar."""

    name = "calendar_entry"
    collection = "calendar/entries"
    schema = EntryContentSchema
    model = CalendarEntry
    wanted = ("location", "chair")
    shown = EntrySchema
    search = True
    home = True
    bundle = BundleFormat(
        "calendar.jsonl",
        references={
            "chair": Reference("official", or_text=True),
            "officials": Reference("official"),
            "supersedes": Reference("calendar_entry"),
        },
    )

    def title(self, content: Content) -> None:
        """An entry has no page of its own."""

    def day(self, content: Content) -> str:
        """Its date."""
        return str(content["date"])

    def remarks(self, publication: Publication) -> Iterator[Finding]:
        """A leader in two places at once; a reception of citizens that is announced too late."""
        document, content = publication.document, publication.content
        day = date.fromisoformat(content["date"])
        around = queries.planned(document.site, (day - _DAY, day + _DAY))
        yield from overlaps(content, [e.content for e in around if e.document.id != document.id])
        live = next((entry.live for entry in around if entry.document.id == document.id), None)
        late = late_reception(content, live, day_of(publication.at))
        if late is not None:
            yield late

    def embeds(self) -> dict[str, Any]:
        """An entry names its site and its officials."""
        return {"site": CalendarEntry.site, "official": EntryOfficial.official}

    def rows_showing(self, document: Document) -> Any:
        """Officials stand in a table of their own: an entry has many."""
        if document.type != "official":
            return super().rows_showing(document)
        theirs = EntryOfficial.official == document.id
        return CalendarEntry.id.in_(EntryOfficial.select(EntryOfficial.entry).where(theirs))

    def shown_in(self, row: LiveRow, content: Content) -> Iterable[UUID]:
        """The site and the officials."""
        return [row.site, *sorted(_participants(content))]

    def row(self, publication: Publication) -> LiveRow:
        """The live row of an entry."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            rendered(document, content),
            **place_of(content)._asdict(),
        )

    def searchable(self, publication: Publication) -> Searchable:
        """By its title, and by place, people and notes; never by what is internal."""
        document, content = publication.document, publication.content
        site = sites.reference(document.site)
        week = week_of(date.fromisoformat(content["date"])).name
        people = [content["chair"], *content["officials"]]
        said = [_name(person) for person in people] + [content[name] for name in _SAID]
        return Searchable(
            title=" ".join(content["title"].split()),
            address={
                "site": site._asdict(),
                "slug": None,
                "url": page_url(site.base_url, f"/lich-lam-viec/{week}"),
            },
            body="\n".join(filter(None, said)),
        )

    def project(self, publication: Publication) -> LiveRow:
        """Write the live row, and who takes part."""
        row = super().project(publication)
        document = publication.document
        with transaction() as tx:
            if not tx.is_new(document):
                _drop_officials(document)
            for official in sorted(_participants(publication.content)):
                tx.add(EntryOfficial(official=official, entry=document.id))
        return row

    def retract(self, document: Document) -> None:
        """Remove the live row, and who takes part."""
        super().retract(document)
        _drop_officials(document)


def rendered(document: Document, content: Content) -> dict[str, Any]:
    """The public object of an entry, by the delivery schema."""
    dumped: dict[str, Any] = _SCHEMA.write(
        {
            **content,
            "id": document.id,
            "site": sites.reference(document.site).slug,
            "session": session_of(content),
            "all_day": content["all_day"] or content["session"] == "all_day",
            "chair": _participant(content["chair"]),
            "officials": [
                official for official in map(_participant, content["officials"]) if official
            ],
            "version": document.public_version,
            "updated_at": local(document.updated_at),
        }
    )
    return dumped


def _participant(named: str | None) -> dict[str, Any] | None:
    official = parse_id(named) if named else None
    reference = officials.reference(official) if official else None
    if reference is not None:
        return reference._asdict()
    return {"id": None, "name": named, "position": None} if named and not official else None


def _name(named: str | None) -> str | None:
    participant = _participant(named)
    return participant["name"] if participant else None


def _participants(content: Content) -> set[UUID]:
    named = [content["chair"] or "", *content["officials"]]
    return {official_id for name in named if (official_id := parse_id(name)) is not None}


def _drop_officials(document: Document) -> None:
    EntryOfficial.delete().where(EntryOfficial.entry == document.id).execute()
