"""Makes a body of a Word file, and proposals of a Word file or a PDF; nothing of it is kept."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from marshmallow import ValidationError

from api.media import attachments, errors
from api.media.authoring import uploads
from api.media.authoring.proposing import proposals
from api.media.inspect import archive
from api.media.sandbox import pool
from api.publishing.schemas import BodyHtml
from api.richtext.as_text import to_text
from api.runtime.config import config
from api.runtime.errors import ApiError
from api.runtime.outgoing.client import Fetched
from api.text.losses import Loss, Losses

_REFUSALS: dict[str, type[ApiError]] = {
    error.__name__: error
    for error in (
        errors.UnsupportedAttachment,
        errors.MacrosInAttachment,
        errors.LockedAttachment,
        errors.BadAttachment,
        errors.AttachmentTooCostly,
        errors.NotADocx,
    )
}
_LOST = ("deletion_removed", "hidden_removed", "comment_removed", "drawing_dropped",
         "image_dropped")  # fmt: skip


def converted(upload: Fetched) -> dict[str, Any]:
    """What becomes of a file, by `schemas.ConversionSchema`; an ApiError says why it is refused."""
    if len(upload.data) > config().max_upload_bytes:
        raise errors.AttachmentTooLong(max_bytes=config().max_upload_bytes)
    with uploads.turn():
        is_packed = upload.data.startswith(archive.SIGNATURE)
        return _of_word(upload) if is_packed else _of_pdf(upload)


def _of_word(upload: Fetched) -> dict[str, Any]:
    html, lost = _asked(upload.data)
    try:
        body: Any = BodyHtml().deserialize(html)
    except ValidationError:
        raise errors.AttachmentTooCostly from None
    text = to_text(body)
    return {
        "kind": "docx",
        "body_html": str(body),
        "losses": [_shown(loss) for loss in (*lost, *body.losses)],
        "pages": None,
        "text": text,
        "proposed": proposals(text, upload.name),
        "warnings": [],
    }


def _of_pdf(upload: Fetched) -> dict[str, Any]:
    if not attachments.is_pdf(upload.data):
        raise errors.NotADocx
    prepared = attachments.prepare(
        upload.data, max_bytes=config().max_upload_bytes, name=upload.name
    )
    text = prepared.text or ""
    return {
        "kind": "pdf",
        "body_html": None,
        "losses": [],
        "pages": prepared.pages,
        "text": prepared.text,
        "proposed": proposals(text, upload.name),
        "warnings": uploads.warnings(prepared),
    }


def _asked(data: bytes) -> tuple[str, tuple[Loss, ...]]:
    """The HTML of a Word file, and what it lost; believed as little as the bytes it came from."""
    try:
        return _read(pool.ask(data, "docx"))
    except errors.TooCostly:
        raise errors.AttachmentTooCostly from None
    except (errors.BrokenImage, ValueError, KeyError, TypeError, AttributeError):
        raise errors.BadAttachment from None


def _read(answer: Sequence[bytes]) -> tuple[str, tuple[Loss, ...]]:
    head = json.loads(answer[0])
    if "refused" in head:
        raise _REFUSALS[head["refused"]]
    return answer[1].decode("utf-8", "replace"), _losses_of(head["lost"])


def _losses_of(lost: Iterable[Any]) -> tuple[Loss, ...]:
    losses = Losses()
    for code, example in lost:
        if code in _LOST:
            losses.add(code, str(example))
    return losses.all()


def _shown(loss: Loss) -> dict[str, Any]:
    said = {"detail": loss.said(in_import=False), "detail_vi": loss.said("vi", in_import=False)}
    return {**said, **loss.as_json()}
