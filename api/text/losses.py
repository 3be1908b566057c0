"""What a text lost, or had changed, on its way in: gathered while it is read, told to people."""

import html
import re
from typing import NamedTuple

from api.text.file_losses import FILE_WORDS, NOTICED_FILES
from api.text.personal_data import masked

MOST_EXAMPLES = 10
LONGEST_EXAMPLE = 160
_WORDS_BEFORE = 6
_LOOK_BACK = 400


def _of_fonts(code: str, name: str) -> dict[str, tuple[str, str, str]]:
    return {
        f"{code}_text": (
            f"text in the font encoding {name}",
            f"texts in the font encoding {name}",
            f"đoạn chữ dùng bảng mã {name}",
        ),
        f"{code}_converted": (
            f"text converted from the font encoding {name}",
            f"texts converted from the font encoding {name}",
            f"đoạn chữ đã chuyển từ bảng mã {name} sang Unicode",
        ),
    }


# In English of one and of many; Vietnamese knows no plural. What holds `{}` is told as it stands.
_WORDS = {
    "link_dropped": ("link dropped", "links dropped", "liên kết bị bỏ"),
    "link_attached": (
        "link became an attachment",
        "links became attachments",
        "liên kết thành tệp đính kèm",
    ),
    "image_dropped": ("image dropped", "images dropped", "ảnh bị bỏ"),
    "caption_dropped": (
        "caption dropped that a content system wrote by itself",
        "captions dropped that a content system wrote by itself",
        "chú thích mặc định của hệ thống cũ bị bỏ",
    ),
    "embed_linked": (
        "embedded frame, video or sound became a link",
        "embedded frames, videos or sounds became links",
        "khung nhúng, phim hoặc âm thanh thành liên kết",
    ),
    "embed_dropped": (
        "embedded frame, video or sound dropped",
        "embedded frames, videos or sounds dropped",
        "khung nhúng, phim hoặc âm thanh bị bỏ",
    ),
    "drawing_dropped": (
        "drawing or formula dropped",
        "drawings or formulas dropped",
        "hình vẽ hoặc công thức bị bỏ",
    ),
    "form_dropped": ("field of a form dropped", "fields of a form dropped", "ô nhập liệu bị bỏ"),
    "instead_dropped": (
        "text dropped that stands in for what a browser cannot show",
        "texts dropped that stand in for what a browser cannot show",
        "đoạn chữ thay thế (khi trình duyệt không hiển thị được) bị bỏ",
    ),
    "explanation_dropped": (
        "explanation of an abbreviation dropped",
        "explanations of abbreviations dropped",
        "lời giải thích chữ viết tắt bị bỏ",
    ),
    "hidden_removed": ("hidden text removed", "hidden texts removed", "đoạn chữ ẩn bị bỏ"),
    "deletion_removed": (
        "text removed that was deleted in a word processor",
        "texts removed that were deleted in a word processor",
        "đoạn đã xóa trong trình soạn thảo bị bỏ",
    ),
    "comment_removed": (
        "comment of a word processor removed",
        "comments of a word processor removed",
        "nhận xét trong trình soạn thảo bị bỏ",
    ),
    "heading_changed": (
        "heading changed its level",
        "headings changed their level",
        "đề mục đổi cấp",
    ),
    "shortcode_dropped": (
        "shortcode of WordPress dropped",
        "shortcodes of WordPress dropped",
        "mã ngắn của WordPress bị bỏ",
    ),
    "value_dropped": (
        "value of a table or list dropped",
        "values of a table or list dropped",
        "thuộc tính của bảng hoặc danh sách bị bỏ",
    ),
    "mark_dropped": ("direction mark dropped", "direction marks dropped", "dấu chiều chữ bị bỏ"),
    "html_in_text": (
        "plain text with HTML in it, perhaps meant without",
        "plain texts with HTML in them, perhaps meant without",
        "trường chữ thường có mã HTML, có lẽ muốn viết",
    ),
    "alt_missing": (
        "image without alternative text",
        "images without alternative text",
        "ảnh chưa có mô tả thay thế",
    ),
    "personal_data": (
        "piece of personal data",
        "pieces of personal data",
        "dữ liệu cá nhân",
    ),
    **_of_fonts("tcvn3", "TCVN3 (ABC)"),
    **_of_fonts("vni", "VNI"),
    **FILE_WORDS,
}
_CONVERT = (
    " (--convert-legacy converts it)",
    " (--convert-legacy converts them)",
    " (--convert-legacy để chuyển sang Unicode)",
)
_OF_IMPORT = dict.fromkeys(("tcvn3_text", "vni_text"), _CONVERT)
"""What whoever imports can do about it."""
NOTICED = NOTICED_FILES | {
    *("alt_missing", "html_in_text", "personal_data", "tcvn3_text", "vni_text"),
}
"""What was left as it is and only looks wrong."""


