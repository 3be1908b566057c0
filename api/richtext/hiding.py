"""What styles keep from being seen, by whichever of their many ways.

White letters are not among them: what is behind them is often not in the text.
"""

import re
from collections.abc import Mapping

WORDS = (
    *("display", "visibility", "hidden", "hide", "opacity", "clip", "transparent"),
    *("scale(", "-9", "size:0", "size: 0", "background", "bgcolor"),
)
"""Attributes and declarations without any of these hide nothing."""

_NOTHING = re.compile(r"0*\.?0+(?:[a-z]+|%)?")
_HARDLY_ANYTHING = re.compile(r"(?:0*\.?0+|0*1)(?:[a-z]+|%)?")
_FAR_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|ex|ch|vw|vh|in|cm|mm|%)")
# Percentages first: what was taken for a `1` is not read again.
_CLIPPED = re.compile(
    r"(?:rect|inset|circle)\((?:(?:50|100)%|[01](?:px)?)(?:[ ,]+(?:(?:50|100)%|[01](?:px)?))*+\)"
)
# Not what is taken over from elsewhere, or left to who reads.
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|rgb\(.*\)|white|black|red|blue|green|yellow|gr[ae]y")
_SHORT = {"white": "#fff", "black": "#000", "red": "#f00", "yellow": "#ff0", "blue": "#00f"}
_OFFSETS = ("left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top")
_SIZES = ("height", "max-height", "width", "max-width")
# What is in them makes them larger.
_GROWING = frozenset(("td", "th", "tr", "table"))
# Around what has a size of its own they close gaps.
_SIZED = frozenset(("span", "font", "a", "p", "b", "i", "u", "strong", "em", "small"))


def hides(tag: str, style: Mapping[str, str]) -> bool:
    """Whether an element is not to be seen where it came from."""
    if style.get("display") == "none" or style.get("mso-hide") in ("all", "screen"):
        return True
    # What fades in by a script is kept hidden until then; that is text for everybody.
    if any(name.startswith(("animation", "transition")) for name in style):
        return False
    # Pictures that load late are kept out of sight in more ways.
    return _is_invisible(style) or (
        tag != "img" and (_is_unseen(tag, style) or _is_out_of_the_way(style))
    )


def _is_invisible(style: Mapping[str, str]) -> bool:
    return style.get("visibility") in ("hidden", "collapse")


def _is_unseen(tag: str, style: Mapping[str, str]) -> bool:
    colour = _spelt(style.get("color", ""))
    behind = _spelt(style.get("background-color") or style.get("background", ""))
    return (
        style.get("content-visibility") == "hidden"
        or bool(_NOTHING.fullmatch(style.get("opacity", "")))
        or colour == "transparent"
        or (colour == behind and _COLOUR.fullmatch(colour) is not None)
        or (tag in _SIZED and bool(_NOTHING.fullmatch(style.get("font-size", ""))))
        or _is_cut_off(tag, style)
    )


def _spelt(colour: str) -> str:
    """A colour as it may also be written: `white` and `#fff` are `#ffffff`."""
    short = _SHORT.get(colour, colour)
    is_short = len(short) in (4, 5) and short[0] == "#"
    return "#" + "".join(2 * digit for digit in short[1:]) if is_short else short


def _is_cut_off(tag: str, style: Mapping[str, str]) -> bool:
    if style.get("overflow") != "hidden" or tag in _GROWING:
        return False
    # A film keeps its proportions by the padding of a box without a height.
    has_room = any(name.startswith("padding") for name in style)
    return not has_room and any(_HARDLY_ANYTHING.fullmatch(style.get(size, "")) for size in _SIZES)


def _is_out_of_the_way(style: Mapping[str, str]) -> bool:
    clip = style.get("clip-path") or style.get("clip", "")
    return (
        any(_FAR_AWAY.fullmatch(style.get(name, "")) for name in _OFFSETS)
        or bool(_CLIPPED.fullmatch(clip))
        or style.get("transform", "").startswith("scale(0)")
    )
