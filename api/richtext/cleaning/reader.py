"""Reads the tag soup that people paste: what may stay, what is not text, what is lost with it."""

import re
from collections.abc import Iterable

from api.richtext import pictures
from api.richtext.cleaning import bare_text, embeds, styles, word_lists
from api.richtext.cleaning.elements import Child, Element, text_of
from api.richtext.cleaning.nesting import BLOCKS, CELLS, HEADINGS, TABLE_PARTS, Nesting, home_of
from api.richtext.cleaning.soup import (
    ATTRIBUTES,
    KNOWN,
    MARKUP,
    NEVER_HOLDS,
    VALUES,
    quoted,
    text,
    values_of,
)
from api.text.losses import Losses

_CHANGED_HEADINGS = frozenset({"h1", "h5", "h6"})
# Between the cells and items of these no mark may stand.
_CARRIERS = frozenset({"table", "thead", "tbody", "tr", "ul", "ol"})
# Written with signs where they begin and end: what is said, and how a character is read.
_SIGNS = {"q": "“”", "rt": (" (", ")")}
_COUNTED = frozenset({"start", "value", "colspan", "rowspan"})


class Reader:
    """Reads one body; what is lost is added to `losses`."""

    def __init__(self, soup: str, losses: Losses) -> None:
        self._soup = soup
        self._losses = losses
        self._nesting = Nesting(self._closed)
        self._sheet: styles.Sheet = {}
        self._has_google_comments = "#cmnt_ref" in soup
        # How many elements are open that nobody should read, and how often each mark is set.
        self._unread = 0
        self._marks: dict[str, int] = {}
        self._pictures: set[str] = set()
        self._with_items: dict[int, Element] = {}

    def read(self) -> list[Child]:
        """The elements of the body."""
        soup, place = self._soup, 0
        for token in MARKUP.finditer(soup):
            if token.start() > place:
                self._nesting.top.children.append(text(soup[place : token.start()]))
            place = token.end()
            raw, end, name, _ = token.groups()
            if name and (signs := _SIGNS.get(name.lower())):
                self._nesting.top.children.append(signs[bool(end)])
            elif end:
                self._end(name.lower())
            elif name:
                self._begin(name.lower(), token)
            elif raw:
                self._raw(raw.lower(), token)
        self._nesting.top.children.append(text(soup[place:]))
        root = self._nesting.close_all()
        word_lists.mend(self._with_items.values())
        if "data-aria-level" in soup:
            word_lists.nest(root)
        return bare_text.in_paragraphs(root.children)

    def _end(self, name: str) -> None:
        has_ended = self._nesting.end(name)
        if self._unread:
            self._nesting.top.children.extend(" " * (name in BLOCKS))
        elif not has_ended and KNOWN.get(name) == "p":
            # Its beginning was cut off; the words on both sides belong to two paragraphs.
            self._nesting.top.children.append("<p></p>")

    def _begin(self, name: str, token: re.Match[str]) -> None:
        self._nesting.make_way(name)
        if name in NEVER_HOLDS:
            if not self._unread:
                self._void(name, token)
            return
        element = Element(name, "", self._nesting.top.children, token.start())
        if self._unread:
            element.children.extend(" " * (name in BLOCKS or name in CELLS))
        else:
            self._read_element(element, token)
        self._nesting.push(element)

    def _read_element(self, element: Element, token: re.Match[str]) -> None:
        inside, source = self._nesting.top, token["attributes"]
        element.tag = self._tag(element.name)
        if source or element.name in styles.ABSENT:
            self._read_attributes(element, source)
        if not element.lack:
            self._put(embeds.standing(element.name, token), token)
        place = (element.name, self._soup, token.end())
        if self._has_google_comments and embeds.is_google_comment(*place):
            element.lack = styles.COMMENT
        if element.tag == "a" and not element.attributes:
            element.tag = ""
        if element.name in CELLS and self._nesting.tables:
            self._read_cell(element)
        elif element.name == "li" and (list_ := self._nesting.list):
            self._mark(element, list_.carried)
        if not element.is_plain:
            self._give_place(element, inside)

    def _give_place(self, element: Element, inside: Element) -> None:
        element.children, element.is_kept = [], True
        self._unread += bool(element.lack)
        if element.item is not None and element.tag != "li":
            self._with_items[id(inside.children)] = inside
        for tag, _ in element.tags:
            self._marks[tag] = self._marks.get(tag, 0) + 1
        if not element.lack:
            home_of(element, inside).append(element)

    def _tag(self, name: str) -> str:
        if name in TABLE_PARTS and name != "table" and not self._nesting.tables:
            # Cells without a table: their words are kept apart.
            self._nesting.top.children.append(" ")
            return ""
        return KNOWN.get(name, "")

    def _read_attributes(self, element: Element, source: str) -> None:
        wanted = element.tag in ATTRIBUTES
        is_telling = (
            element.name in styles.ABSENT
            or styles.is_telling(source)
            or (self._sheet and ("class" in source or "id" in source))
        )
        if not (wanted or is_telling):
            return
        values = values_of(source)
        if is_telling:
            self._read_style(element, values)
        if wanted and not element.lack:
            element.attributes = self._attributes(element, values)

    def _read_style(self, element: Element, values: dict[str, str]) -> None:
        style = styles.style_of(values, self._sheet)
        element.lack = styles.absence(element.name, values, style)
        if element.lack:
            return
        look = styles.look_of(style)
        if element.tag in look.ends:
            element.tag = ""
        element.ends = tuple(mark for mark in look.ends if self._marks.get(mark))
        if element.tag in _CARRIERS:
            element.carried = look.marks
        else:
            self._mark(element, look.marks)
        element.item = styles.item_of(element.tag, values, style)
        self._set_type(element, values, styles.list_type(style))

    def _mark(self, element: Element, marks: tuple[str, ...]) -> None:
        """Set marks in an element that are not set there by nature or already."""
        is_bold = element.name in HEADINGS or element.name == "th" or self._nesting.has("h1")
        is_underlined = element.name == "a" or self._nesting.has("a")
        useless = {element.tag, *["strong"] * is_bold, *["u"] * is_underlined, *element.marks}
        new = [mark for mark in marks if not (mark in useless or self._marks.get(mark))]
        element.marks += tuple(dict.fromkeys(new))

    def _set_type(self, element: Element, values: dict[str, str], named: str | None) -> None:
        """How a list counts; Google Docs says it of every item."""
        if named in (None, "1"):
            return
        if element.tag == "ol":
            values.setdefault("type", named or "")
        list_ = self._nesting.list if element.tag == "li" else None
        if list_ is not None and list_.tag == "ol" and " type=" not in list_.attributes:
            list_.attributes += f' type="{named}"'

    def _read_cell(self, cell: Element) -> None:
        table = self._nesting.tables[-1]
        if not cell.lack and not table.place(cell):
            cell.lack = styles.HIDDEN
        for part in (table.element, table.section, table.row):
            if part is not None and part.carried:
                self._mark(cell, part.carried)

    def _attributes(self, element: Element, values: dict[str, str]) -> str:
        if element.tag == "a":
            return f' href="{quoted(values["href"].strip())}"' if "href" in values else ""
        attributes = ""
        if element.tag == "ol" and "reversed" in values:
            self._lose("value_dropped", "reversed", element.at)
        for name, value in values.items():
            if name in ATTRIBUTES[element.tag]:
                value = value.strip()
                if VALUES[name].fullmatch(value):
                    attributes += f' {name}="{value}"'
                elif name in _COUNTED and value not in ("", "0"):
                    self._lose("value_dropped", f"{name}={value}", element.at)
        return attributes

    def _void(self, name: str, token: re.Match[str]) -> None:
        values = values_of(token["attributes"])
        style = styles.style_of(values, self._sheet)
        is_hidden = bool(styles.absence(name, values, style))
        if name == "col" and self._nesting.tables:
            span = values.get("span", "1")
            count = int(span) if VALUES["colspan"].fullmatch(span) else 1
            self._nesting.tables[-1].add_columns(count, is_hidden=is_hidden)
        elif not is_hidden:
            self._show_void(name, values, token)

    def _show_void(self, name: str, values: dict[str, str], token: re.Match[str]) -> None:
        if name in ("br", "hr"):
            self._nesting.top.children.append(f"<{name}>")
        elif name == "img":
            self._pictures.add(pictures.source_of(values))
            self._nesting.top.children.append(pictures.markup_of(values))
        else:
            self._put(embeds.of_void(name, values), token)

    def _raw(self, name: str, token: re.Match[str]) -> None:
        if name == "style":
            self._sheet |= styles.sheet_of(token[0][token[0].find(">") + 1 :])
            return
        if self._unread:
            return
        if name == "noscript":
            for values in pictures.images_of(token[0]):
                if pictures.source_of(values) not in self._pictures:
                    self._nesting.top.children.append(pictures.markup_of(values))
        self._put(embeds.stand_ins(name, token[0]), token)

    def _put(self, stands: Iterable[embeds.Stand], token: re.Match[str]) -> None:
        for stand in stands:
            if stand.markup:
                self._nesting.top.children.append(stand.markup)
            if stand.code:
                self._lose(stand.code, stand.example, token.start())

    def _closed(self, element: Element) -> None:
        if element.lack:
            self._unread -= 1
            if element.lack != styles.REFERENCE and (words := text_of(element.children)):
                self._lose(element.lack, words, element.at)
        elif element.name in _CHANGED_HEADINGS and element.tag:
            self._lose("heading_changed", text_of(element.children), element.at)
        for tag, _ in element.tags:
            self._marks[tag] -= 1

    def _lose(self, code: str, example: str, place: int) -> None:
        self._losses.add(code, example, self._soup, place)
