"""HTML that was left in a plain text, which shows it as it stands. Changes nothing."""

import html
import re

_ROUNDS = 3
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PARTING = "br|p|div|li|ul|ol|h[1-6]|t[dhr]|table|tbody|thead|hr|blockquote|section"
_JOINING = "a|b|i|u|s|em|strong|span|font|small|big|sub|sup|img|center|strike|del|ins|o:p|st1:\\w+"
_TAG = re.compile(rf"</?(?:({_PARTING})|{_JOINING})(?:\s[^<>]*)?/?>|<!--[^<>]*-->", re.IGNORECASE)


def perhaps_meant(text: str) -> str | None:
    """The text without the references and tags that it holds; None where it holds none.

    `a < b` and `R&D` hold none. What was escaped twice is read twice.
    """
    if "&" not in text and "<" not in text:
        return None
    read = text
    for _ in range(_ROUNDS):
        read = _TAG.sub(lambda tag: " " if tag[1] else "", read)
        read = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), read)
    return None if read == text else " ".join(read.split())
