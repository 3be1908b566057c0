"""What styles keep from being seen, by whichever of their many ways.

White letters are not among them: what is behind them is often not in the text.
"""

import re
from collections.abc import Mapping

WORDS = (
    *("display", "visibility", "hidden", "hide", "opacity", "overflow", "clip", "transparent"),
    *("scale(", "-9", "size:0", "size: 0", "background"),
)
"""Attributes and declarations without any of these hide nothing."""

_NOTHING = re.compile(r"0*\.?0+(?:[a-z]+|%)?")
_HARDLY_ANYTHING = re.compile(r"(?:0*\.?0+|0*1)(?:[a-z]+|%)?")
_FAR_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|ex|ch|vw|vh|in|cm|mm|%)")
_CLIPPED = re.compile(
    r"(?:rect|inset|circle)\((?:[01](?:px)?|(?:50|100)%)(?:[ ,]+(?:[01](?:px)?|(?:50|100)%))*+\)"
)
_OFFSETS = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
_SIZES = ("height", "max-height", "width", "max-width")
# Around what has a size of its own they close gaps.
_SIZED = frozenset(("span", "font", "a", "p", "b", "i", "u", "strong", "em", "small"))


def hides(tag: str, style: Mapping[str, str]) -> bool:
    """Whether an element is not to be seen where it came from."""
    if style.get("display") == "none" or style.get("mso-hide") in ("all", "screen"):
        return True
    # What fades in by a script is kept hidden until then; that is text for everybody.
    is_moved = any(name.startswith(("animation", "transition")) for name in style)
    return not is_moved and (_is_unseen(tag, style) or _is_out_of_the_way(style))


def _is_unseen(tag: str, style: Mapping[str, str]) -> bool:
    colour = style.get("color", "")
    behind = style.get("background-color") or style.get("background")
    return (
        style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or bool(_NOTHING.fullmatch(style.get("opacity", "")))
        or (colour != "" and colour in ("transparent", behind))
        or (tag in _SIZED and bool(_NOTHING.fullmatch(style.get("font-size", ""))))
    )


def _is_out_of_the_way(style: Mapping[str, str]) -> bool:
    clip = style.get("clip-path") or style.get("clip", "")
    has_room = not any(_HARDLY_ANYTHING.fullmatch(style.get(name, "")) for name in _SIZES)
    return (
        any(_FAR_AWAY.fullmatch(style.get(name, "")) for name in _OFFSETS)
        or ("overflow" in style and style["overflow"] == "hidden" and not has_room)
        or bool(_CLIPPED.fullmatch(clip))
        or style.get("transform", "").startswith("scale(0)")
    )
