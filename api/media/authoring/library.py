"""What a site's library holds: who sees it, what is said of it, where it is shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_id
from api.db.rows import row, rows
from api.db.unit_of_work import transaction
from api.media import commands
from api.media.authoring.uploads import Named
from api.media.keys import media_type
from api.media.models import Attachment, Media, SiteMedia
from api.publishing import queries as publishing
from api.publishing.access import people
from api.publishing.errors import InUse, ReadOnly, StaleVersion
from api.publishing.models import Role
from api.publishing.workflow import Actor
from api.runtime.config import api_url
from api.runtime.errors import Forbidden, InvalidParameter, NotFound

By = tuple[Actor, datetime]
_USES = (
    'SELECT d."id", d."type", d."label", d."author", d."head" = e."id",'
    ' d."live" = e."id" AND d."public" = \'live\', d."scheduled" = e."id"'
    ' FROM "document" AS d JOIN "edition" AS e'
    ' ON e."id" = d."head" OR e."id" = d."live" OR e."id" = d."scheduled"'
    ' WHERE d."site" = ? AND d."purged_at" IS NULL AND e."content" LIKE ? ORDER BY d."id"'
)
_SEVERAL = (
    "Several of your sites have it; say which is meant.",
    "Nhiều trang của bạn có tệp này; hãy ghi rõ trang nào.",
)
SHOWN = ("head", "live", "scheduled")


class MediaNotInReach(NotFound):
    """There is nothing of this id in a library that the one who asks may see."""

    code = "media_not_found"
    detail = "There is no photo or document of this id in a library of yours."
    detail_vi = "Thư viện của bạn không có ảnh hay tài liệu nào mang mã này."


class Item(NamedTuple):
    """What a library says, and the file it says it of."""

    row: SiteMedia
    file: Media | Attachment


def require_author(site: UUID, actor: Actor) -> None:
    """Raise unless the actor may put something into the library of a site."""
    if not actor.may_write:
        raise ReadOnly
    if actor.role_on(site) < Role.AUTHOR:
        raise Forbidden


def keep(sent: Named, site: UUID, words: Mapping[str, Any], by: By) -> Item:
    """Keep a file in a library; what is there already gets the words that it lacks."""
    actor, at = by
    media_id = sent.prepared.media_id
    commands.keep_file(sent.prepared, sent.name, at)
    with transaction():
        # Who comes second with the same bytes waits for the first here, and finds them kept.
        is_new = bool(commands.keep_for(site, {media_id: sent.name}, at))
        item = _item(site, media_id)
        lacking = {name: said for name, said in words.items() if getattr(item.row, name) is None}
        if is_new:
            lacking["author"] = actor.id
        return _changed(item, lacking, item.row.version if is_new else item.row.version + 1)


def visible(actor: Actor, media_id: str, site: str | None) -> Item:
    """What a library within reach holds under this id, or MediaNotInReach.

    Where several do, `site` says which is meant; without it InvalidParameter.
    """
    held = within_reach(actor, media_id)
    if site is not None:
        wanted = publishing.site_id(site)
        held = [row for row in held if row.site == wanted]
    if not held:
        raise MediaNotInReach
    if len(held) > 1:
        raise InvalidParameter.of("site", *_SEVERAL)
    return Item(held[0], _file(media_id))


def within_reach(actor: Actor, media_id: str) -> list[SiteMedia]:
    """What the libraries that the actor sees say of it."""
    return [
        row
        for row in rows(SiteMedia, "media", media_id)
        if actor.is_operator or actor.role_on(row.site) >= Role.AUTHOR
    ]


def any_visible(actor: Actor, media_id: str) -> Item:
    """It, as some library within reach has it: its bytes are the same in each."""
    held = within_reach(actor, media_id)
    if not held:
        raise MediaNotInReach
    return Item(held[0], _file(media_id))


def change(item: Item, words: Mapping[str, Any], version: int, actor: Actor) -> Item:
    """Change the words of one version."""
    _require_hand(item, actor)
    require_version(item, version)
    return _changed(item, words, version + 1)


def require_version(item: Item, version: int) -> None:
    """Raise StaleVersion when its words are not those that were read."""
    if item.row.version != version:
        raise _stale(item.row.site, item.row.media)


def throw_away(item: Item, version: int, actor: Actor) -> None:
    """Take it out of the library; InUse while a document of the site shows it."""
    _require_hand(item, actor)
    require_version(item, version)
    with transaction():
        _lock(item)
        users = [use["id"] for use in uses(item)]
        if users:
            raise InUse(extra={"used_by": users})
        is_same = _is_row(item.row.site, item.row.media) & (SiteMedia.version == version)
        if not SiteMedia.delete().where(is_same).execute():
            raise _stale(item.row.site, item.row.media)


def _lock(item: Item) -> None:
    """Wait for whoever is saving what names it, and let nobody begin to."""
    is_it = _is_row(item.row.site, item.row.media)
    SiteMedia.update(version=SiteMedia.version).where(is_it).execute()


def uses(item: Item) -> list[dict[str, Any]]:
    """The documents of the site that show it, with who began each."""
    by_document: dict[UUID, dict[str, Any]] = {}
    given = (stored_id(item.row.site), f"%{item.row.media}%")
    for document, type_name, label, author, *marks in execute(_USES, given).fetchall():
        id_ = UUID(str(document))
        known = {"id": id_, "type": type_name, "label": label, "author": author, "shown": []}
        shown = by_document.setdefault(id_, known)["shown"]
        shown += [name for name, is_it in zip(SHOWN, marks, strict=True) if is_it]
    return list(by_document.values())


def shown_uses(item: Item, actor: Actor) -> dict[str, Any]:
    """Those documents that the actor may see, and how many others there are."""
    all_of_it = uses(item)
    is_editor = actor.is_operator or actor.role_on(item.row.site) >= Role.EDITOR
    seen = [e for e in all_of_it if is_editor or e["author"] == actor.id or "live" in e["shown"]]
    return {"items": seen, "more": len(all_of_it) - len(seen)}


def facts(item: Item, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is shown of it, by `schemas.MediaItemSchema`."""
    row, file = item
    who = people.named([row.author]) if names is None else names
    url = api_url(f"/authoring/v1/media/{file.id}/file")
    return {
        **{name: getattr(row, name) for name in ("name", "alt", "caption", "credit", "version")},
        "id": file.id,
        "site": publishing.site_slug(row.site),
        "author": who.get(row.author) if row.author else None,
        "at": row.at,
        "url": url,
        "bytes": file.bytes,
        **{name: getattr(file, name, None)
           for name in ("width", "height", "placeholder", "pages", "sha256")},
        **(_of_image(file, url) if isinstance(file, Media) else _of_attachment(file)),
    }  # fmt: skip


