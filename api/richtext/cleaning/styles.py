"""What styles, classes and attributes say of an element: that it is no text, or how it looks.

Only what changes the meaning is read; colours, fonts and margins say nothing here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from api.richtext import hiding

# Attributes without any of these words need no closer look.
_TELLING = (
    *hiding.WORDS,
    *("text-decoration", "vertical-align", "list-style", "mso-list", "mso-element", "msocom"),
    *("msodel", "popover", "deletion", "comment-start", "cite", "datetime", "#cmnt", "data-aria"),
)
_LEVEL = re.compile(r"[1-9]")
_FONT = re.compile(r"(?<![\w-])font(?:-weight|-style)?\s*+:")
_BOLD = re.compile(r"bold|bolder|[6-9]00")
_NOT_BOLD = re.compile(r"normal|lighter|[1-5]00")
_ITALIC = re.compile(r"italic|oblique")
# `comment-start` and, with an author, `deletion` are pandoc's.
_COMMENT_CLASSES = re.compile(r"\b(?:MsoComment\w*|msocom\w*|comment-start)\b", re.IGNORECASE)
_REFERENCE_CLASSES = re.compile(
    r"\b(?:MsoCommentReference|msocomanchor|msocomoff)\b", re.IGNORECASE
)
_DELETED_CLASS = re.compile(r"\b(?:msodel|TrackChangeTextDeletion)\b", re.IGNORECASE)
_LIST = re.compile(r"(?P<list>l\d{1,4})\s+level(?P<level>\d)(?:\s+(?P<run>lfo\d{1,4}))?")
_LIST_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_COLOURS = {"color": "color", "bgcolor": "background-color"}
# Whoever looks at a screen, however wide, finds it so.
_EVERYWHERE = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SELECTOR = re.compile(r"[a-z0-9]*(\.|#)([\w-]+)", re.IGNORECASE | re.ASCII)
_IMPORTANT = "!important"

HIDDEN, DELETED, COMMENT = "hidden_removed", "deletion_removed", "comment_removed"
_HIDING = frozenset({"hidden", "popover"})
ABSENT = {
    **dict.fromkeys(("w:del", "w:movefrom", "w:deltext", "text:deletion"), DELETED),
    **dict.fromkeys(("w:comment", "office:annotation"), COMMENT),
    "dialog": HIDDEN,
}
"""Tags of office files that were pasted as they are, and of a box that only a script opens."""
REFERENCE = "reference"
"""What only leads to a comment: it goes without being told."""
MARKER = "marker"
"""The number or bullet that Word wrote before an item."""
Sheet = dict[str, str]
"""The declarations of each `.class` and `#id`."""
Style = Mapping[str, str]


class Look(NamedTuple):
    """What the looks of an element mean: marks that it sets, and marks that it ends."""

    marks: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def is_telling(source: str) -> bool:
    """Whether attributes or declarations, as they are written, may change what a text means."""
    small = source.lower()
    return any(map(small.__contains__, _TELLING)) or ("font" in small and bool(_FONT.search(small)))


def sheet_of(css: str) -> Sheet:
    """The declarations of a style sheet by class and id, for selectors that name nothing else."""
    sheet: Sheet = {}
    for selectors, body in _rules(_EVERYWHERE.sub("", _CSS_COMMENT.sub("", css))):
        for selector in selectors.split(","):
            if (match := _SELECTOR.fullmatch(selector.strip())) and is_telling(body):
                name = match[1] + match[2]
                sheet[name] = f"{sheet.get(name, '')};{body}"
    return sheet


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; what holds for some media only is left out."""
    is_inside = False
    for block in css.split("}"):
        head, brace, body = block.rpartition("{")
        # A brace alone ends a block of rules such as `@media print { … }`.
        is_inside = bool(brace) and (is_inside or "{" in head)
        if brace and not is_inside:
            yield head, body


def style_of(values: Mapping[str, str], sheet: Sheet) -> Style:
    """The declarations that hold for an element; the last important one of a name wins."""
    css = values.get("style", "")
    if sheet:
        names = [f".{name}" for name in values.get("class", "").split()] + [f"#{values.get('id')}"]
        css = ";".join([*(sheet[name] for name in names if name in sheet), css])
    # Older than styles are the attributes for colours.
    declared = {meant: values[name].lower() for name, meant in _COLOURS.items() if name in values}
    important: dict[str, str] = {}
    for declaration in (_CSS_COMMENT.sub("", css) if "/*" in css else css).split(";"):
        name, _, value = declaration.lower().partition(":")
        plain = value.replace(_IMPORTANT, "").strip()
        (important if _IMPORTANT in value else declared)[name.strip()] = plain
    return declared | important if important else declared


def absence(tag: str, values: Mapping[str, str], style: Style) -> str | None:
    """Why an element is not text that anybody should read; None when it is."""
    classes = values.get("class", "")
    if _REFERENCE_CLASSES.search(classes) or values.get("href", "").startswith("#cmnt"):
        return REFERENCE
    if _COMMENT_CLASSES.search(classes) or style.get("mso-element", "").startswith("comment"):
        return COMMENT
    is_tracked = tag == "del" and ("cite" in values or "datetime" in values)
    is_converted = classes == "deletion" and "data-author" in values
    if is_tracked or is_converted or _DELETED_CLASS.search(classes):
        return DELETED
    if not _HIDING.isdisjoint(values) or hiding.hides(tag, style):
        return HIDDEN
    return None if "open" in values else ABSENT.get(tag)


def look_of(style: Style) -> Look:
    """The marks that a style stands for."""
    weight = style.get("font-weight", "")
    slant = style.get("font-style", "")
    short = style.get("font", "").split()
    marks, ends = [], []
    if _BOLD.fullmatch(weight) or any(_BOLD.fullmatch(word) for word in short):
        marks.append("strong")
    elif _NOT_BOLD.fullmatch(weight):
        ends.append("strong")
    if _ITALIC.match(slant) or any(_ITALIC.fullmatch(word) for word in short):
        marks.append("em")
    elif slant == "normal":
        ends.append("em")
    line = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    marks += ["s"] * ("line-through" in line) + ["u"] * ("underline" in line)
    place = style.get("vertical-align", "")
    marks += [place[:3]] if place in ("super", "sub") else []
    return Look(tuple(marks), tuple(ends))


def list_type(style: Style) -> str | None:
    """How a list counts, as its `type` attribute says it."""
    named = [style.get("list-style-type", ""), *style.get("list-style", "").split()]
    return next((_LIST_TYPES[word] for word in named if word in _LIST_TYPES), None)


class LevelledItem(NamedTuple):
    """Of which list of Word in a browser an item is, and how deep: each stands in its own there."""

    name: str
    level: int


class WordList(NamedTuple):
    """Which list of Word a paragraph is an item of, and how deep."""

    name: str
    level: int


def item_of(tag: str, values: Mapping[str, str], style: Style) -> object:
    """What an element is of a list of Word: an item, or MARKER for what holds its number."""
    if tag == "p":
        return _word_list(style)
    if tag == "li" and _LEVEL.fullmatch(level := values.get("data-aria-level", "")):
        return LevelledItem(values.get("data-listid", ""), int(level))
    return MARKER if style.get("mso-list") == "ignore" else None


def _word_list(style: Style) -> WordList | None:
    if match := _LIST.match(style.get("mso-list", "")):
        return WordList(f"{match['list']} {match['run'] or ''}", int(match["level"]))
    return None
