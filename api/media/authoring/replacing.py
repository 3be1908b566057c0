"""One photo or document of a library in the place of another, wherever drafts show that."""

from collections.abc import Mapping
from typing import Any

from api.media import queries
from api.media.authoring import library
from api.media.authoring.library import By, Item
from api.media.models import Media
from api.publishing import commands, editions
from api.publishing.content_type import Content, content_type
from api.publishing.errors import ReadOnly
from api.publishing.queries import get_document
from api.runtime.errors import ApiError, FieldError, InvalidContent
from api.runtime.jsons import dumps, loads

_NOT_THERE = FieldError(
    "unknown_media",
    "This site has no other file of this id and kind.",
    "Trang này không có tệp nào khác, cùng loại, mang mã ấy.",
    pointer="/media",
)


def replace(item: Item, media: str, by: By) -> dict[str, Any]:
    """Name `media` wherever the head of a document names `item`, and tell what became of each.

    Each is a save of its own, as its own rules have it: what is public or scheduled stays as it is
    until somebody publishes the new words. What cannot be saved now is told with the reason.
    """
    actor, _ = by
    if not actor.may_write:
        raise ReadOnly
    if not _may_stand_for(item, media):
        raise InvalidContent(errors=[_NOT_THERE])
    used = library.shown_uses(item, actor)
    items = [_replaced(use, item.file.id, media, by) for use in used["items"] if _is_draft(use)]
    return {"items": items, "more": used["more"]}


def _may_stand_for(item: Item, media: str) -> bool:
    is_image = isinstance(item.file, Media)
    known = queries.images_known if is_image else queries.attachments_known
    return media != item.file.id and media in known(item.row.site, [media])


def _is_draft(use: Mapping[str, Any]) -> bool:
    return "head" in use["shown"]


def _replaced(use: Mapping[str, Any], old: str, new: str, by: By) -> dict[str, Any]:
    document = get_document(use["id"])
    shown = {name: use[name] for name in ("id", "type", "label")}
    try:
        content = _with(editions.handed_on(document, editions.head(document)), old, new)
        commands.save(document, content_type(document.type).load(content), *by)
    except ApiError as error:
        refusal = {"code": error.code, "detail": error.say("en"), "detail_vi": error.say("vi")}
        return {**shown, "version": None, "refusal": refusal}
    return {**shown, "version": document.version, "refusal": None}


def _with(content: Content, old: str, new: str) -> Content:
    """The same with another id: one is the sum of its bytes, and stands for nothing else."""
    changed: Content = loads(dumps(content).replace(old.encode(), new.encode()))
    return changed
