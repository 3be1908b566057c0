"""The characters of Vietnamese text: what may be stored, in which one form. Knows no HTML."""

import re
import unicodedata

# UAX 15 calls a text "stream-safe" when no base letter carries more marks than this. Reordering
# a longer run takes time that grows with its square, and no language needs one.
MAX_MARKS = 30
# Slugs and sort keys look no further than this into a text, so that any input is cheap.
LOOK_AT = 4096

# Marks and embeddings, which phones and office programs leave; what overrides an order is worse.
BIDI_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c"
"""What a request may not hold and a bundle may: it goes there, with a word."""
_BIDI = f"{BIDI_MARKS}\u202d\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\ufeff\U000e0000-\U000e007f"
_CONTROLS = "\x01-\x08\x0b-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_BEYOND = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
# One class is searched for many times faster than what names its parts.
_REFUSED = re.compile(f"[\x00{_BIDI}{_SURROGATES}{_NONCHARACTERS}{_CONTROLS}]")
_REFUSED_BEYOND = re.compile(f"[{_BEYOND}]")
_WHY_REFUSED = re.compile(
    f"(?P<nul>\x00)|(?P<bidi_control>[{_BIDI}])|(?P<surrogate>[{_SURROGATES}])"
    f"|(?P<noncharacter>[{_NONCHARACTERS}{_BEYOND}])|(?P<control_character>[{_CONTROLS}])"
)
PATTERN = "^[^{}]*$".format(
    "".join(
        character if character == "-" else f"\\u{ord(character):04x}"
        for character in f"\x00{_BIDI}{_NONCHARACTERS}{_CONTROLS}"
    )
)
"""What `normalise` does not refuse by its letters, in the words of ECMA-262."""
# Letters that look like Vietnamese ones on a keyboard or in a font, and are others.
_LOOK_ALIKES = dict(zip("ÐðƉɖƢƣ", "ĐđĐđƯư", strict=True))
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
# What needs no closer look: plain NFC text is all of it, and one quick pass tells so. The rest is
# refused, dropped, replaced, or a mark that might be one of too many.
_PLAIN = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u01a1\u01a4-\u0255"
    "\u0257-\u02ff\u0370-\u061b\u061d-\u180d\u180f-\u2006\u2008-\u200a\u2010-\u2027"
    "\u2030-\u205f\u2070-\ud7ff\ue000-\ufdcf\ufdf0-\ufdff]*+"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_DROPPED = re.compile(f"[{_ZERO_WIDTH}]+")
_REPLACED = (
    *((space, " ") for space in "\t\u00a0\u2007\u202f"),
    *((line_end, "\n") for line_end in "\u2028\u2029"),
)
_JOINER = "\u200d"
_EMOJI = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Between two emoji, the first perhaps with its selector, it makes one picture of them.
_LONE_JOINER = re.compile(f"(?<!{_EMOJI})(?<!{_EMOJI}\ufe0f){_JOINER}|{_JOINER}(?!{_EMOJI})")
_BLANKS = re.compile(r"[ \n]+")
# Ranges without a single combining mark are left out, so real text hardly ever matches.
_PERHAPS_MARKS = re.compile(
    rf"[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20cf\u2100-\u2bff\u3400-\u9fff]{{{MAX_MARKS + 1},}}"
)
_REASONS = {
    "nul": "a NUL character",
    "bidi_control": "a control that reorders text",
    "surrogate": "half a surrogate pair",
    "noncharacter": "a code point that is no character",
    "control_character": "a control character",
}


class UnsafeText(ValueError):
    """Text that must not be stored; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def normalise(text: str, *, multiline: bool = False) -> str:
    """Bring a field's text into the one stored form, or raise UnsafeText.

    NFC; no-break spaces and tabs become spaces, zero-width characters go but for what joins two
    emoji, letters that look like Vietnamese ones become those; ends are stripped. In a single
    line, runs of spaces and line ends become one space. Doing it twice changes nothing.
    """
    text = compose(scrub(text)).strip()
    if not multiline and ("  " in text or "\n" in text):
        return _BLANKS.sub(" ", text)
    return text


def scrub(text: str) -> str:
    """Refuse, drop and replace single characters; line ends stay as they are, but CRLF is LF."""
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n")
    if refused := _REFUSED.search(text) or (_ASTRAL.search(text) and _REFUSED_BEYOND.search(text)):
        raise _unsafe(refused)
    text = _DROPPED.sub("", text)
    if _JOINER in text:
        text = _LONE_JOINER.sub("", text)
    for character, plain in _REPLACED:
        text = text.replace(character, plain)
    text = without_look_alikes(text)
    _refuse_piles_of_marks(text)
    return text


def without_look_alikes(text: str) -> str:
    """Put the Vietnamese letter in place of each that only looks like it: `Ðông` is `Đông`."""
    if not any(map(text.__contains__, _LOOK_ALIKES)):
        return text
    return _LOOK_ALIKE.sub(lambda letter: _LOOK_ALIKES[letter[0]], text)


def compose(text: str) -> str:
    """NFC, in time linear to the text; UnsafeText for a letter with too many marks."""
    if unicodedata.is_normalized("NFC", text):
        return text
    _refuse_piles_of_marks(text)
    return unicodedata.normalize("NFC", text)


def _unsafe(refused: re.Match[str]) -> UnsafeText:
    why = _WHY_REFUSED.match(refused[0])
    code = (why and why.lastgroup) or ""
    where = f"U+{ord(refused[0]):04X} at character {refused.start() + 1}"
    return UnsafeText(code, f"The text holds {_REASONS[code]} ({where}).")


def _refuse_piles_of_marks(text: str) -> None:
    for run in _PERHAPS_MARKS.finditer(text):
        marks = 0
        for character in run[0]:
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks > MAX_MARKS:
                raise UnsafeText(
                    "too_many_marks", f"A letter carries more than {MAX_MARKS} combining marks."
                )
