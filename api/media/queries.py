"""Reading what is known of media."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api.db.batches import batches
from api.db.databases import is_sqlite
from api.db.unit_of_work import current
from api.media import uses
from api.media.errors import MediaNotFound
from api.media.keys import is_key
from api.media.keys import media_type as media_type
from api.media.keys import rendition as rendition
from api.media.marker import require_own as require_own
from api.media.models import Attachment, Media, MediaFile, SiteMedia
from api.media.names import display_name
from api.media.store import FOLDERS, MediaStore
from api.richtext import html
from api.runtime.config import api_url, config

SHOWN_TEXT = 20_000
"""So many characters of a document stand in the object: some ten pages."""


def store() -> MediaStore:
    """The files of this installation."""
    return _store(config().media_dir)


@cache
def _store(folder: Path) -> MediaStore:
    return MediaStore(folder)


def get_public_file(key: str) -> Path:
    """Where a public file lies, or MediaNotFound."""
    path = store().public_path(key) if is_key(key) else None
    if path is None:
        raise MediaNotFound
    return path


def by_id(media_ids: Iterable[str]) -> dict[str, Media]:
    """The images of these ids; one that is not kept is absent."""
    wanted = set(media_ids)
    if not wanted:
        return {}
    return {media.id: media for media in Media.select().where(Media.id.in_(wanted))}


def images_known(site: UUID, media_ids: Collection[str]) -> set[str]:
    """Those of these that are images of this site."""
    return _known(site, Media, media_ids)


def attachments_known(site: UUID, media_ids: Collection[str]) -> set[str]:
    """Those of these that are attachments of this site."""
    return _known(site, Attachment, media_ids)


def _known(
    site: UUID, model: type[Media] | type[Attachment], media_ids: Collection[str]
) -> set[str]:
    """Those that the site's library holds."""
    known = set[str]()
    for some in batches(media_ids):
        stored = {file.id for file in model.select(model.id).where(model.id.in_(some))}
        is_own = (SiteMedia.site == site) & SiteMedia.media.in_(some)
        known |= stored & {row.media for row in _locked(SiteMedia.select().where(is_own))}
    return known


def _locked(rows: Any) -> list[SiteMedia]:
    """Rows of libraries; nobody throws them away while this transaction writes what names them.

    SQLite has one writer at a time, so there nobody could.
    """
    tx = current()
    is_writing = tx is not None and not tx.is_speculative and not is_sqlite()
    ordered = rows.order_by(SiteMedia.site, SiteMedia.media)
    return list(ordered.for_update("FOR SHARE") if is_writing else ordered)


def files_of(media_ids: Iterable[str]) -> set[str]:
    """The public files of these images and attachments."""
    return {
        row.key
        for some in batches(media_ids)
        for row in MediaFile.select().where(MediaFile.media.in_(some))
    }


def kept_files() -> set[str]:
    """The private files of all images and attachments, public or not."""
    columns = (Media.key, Attachment.key, MediaFile.key)
    return {key for column in columns for (key,) in column.model.select(column).distinct().tuples()}


def public_files() -> tuple[set[str], set[str]]:
    """The files that are public, and those that must be."""
    folders = [f"{number:02x}" for number in range(FOLDERS)]
    public = {key for folder in folders for key in store().public_keys(folder)}
    return public, {key for folder in folders for key in uses.needed_below(folder)}


def image_json(media: Media, words: Mapping[str, Any]) -> dict[str, Any]:
    """An Image of the API: what the file is, and the words that this use of it has."""
    return {
        "id": media.id,
        "alt": words.get("alt"),
        "caption": words.get("caption"),
        "credit": words.get("credit"),
        "width": media.width,
        "height": media.height,
        "placeholder": media.placeholder,
        "renditions": [
            {
                "url": api_url(f"/media/{rendition['key']}"),
                "width": rendition["width"],
                "height": rendition["height"],
                "format": rendition["format"],
                "bytes": rendition["bytes"],
            }
            for rendition in media.renditions
        ],
    }


