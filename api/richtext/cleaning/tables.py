"""Tables while they are read: columns that are hidden, cells that reach over hidden rows."""

import re
from itertools import accumulate

from api.richtext.cleaning.elements import Element

_SPAN = re.compile(r' (colspan|rowspan)="([0-9]+)"')
MOST_COLUMNS = 1_000


class Table:
    """An open table: its parts that are open, its hidden columns, and the rows so far."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.section: Element | None = None
        self.row: Element | None = None
        self.cell: Element | None = None
        self._columns = 0
        self._hidden: set[int] = set()
        self._column = 0
        self._rows: list[Element] = []
        self._reaching: list[tuple[Element, int, int]] = []
        # Columns that a cell of an earlier row reaches into, and the row it ends before.
        self._taken: dict[int, int] = {}

    def add_columns(self, count: int, *, is_hidden: bool) -> None:
        """Note columns as `<col>` announces them."""
        end = min(self._columns + count, MOST_COLUMNS)
        if is_hidden:
            self._hidden.update(range(self._columns, end))
        self._columns = end

    def begin_row(self, row: Element) -> None:
        """Note that a row begins."""
        self._rows.append(row)
        self._column = 0

    def place(self, cell: Element) -> bool:
        """Whether a cell stands in a column that shows; one that spans hidden ones is narrowed."""
        spans = {name: int(value) for name, value in _SPAN.findall(cell.attributes)}
        width, height = spans.get("colspan", 1), spans.get("rowspan", 1)
        if height > 1:
            self._reaching.append((cell, len(self._rows) - 1, height))
        if not self._hidden:
            return True
        columns = self._free(width, len(self._rows) - 1 + height)
        shown = len(columns) - sum(column in self._hidden for column in columns)
        if 0 < shown < width:
            _set_span(cell, "colspan", shown)
        return shown > 0 or not columns

    def close(self) -> None:
        """Let cells reach over the rows that show, and no further."""
        gone = [0, *accumulate(bool(row.lack) for row in self._rows)]
        for cell, first, height in self._reaching if gone[-1] else ():
            hidden = gone[min(first + height, len(self._rows))] - gone[first]
            if hidden:
                _set_span(cell, "rowspan", max(1, height - hidden))

    def _free(self, width: int, until: int) -> range:
        """Take the next columns that no cell of an earlier row reaches into."""
        row = len(self._rows) - 1
        while self._taken.get(self._column, row) > row:
            self._column += 1
        columns = range(self._column, min(self._column + width, MOST_COLUMNS))
        self._taken.update((column, until) for column in columns)
        self._column = columns.stop
        return columns


def _set_span(cell: Element, name: str, count: int) -> None:
    attributes = _SPAN.sub(lambda span: "" if span[1] == name else span[0], cell.attributes)
    cell.attributes = attributes + (f' {name}="{count}"' if count > 1 else "")
