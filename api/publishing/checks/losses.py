"""Tells an editor what the text rules took away of what was sent, as an import tells its reader."""

from collections.abc import Mapping
from typing import Any

from api.publishing.content_type import content_type
from api.richtext.html import Sanitised


def losses(document_type: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the bodies of content lost: each with `pointer`, code, words, count and examples.

    Content that `ContentType.load` gave is not read again; whatever is stored has lost nothing.
    Raise InvalidContent as a save would.
    """
    handled = content_type(document_type)
    loaded = handled.load(content)
    return [
        {
            "pointer": f"/{field}",
            "detail": loss.said(),
            "detail_vi": loss.said("vi"),
            **loss.as_json(),
        }
        for field in handled.bundle.html
        if isinstance(body := loaded.get(field), Sanitised)
        for loss in body.losses
    ]