def _of_image(file: Media, url: str) -> dict[str, Any]:
    renditions = [
        {**{name: rendition[name] for name in ("width", "height", "format", "bytes")},
         "url": f"{url}?width={rendition['width']}"}
        for rendition in file.renditions
    ]  # fmt: skip
    return {"kind": "image", "media_type": media_type(file.key), "renditions": renditions}


def _of_attachment(file: Attachment) -> dict[str, Any]:
    return {"kind": "attachment", "media_type": file.media_type, "renditions": []}


def _row(site: UUID, media_id: str) -> SiteMedia | None:
    row: SiteMedia | None = SiteMedia.get_or_none(_is_row(site, media_id))
    return row


def _is_row(site: UUID, media_id: str) -> Any:
    return (SiteMedia.site == site) & (SiteMedia.media == media_id)


def _item(site: UUID, media_id: str) -> Item:
    row = _row(site, media_id)
    if row is None:
        raise MediaNotInReach
    return Item(row, _file(media_id))


def _file(media_id: str) -> Media | Attachment:
    file = row(Media, "id", media_id) or row(Attachment, "id", media_id)
    if file is None:
        raise MediaNotInReach
    return file


def _changed(item: Item, changes: Mapping[str, Any], version: int) -> Item:
    """The row with changes, if it is still at the version that was read."""
    if changes:
        is_it = _is_row(item.row.site, item.row.media)
        is_same = is_it & (SiteMedia.version == item.row.version)
        if not SiteMedia.update(**changes, version=version).where(is_same).execute():
            raise _stale(item.row.site, item.row.media)
    return _item(item.row.site, item.row.media)


def _require_hand(item: Item, actor: Actor) -> None:
    """Whoever put it there, and editors."""
    if not actor.may_write:
        raise ReadOnly
    if item.row.author != actor.id and actor.role_on(item.row.site) < Role.EDITOR:
        raise Forbidden


def _stale(site: UUID, media_id: str) -> StaleVersion:
    now = _item(site, media_id).row
    words = ("alt", "caption", "credit")
    changes = [
        {"pointer": f"/{e}", "version": now.version, "value": getattr(now, e)} for e in words
    ]
    return StaleVersion(current=now.version, extra={"version": now.version, "changes": changes})