def image_of(image: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The Image that content names with `{media, alt, …}`, None where it names none."""
    media = by_id([image["media"]]).get(image["media"]) if image else None
    if not media or not image:
        return None
    return image_json(media, {**image, "alt": ""} if image["decorative"] else image)


class RenderedBody(NamedTuple):
    """A body as readers get it: its HTML, and its images in their order."""

    html: str
    images: list[dict[str, Any]]


def rendered_body(body_html: str) -> RenderedBody:
    """A stored body with the addresses of its images; one that is not kept is left out."""
    used = html.images(body_html)
    known = by_id(image.media for image in used)

    def address(media_id: str) -> str | None:
        return fallback_url(known[media_id]) if media_id in known else None

    return RenderedBody(
        html.render(body_html, address, free_hosts=config().free_hosts),
        [image_json(known[image.media], image._asdict()) for image in used if image.media in known],
    )


def attachments_json(attached: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The attachments that content names with `{media, name}`, in their order."""
    return [
        {
            "url": api_url(f"/media/{row.key}"),
            "name": name,
            "bytes": row.bytes,
            "media_type": row.media_type,
            "pages": row.pages,
            "sha256": row.sha256,
            "preview": _preview(row),
            "text": row.text[:SHOWN_TEXT] if row.text else None,
            "is_scan": bool(row.preview and row.preview["is_scan"] and not row.text),
        }
        for row, name in _named(attached)
    ]


def _preview(row: Attachment) -> dict[str, Any] | None:
    if not row.preview:
        return None
    size = {name: row.preview[name] for name in ("width", "height", "bytes")}
    return {"url": api_url(f"/media/{row.preview['key']}"), **size}


def _named(attached: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Attachment, str]]:
    """Those that are kept, each with the name that readers see it under."""
    rows = attachments({attachment["media"] for attachment in attached})
    for attachment in attached:
        row = rows.get(attachment["media"])
        if row is not None:
            yield row, display_name(attachment["name"] or row.name, row.key.rpartition(".")[2])


def attachments(media_ids: Iterable[str]) -> dict[str, Attachment]:
    """The attachments of these ids; one that is not kept is absent."""
    wanted = set(media_ids)
    if not wanted:
        return {}
    return {row.id: row for row in Attachment.select().where(Attachment.id.in_(wanted))}


def unseen_documents(most: int) -> list[Attachment]:
    """Some of the PDFs whose first page nobody has looked at."""
    is_one = Attachment.preview.is_null() & (Attachment.media_type == "application/pdf")
    return list(Attachment.select().where(is_one).limit(most))


def attached_texts(media_ids: Collection[str]) -> dict[str, str]:
    """What can be read in the attachments of these ids; one without words is absent."""
    return {id_: row.text for id_, row in attachments(media_ids).items() if row.text}


def searchable_body(content: Mapping[str, Any]) -> str:
    """What content is found by besides its title: its body, the names and text of its files."""
    body = html.plain(content["body_html"])
    attached = content.get("attachments")
    return f"{body}\n{attachment_words(attached)}" if attached else body


def attachment_words(attached: Sequence[Mapping[str, Any]]) -> str:
    """What the attachments say that content names with `{media, name}`: their names, their text."""
    # By the name that is shown: as it was given it may tell whose computer it comes from.
    return "\n".join(f"{name}\n{row.text or ''}" for row, name in _named(attached))


def attachment_name(key: str) -> str | None:
    """The name to save a public attachment under; None for the file of an image."""
    row = Attachment.get_or_none(Attachment.key == key)
    return row.name if row else None


def key_of(media_id: str) -> str:
    """The private file of a kept image or attachment, or MediaNotFound."""
    for model in (Media, Attachment):
        row = model.get_or_none(model.id == media_id)
        if row is not None:
            return str(row.key)
    raise MediaNotFound


def fallback_url(media: Media) -> str:
    """The address of the JPEG that an old reader without `srcset` is given."""
    jpegs = [rendition for rendition in media.renditions if rendition["format"] == "jpeg"]
    fitting = [jpeg for jpeg in jpegs if jpeg["width"] <= FALLBACK_WIDTH] or jpegs
    return api_url(f"/media/{fitting[-1]['key']}")


FALLBACK_WIDTH = 960
