"""The body of an object in the formats that clients may ask for, made from the rendered HTML."""

from typing import Any

from api.richtext import blocks, html
from api.runtime.jsons import dumps, loads_stored


def in_format(whole: bytes, body_format: str) -> bytes:
    """The rendered object with its body as `html` (as it is kept), `text`, `blocks` or `none`."""
    if body_format == "html":
        return whole
    rendered: dict[str, Any] = loads_stored(whole)
    body = rendered.pop("body")
    if body_format != "none":
        images = iter(rendered["images"])
        rendered["body"] = {"format": body_format, body_format: _CONVERT[body_format](body, images)}
    return dumps(rendered)


def _text(body: dict[str, Any], images: Any) -> str:
    return html.to_text(body["html"])


def _blocks(body: dict[str, Any], images: Any) -> list[dict[str, Any]]:
    # `images` are those of the body in their order, so each <img> takes the next.
    return blocks.to_blocks(body["html"], lambda _address: next(images, None))


_CONVERT = {"text": _text, "blocks": _blocks}
