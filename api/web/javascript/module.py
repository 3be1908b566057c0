"""One module of `frontend/`, as it stands in a script with others: in a scope of its own.

Known are the forms that these modules use, and every other is refused: a file that is not wholly
understood would do something else here than in a browser. Comments are for who reads the modules;
a line of text in a template may not begin as one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import NamedTuple

from api.web.javascript.syntax import fault, is_one_value

_IMPORT = re.compile(r'^import \{([\w\s,]+)\} from "(\.{1,2}/[\w./-]+\.js)";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.{1,2}/[\w./-]+\.js)"\)')
_EXPORT = re.compile(
    r"^export ((?:async )?function|class|const) (\w+)(?=\s*[({=]|\s+extends\b)", re.MULTILINE
)
_CONSTANT = re.compile(r"^export const \w+\s*=", re.MULTILINE)
# What is left of imports and exports once the forms above are taken away.
_UNKNOWN = re.compile(r"^\s*(?:import|export)\b|\bimport\s*[.(]", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)", re.MULTILINE | re.DOTALL)


class NotJoined(ValueError):
    """A module that cannot be joined: its file and line, and what is wrong there."""


class Module(NamedTuple):
    """A module, looked through: what it takes from others, what it gives, and the rest of it."""

    imports: tuple[tuple[str, str], ...]
    later: tuple[str, ...]
    exports: tuple[str, ...]
    body: str

    @property
    def targets(self) -> Iterator[str]:
        return (target for _, target in self.imports)


# Pages share most of theirs.
@lru_cache(maxsize=1_024)
def module(path: str, source: bytes) -> Module:
    """A module at a path; NotJoined where it has a form that nobody knows here."""
    text = _COMMENT.sub(_blank, source.decode("utf-8-sig"))
    _check(path, text)
    check_syntax(path, _bare(_IMPORT.sub(lambda match: _taken(match[1], "null"), text)))
    _check_constants(path, text)
    return Module(
        tuple((match[1], _resolved(path, match[2])) for match in _IMPORT.finditer(text)),
        tuple(_resolved(path, match[1]) for match in _LATER.finditer(text)),
        tuple(match[2] for match in _EXPORT.finditer(text)),
        _bare(_IMPORT.sub("", text)).strip(),
    )


def scope(path: str, module: Module, names: Mapping[str, str], later: Callable[[str], str]) -> str:
    """The module as a function that runs at once and returns what it exports."""
    taken = "".join(f"{_taken(these, names[target])}\n" for these, target in module.imports)
    body = module.body
    if module.later:
        body = _LATER.sub(lambda match: later(_resolved(path, match[1])), body)
    return f"(() => {{\n{taken}{body}\nreturn {{ {', '.join(module.exports)} }};\n}})()"


def check_syntax(path: str, text: str) -> None:
    """NotJoined for what no browser would run."""
    wrong = fault(text)
    if wrong:
        raise NotJoined(f"{path}:{wrong}")


def _bare(text: str) -> str:
    """A module without the word by which it exports."""
    return _EXPORT.sub(r"\1 \2", text)


def _taken(names: str, module: str) -> str:
    """`import { a, b as c } from …` as the taking apart of what the module has returned."""
    return f"const {{{re.sub(r'(?<=[a-zA-Z0-9_]) as ', ': ', names)}}} = {module};"


def _check(path: str, source: str) -> None:
    rest = source
    for known in (_IMPORT, _LATER, _EXPORT):
        rest = known.sub(_blank, rest)
    wrong = _UNKNOWN.search(rest)
    if wrong:
        raise _unknown(path, rest, wrong)


def _check_constants(path: str, source: str) -> None:
    """Of several in one declaration only the first would be exported."""
    for constant in _CONSTANT.finditer(source):
        if not is_one_value(source[constant.end() :]):
            raise _unknown(path, source, constant)


def _unknown(path: str, source: str, match: re.Match[str]) -> NotJoined:
    line = source.count("\n", 0, match.end()) + 1
    return NotJoined(f"{path}:{line}: a form of import or export that cannot be joined")


def _blank(match: re.Match[str]) -> str:
    """Lines stay where they are, so that the place of what is wrong can be told."""
    return "\n" * match[0].count("\n")


def _resolved(path: str, target: str) -> str:
    return normpath(join(dirname(path), target))
