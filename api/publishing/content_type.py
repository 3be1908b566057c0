"""What a content type hands the engine. The engine knows these methods and no type by name."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

import marshmallow
import peewee

from api.criteria.gaps import Gap, bare_images, blanks
from api.db.unit_of_work import forget, transaction
from api.http.schemas.messages import field_errors
from api.publishing import queries, registry
from api.publishing.documents import lock_shared
from api.publishing.errors import Finding
from api.publishing.formats import BundleFormat, FeedFormat, Searchable
from api.publishing.live import followers
from api.publishing.models import Document, LiveRow, Role
from api.runtime.canonical import hashed
from api.runtime.errors import InvalidContent
from api.runtime.jsons import dumps

Content = dict[str, Any]


@dataclass(frozen=True)
class Publication:
    """What is about to be public: a document, the content of one of its editions, and when."""

    document: Document
    content: Content
    at: datetime


class Ending(NamedTuple):
    """When live content must be taken away by itself, and the member that says so."""

    at: datetime
    pointer: str


class Loaded(dict[str, Any]):
    """Content that the schema of the type `of` has checked: it need not be checked again.

    `is_resolved` says that what it names was looked up on its site, as an import does.
    """

    of: str
    is_resolved: bool = False


@cache
def _instance(schema: type[marshmallow.Schema]) -> marshmallow.Schema:
    """One schema for all loads: making it anew copies every field."""
    return schema()


class ContentType(ABC):
    """One kind of content: its schema, its gates, and how it becomes a live row."""

    name: ClassVar[str]
    collection: ClassVar[str]
    schema: ClassVar[type[marshmallow.Schema]]
    schema_version: ClassVar[int] = 1
    upgrades: ClassVar[Mapping[int, Callable[[Content], Content]]] = {}
    model: ClassVar[type[LiveRow]]
    render_version: ClassVar[int] = 1
    reviewed: ClassVar[bool] = True
    least_role: ClassVar[Role] = Role.AUTHOR
    leaves_tombstone: ClassVar[bool] = False
    folder: ClassVar[str] = ""
    """Under which path of the portal its pages stand; empty where it has none."""
    has_list_page: ClassVar[bool] = False
    """Whether at that path itself there is a page that lists them."""
    bundle: ClassVar[BundleFormat] = BundleFormat()
    contacts: ClassVar[tuple[str, ...]] = ()
    """The fields that hold the portal's own telephone numbers."""
    shown: ClassVar[type[marshmallow.Schema]]
    """What is public of it, as its own address and the change feed bring it."""
    unlisted: ClassVar[tuple[str, ...]] = ()
    """The members of the public object that lists leave out."""
    search: ClassVar[bool | None] = None
    """Whether readers may look for it: see `searchable`."""
    home: ClassVar[bool | None] = None
    """Whether it stands on the home page."""
    view_number: ClassVar[int | None] = None
    """Under which number its views are kept; None where its reading is not counted."""
    rating_number: ClassVar[int | None] = None
    """Under which number votes about it are kept, no other type's of either; None without them."""
    feed: ClassVar[FeedFormat | None] = None
    link_kind: ClassVar[str | None] = None
    """What it is called on the picture of a link to it, maybe nothing; None without a page."""
    wanted: ClassVar[tuple[str, ...]] = ()
    """Members that may be null, and that readers look for all the same."""

    def load(self, data: Mapping[str, Any]) -> Loaded:
        """The content as it is stored, or InvalidContent with every finding."""
        if isinstance(data, Loaded) and data.of == self.name:
            return data
        try:
            content = Loaded(_instance(self.schema).load(data))
        except marshmallow.ValidationError as error:
            raise InvalidContent(errors=field_errors(error.normalized_messages())) from error
        content.of = self.name
        return content

    def upgrade(self, content: Content, version: int) -> Content:
        """Content of an older schema version in today's form."""
        for step in range(version, self.schema_version):
            content = self.upgrades[step](content)
        return content

    def title(self, content: Content) -> str | None:
        """The words that the address is made of; None where there is no address."""
        return content.get("title") or content.get("name")

    def label(self, content: Content) -> str:
        """The words by which editors know it in a list."""
        return str(content.get("title") or content.get("name") or "")

    def day(self, content: Content) -> str | None:
        """The day that it is about, by which editors find it; None where there is none."""
        return None

    def gates(self, publication: Publication) -> Iterable[Finding]:
        """What keeps this content from being public, beside what holds for all types."""
        return ()

    def remarks(self, publication: Publication) -> Iterable[Finding]:
        """What is found for people and programs that publish, but not for the operator."""
        return ()

    def is_visible(self, content: Content, at: datetime) -> bool:
        """Whether live content shows at `at`: a banner does only inside its window."""
        return True

    def moments(self, content: Content) -> Iterable[datetime]:
        """The times at which the public form changes by itself."""
        return ()

    def ending(self, content: Content) -> Ending | None:
        """When live content is to be withdrawn as `expired`, with its files; None for never."""
        return None

    def is_emergency(self, content: Content) -> bool:
        """Whether one person alone may publish it, until a second one confirms."""
        return False

    def reference(self, document: Document, content: Content) -> object:
        """What other types embed of this one: their rows are rendered again when it changes."""
        return None

    def embeds(self) -> Mapping[str, peewee.Field]:
        """Other types whose data stands in these live rows, with the column that names them.

        The column holds the id even while that document is not live, so that the row is rendered
        again once it is. A type that shows many of a kind overrides the two methods below as well.
        """
        return {}

    def rows_showing(self, document: Document) -> peewee.Expression | None:
        """Which of these live rows show data of `document`; None where none can."""
        column = self.embeds().get(document.type)
        return None if column is None else column == document.id

    def shown_in(self, row: LiveRow, content: Content) -> Iterable[UUID]:
        """The documents whose data stands in a live row, or would if they were live."""
        named = (getattr(row, column.name) for column in self.embeds().values())
        return [document_id for document_id in named if document_id is not None]

    def media_ids(self, content: Content) -> list[str] | None:
        """The images and files that it shows; None for a type that shows none ever."""
        names = self.bundle
        if not (names.files or names.attachments or names.html):
            return None
        return [media for _, media in (*names.images(content), *names.documents(content))]

    def searchable(self, publication: Publication) -> Searchable | None:
        """The words by which readers find it; None keeps it out of the search."""
        return None

    def counts_by_category(
        self, categories: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[str, str], int] | None:
        """How many are live under each (site, slug); None for a type that stands under none."""
        return None

    def gaps(self, shown: Mapping[str, Any], at: datetime) -> Iterable[Gap]:
        """What is missing in a live object, which was nobody's duty before it was published."""
        return chain(blanks(shown, self.wanted), bare_images(shown))

    def live_row(
        self, publication: Publication, shown: Mapping[str, Any], **columns: Any
    ) -> LiveRow:
        """A row with what all live rows have; `shown` is what readers get, `columns` its own."""
        document, whole = publication.document, hashed(shown)
        summary = {name: value for name, value in shown.items() if name not in self.unlisted}
        return self.model(
            id=document.id,
            site=document.site,
            site_slug=queries.slug_of_site(document),
            version=document.public_version,
            render_version=self.render_version,
            whole=whole,
            summary=dumps(summary) if self.unlisted else whole,
            **columns,
        )

    @abstractmethod
    def row(self, publication: Publication) -> LiveRow:
        """The live row of a publication: key columns and rendered bytes."""

    def project(self, publication: Publication) -> LiveRow:
        """Write the live row and return it. The caller holds the document's row."""
        row = self.row(publication)
        if lock_shared(self.shown_in(row, publication.content)):
            # Somebody may have been changing what it shows while it was rendered.
            forget()
            row = self.row(publication)
        with transaction() as tx:
            # One that was taken out of its table by hand comes back.
            if not (publication.document.is_visible and row.save()):
                tx.add(row)
        if self.reference(publication.document, publication.content) is not None:
            forget()  # Others show its reference.
        followers.shown(publication)
        return row

    def retract(self, document: Document) -> None:
        """Remove the live row. The caller holds the document's row."""
        self.model.delete().where(self.model.id == document.id).execute()
        followers.hidden(document)


def register(*types: ContentType) -> None:
    """Make content types known, in the order in which a bundle must bring them."""
    registry.register(*types)


# The registry's own, by their types: an import asks tens of thousands of times.
content_type: Callable[[str], ContentType] = registry.content_type
content_types: Callable[[], list[ContentType]] = registry.content_types
