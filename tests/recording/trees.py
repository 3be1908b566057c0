"""A page as the tree that a browser makes of it: no order of attributes, no indentation.

Left out is which files of its own a page loads, what of them stands in it, and of the answers
handed to its scripts all but a digest: they are recorded under their addresses.
"""

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from html.parser import HTMLParser
from typing import Any

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_INLINE = {"a", "abbr", "b", "code", "em", "mark", "small", "span", "strong", "sub", "sup", "time"}
_OWN = re.compile(r"<(style|script)>.*?</\1>", re.DOTALL)
_LOADING = {"expect", "modulepreload", "preload", "stylesheet"}


def tree(page: str) -> Iterator[str]:
    """One line for each element, attribute list and text, indented by depth."""
    parser = _Tree()
    parser.feed(_OWN.sub("", page))
    parser.close()
    yield from parser.lines()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[int, str, str]] = []
        self._open: list[str] = []

    def lines(self) -> Iterator[str]:
        """What was found; a space counts where it parts words of one line."""
        for number, (depth, tag, text) in enumerate(self._found):
            if not tag:
                text = self._without_indentation(number, text)
            if text:
                yield " " * depth + text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not _is_loading(tag, dict(attrs)):
            said = [f" {name}={json.dumps(value, ensure_ascii=False)}" for name, value in attrs]
            self._found.append((len(self._open), tag, f"<{tag}{''.join(sorted(said))}>"))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
            self._found.append((len(self._open), tag, ""))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self._found.extend((len(self._open), "script", line) for line in _of_script(data))
        else:
            words = " ".join(data.split())
            before, after = data[:1].isspace() * " ", data[-1:].isspace() * " "
            self._found.append((len(self._open), "", f"{before}{words}{after}" if words else " "))

    def _without_indentation(self, number: int, text: str) -> str:
        tags = [
            self._found[at][1] if at < len(self._found) else "" for at in (number - 1, number + 1)
        ]
        is_inline = [tag in _INLINE for tag in tags]
        if not text.strip():
            return '" "' if all(is_inline) else ""
        text = text if is_inline[0] else text.lstrip()
        return json.dumps(text if is_inline[1] else text.rstrip(), ensure_ascii=False)


def _is_loading(tag: str, attributes: dict[str, str | None]) -> bool:
    is_link = tag == "link" and attributes.get("rel") in _LOADING
    return is_link or (tag == "script" and "src" in attributes)


def _of_script(data: str) -> Iterator[str]:
    if not data.strip():
        return
    found = json.loads(data)
    answers = found.pop("answers", {})
    yield from json.dumps(found, ensure_ascii=False, indent=1).split("\n")
    for address, answer in answers.items():
        yield f"handed {address}: {_digest(answer)}"


def _digest(answer: Any) -> str:
    packed = json.dumps(answer, ensure_ascii=False, sort_keys=True).encode()
    return blake2b(packed, digest_size=8).hexdigest()