class Loss(NamedTuple):
    """What one text lost of one kind: how often, what came first, and the words before that."""

    code: str
    total: int
    examples: tuple[str, ...]
    after: str = ""

    def said(self, language: str = "en", *, in_import: bool = True) -> str:
        """The loss in words, `2 links dropped: “/van-ban/45.html”, “tin.php?id=9”`."""
        is_vi = language == "vi"
        form = 2 if is_vi else int(self.total > 1)
        words = _WORDS[self.code][form]
        if in_import and self.code in _OF_IMPORT:
            words += _OF_IMPORT[self.code][form]
        shown = ", ".join([*(f"“{example}”" for example in self.examples), *["…"] * self._has_more])
        if "{}" in words:
            return words.format(shown)
        place = f" ({'sau' if is_vi else 'after'} “{self.after}”)" if self.after else ""
        return f"{self.total} {words}{': ' if shown else ''}{shown}{place}"

    def as_json(self) -> dict[str, object]:
        """The loss for programs, but for its words."""
        return {
            "code": self.code,
            "count": self.total,
            "examples": list(self.examples),
            "after": self.after or None,
        }

    @property
    def _has_more(self) -> bool:
        return bool(self.examples) and self.total > len(self.examples)


FieldLosses = list[tuple[str, Loss]]
"""What the texts of some content lost, each with the field that it stands in."""


class Losses:
    """Gathers what is lost of one text, kind by kind, in the order in which each came first."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._after: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._counts)

    def add(self, code: str, example: str, markup: str = "", at: int = 0) -> None:
        """Note a loss, with what was lost; it stood at `at` in the markup."""
        if code not in self._counts:
            self._after[code] = words_before(markup, at)
        self._counts[code] = self._counts.get(code, 0) + 1
        examples = self._examples.setdefault(code, [])
        if example and len(examples) < MOST_EXAMPLES:
            # A report goes further than a text: nobody's number is in it.
            examples.append(shortened(masked(example[: 4 * LONGEST_EXAMPLE])))

    def all(self) -> tuple[Loss, ...]:
        """All that was lost."""
        return tuple(
            Loss(code, count, tuple(self._examples[code]), self._after[code])
            for code, count in self._counts.items()
        )


def shortened(text: str) -> str:
    """A text as messages quote it: on one line, and not the whole of a long one."""
    line = " ".join(text[: 4 * LONGEST_EXAMPLE].split())
    if not line.isprintable():
        # A terminal must not follow what stands in a text that nobody has looked at.
        line = "".join(character if character.isprintable() else "�" for character in line)
    return line if len(line) <= LONGEST_EXAMPLE else f"{line[:LONGEST_EXAMPLE]}…"


_TAG = re.compile(r"<[^<>]*>")


def words_before(markup: str, at: int) -> str:
    """The last words before a place, by which people find it again; "" at the beginning."""
    before = markup[max(0, at - _LOOK_BACK) : at]
    if at > _LOOK_BACK and _begins_inside_a_tag(before):
        before = before[before.find(">") + 1 :]
    # What stands in style sheets and comments is no text.
    for end in ("</style>", "-->"):
        before = before[before.rfind(end) + 1 :].removeprefix(end[1:])
    words = masked(html.unescape(_TAG.sub(" ", before))).split()
    return " ".join(words[-_WORDS_BEFORE:])


def _begins_inside_a_tag(piece: str) -> bool:
    end, start = piece.find(">"), piece.find("<")
    return end >= 0 and (start < 0 or end < start)
