"""Runs: a text in pieces of one look each, its blanks collapsed as a browser does."""

import re
from typing import Any

Run = dict[str, Any]

# Stands for a line break until blanks are collapsed. No text holds it: controls are refused.
BREAK = "\x01"
_BLANKS = re.compile(f"[ \n{BREAK}]+")


def run_of(text: str, marks: tuple[str, ...] = (), href: str | None = None) -> Run:
    """A piece of text of one look."""
    return {"text": text, "marks": list(marks), "href": href}


def collapsed(runs: list[Run]) -> list[Run]:
    """Collapse blanks as a browser does, join runs of one look, drop blanks at both ends."""
    joined: list[Run] = []
    for run in runs:
        text = _BLANKS.sub(_blank, run["text"])
        if text[:1] == BREAK:
            _strip_end(joined, " ")
        if not joined or joined[-1]["text"][-1] in (" ", BREAK):
            text = text.lstrip(" " if joined else f" {BREAK}")
        if text and joined and _is_like(run, joined[-1]):
            joined[-1]["text"] += text
        elif text:
            joined.append({**run, "text": text})
    _strip_end(joined, f" {BREAK}")
    return [{**run, "text": run["text"].replace(BREAK, "\n")} for run in joined]


def _blank(blanks: re.Match[str]) -> str:
    return BREAK * blanks[0].count(BREAK) or " "


def _is_like(run: Run, other: Run) -> bool:
    return (run["marks"], run["href"]) == (other["marks"], other["href"])


def _strip_end(runs: list[Run], blanks: str) -> None:
    while runs:
        runs[-1]["text"] = runs[-1]["text"].rstrip(blanks)
        if runs[-1]["text"]:
            return
        runs.pop()
