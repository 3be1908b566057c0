"""Tells an editor what the text rules took away of what was sent, and what looks wrong in it, as an
import tells its reader.
"""

from collections.abc import Mapping
from typing import Any

from api.publishing.checks import raw_texts
from api.publishing.content_type import content_type
from api.publishing.formats import BundleFormat
from api.richtext.html import Sanitised
from api.text.losses import Loss

_BODY = BundleFormat(html=("body_html",))


def losses(document_type: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What content lost or looks wrong in it: each with `pointer`, code, words, count and examples.

    Content that `ContentType.load` gave is not read again; whatever is stored has lost nothing.
    Raise InvalidContent as a save would.
    """
    handled = content_type(document_type)
    loaded = handled.load(content)
    lost = [
        (f"/{field}", loss)
        for field in handled.bundle.html
        if isinstance(body := loaded.get(field), Sanitised)
        for loss in body.losses
    ]
    _, noticed = raw_texts.read(loaded, handled.bundle)
    return [{"pointer": pointer, **_described(loss)} for pointer, loss in (*lost, *noticed)]


def losses_of_body(body: Sanitised) -> list[dict[str, Any]]:
    """The same of one body that stands in no document yet."""
    _, noticed = raw_texts.read({"body_html": body}, _BODY)
    return [_described(loss) for loss in (*body.losses, *(loss for _, loss in noticed))]


def _described(loss: Loss) -> dict[str, Any]:
    words = {
        "detail": loss.said(in_import=False),
        "detail_vi": loss.said("vi", in_import=False),
    }
    return {**words, **loss.as_json()}
