"""Whether what content names is there: documents and media, each on the site of the content."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol
from uuid import UUID

from api.db.unit_of_work import current, remembered
from api.publishing import editions
from api.publishing.content_type import Content, ContentType, content_type
from api.publishing.documents import NEW_DOCUMENTS
from api.publishing.formats import Reference, each_of
from api.publishing.models import Document
from api.runtime.errors import FieldError, InvalidContent
from api.runtime.ids import parse_id
from api.runtime.runtime import Part

_DEEPEST = 100
"""Where so many stand above each other, nobody looks further for a circle."""


class Library(Protocol):
    """Knows which media a site has."""

    def images_known(self, site: UUID, media_ids: Collection[str]) -> Collection[str]:
        """Those of these that are images of the site."""

    def attachments_known(self, site: UUID, media_ids: Collection[str]) -> Collection[str]:
        """Those of these that are attachments of the site."""

    def attached_texts(self, media_ids: Collection[str]) -> Mapping[str, str]:
        """What can be read in these attachments, by id; one without words is absent."""


class _Named(NamedTuple):
    """What content names, and where: a document of this type, or a kept file."""

    pointer: str
    name: str
    type: str = ""


_library = Part[Library | None](lambda: None)


def use(library: Library) -> None:
    """Ask this library which media are there."""
    _library.set(library)


def require(document: Document, content: Content) -> None:
    """Raise InvalidContent when the content names what is not on its document's site.

    What an import brings has been looked up by its keys, so it is not looked up again.
    """
    if not getattr(content, "is_resolved", False):
        errors = missing(document, content)
        if errors:
            raise InvalidContent(errors=errors)


def missing(document: Document, content: Content) -> list[FieldError]:
    """One error for each that is not there, lies in the trash, or is of another site."""
    handled = content_type(document.type)
    documents = [*_references(handled, content)]
    types = _types(document.site, {document.name for document in documents}) if documents else {}
    unknown = [
        _no_document(document)
        for document in documents
        if types.get(document.name) != document.type
    ]
    unknown += _circular(document, handled, content)
    return unknown + _missing_media(document.site, handled, content)


def _references(handled: ContentType, content: Content) -> Iterator[_Named]:
    for field, reference in handled.bundle.references.items():
        for pointer, value in each_of(f"/{field}", content.get(field)):
            named = _id_of(value, reference)
            if named is not None:
                yield _Named(pointer, named, reference.type)


def _id_of(value: str, reference: Reference) -> str | None:
    """What a reference names; None for free text, which names nothing."""
    parsed = parse_id(value)
    return str(parsed) if parsed else None if reference.or_text else value


def _types(site: UUID, names: set[str]) -> dict[str, str]:
    """The types of those documents of a site that are there, or are made in this transaction."""
    ids = frozenset(filter(None, map(parse_id, names)))
    stored = _stored_types(site, ids) if ids else {}
    tx = current()
    made = NEW_DOCUMENTS.of(tx) if tx else {}
    fresh = (
        made[document_id]
        for document_id in ids
        if document_id in made and str(document_id) not in stored
    )
    return stored | {
        str(document.id): document.type for document in fresh if _is_there(document, site)
    }


@remembered
def _stored_types(site: UUID, ids: Collection[UUID]) -> dict[str, str]:
    is_there = (Document.site == site) & Document.trashed_at.is_null()
    wanted = Document.id.in_(list(ids)) & is_there & Document.purged_at.is_null()
    return {str(document.id): document.type for document in Document.select().where(wanted)}


def _is_there(document: Document, site: UUID) -> bool:
    return document.site == site and not document.is_trashed and document.purged_at is None


def _circular(document: Document, handled: ContentType, content: Content) -> list[FieldError]:
    """A document that stands below others of its kind must not stand below itself by any way."""
    references = handled.bundle.references.items()
    own = [name for name, reference in references if reference.type == handled.name]
    return [
        FieldError(
            "circular_reference",
            "It would stand below itself.",
            "Mục này sẽ nằm dưới chính nó.",
            pointer=f"/{name}",
        )
        for name in own
        if document.id in _above(_ids(content, [name]), own)
    ]


def _above(named: set[UUID], own: Collection[str]) -> set[UUID]:
    """All that some documents lead to, from one to the next, they themselves included."""
    reached, ahead = set[UUID](), set(named)
    while ahead and len(reached) < _DEEPEST:
        above = ahead.pop()
        reached.add(above)
        document = Document.get_or_none(Document.id == above, Document.purged_at.is_null())
        words = editions.content(document, editions.head(document)) if document else {}
        ahead |= _ids(words, own) - reached
    return reached


def _ids(content: Content, members: Iterable[str]) -> set[UUID]:
    """The documents that some members name, each one or many."""
    named = (value for name in members for _, value in each_of(name, content.get(name)))
    return {id_ for value in named if (id_ := parse_id(str(value)))}


def _missing_media(site: UUID, handled: ContentType, content: Content) -> list[FieldError]:
    library = _library.get()
    if library is None:
        return []
    images = [_Named(*image) for image in handled.bundle.images(content)]
    files = [_Named(*file) for file in handled.bundle.documents(content)]
    known_images = library.images_known(site, {image.name for image in images}) if images else ()
    known_files = library.attachments_known(site, {file.name for file in files}) if files else ()
    lost = [_no_image(image) for image in images if image.name not in known_images]
    return lost + [_no_file(file) for file in files if file.name not in known_files]


def attached_texts(handled: ContentType, content: Content) -> Iterator[tuple[str, str]]:
    """The words of the files that content names, each with the pointer of its file."""
    library, files = _library.get(), [*handled.bundle.documents(content)]
    if library is not None and files:
        texts = library.attached_texts({media for _, media in files})
        yield from ((pointer, texts[media]) for pointer, media in files if media in texts)


def _no_document(named: _Named) -> FieldError:
    return FieldError(
        "unknown_reference",
        f"There is no {named.type} with the id {named.name} on this site.",
        f"Trang này không có mục “{named.type}” nào mang mã {named.name}.",
        pointer=named.pointer,
    )


def _no_image(named: _Named) -> FieldError:
    return FieldError(
        "unknown_media",
        f"There is no image {named.name} on this site.",
        f"Trang này không có ảnh nào mang mã {named.name}.",
        pointer=named.pointer,
    )


def _no_file(named: _Named) -> FieldError:
    return FieldError(
        "unknown_media",
        f"There is no file {named.name} on this site.",
        f"Trang này không có tệp nào mang mã {named.name}.",
        pointer=named.pointer,
    )
