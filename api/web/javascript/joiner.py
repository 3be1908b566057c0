"""Joins modules of `frontend/` into one classic script, each in a scope of its own and run once.

It knows the forms that these modules use, and refuses every other: a file that it does not wholly
understand would do something else here than in a browser. Comments are for who reads the modules;
a line of text in a template may not begin as one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import \{([\w\s,]+)\} from "(\.{1,2}/[\w./-]+\.js)";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.{1,2}/[\w./-]+\.js)"\)')
_EXPORT = re.compile(
    r"^export ((?:async )?function|class|const) (\w+)(?=\s*[({=]|\s+extends\b)", re.MULTILINE
)
# What is left of imports and exports once the forms above are taken away.
_UNKNOWN = re.compile(r"^\s*(?:import|export)\b|\bimport\s*[.(]", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)", re.MULTILINE | re.DOTALL)


class NotJoined(ValueError):
    """A module that cannot be joined: its file and line, and what is wrong there."""


def joined(files: Mapping[str, bytes], entry: str) -> str:
    """One script of a module and all that it imports; `globalThis.entry` holds its exports."""
    return joined_apart(files, entry, ())[entry]


def joined_apart(files: Mapping[str, bytes], entry: str, rooms: Iterable[str]) -> dict[str, str]:
    """The script of `entry`, and of each of `rooms` one that runs behind it.

    A room's script has what the entry does not have yet; `globalThis.room` holds its exports.
    """
    order: dict[str, str] = {}
    _add(files, entry, (), order)
    common = dict(order)
    names = _names(common)
    said = f"globalThis.entry = {names[entry]};"
    shared = f"globalThis.modules = {{ {', '.join(names.values())} }};"
    scripts = {}
    for room in rooms:
        _add(files, room, (), order := dict(common))
        scripts[room] = _room(room, order, common)
    return {entry: _script(common, names, [shared, said] if scripts else [said]), **scripts}


def _room(room: str, order: Mapping[str, str], common: Mapping[str, str]) -> str:
    names = _names(order)
    own = {path: source for path, source in order.items() if path not in common}
    needed = {target for path in own for target in _targets(path, own[path])} & common.keys()
    taken = f"const {{ {', '.join(names[path] for path in sorted(needed))} }} = globalThis.modules;"
    return _script(own, names, [f"globalThis.room = {names[room]};"], taken)


def _names(order: Mapping[str, str]) -> dict[str, str]:
    return {path: f"$module{number}" for number, path in enumerate(order)}


def _script(
    order: Mapping[str, str], names: Mapping[str, str], last: list[str], first: str = ""
) -> str:
    scopes = [f"const {names[path]} = {_scope(path, order[path], names)};" for path in order]
    lines = ['"use strict";', first, *scopes, *last]
    return "(() => {\n" + "\n".join(filter(None, lines)) + "\n})();\n"


def _add(
    files: Mapping[str, bytes], path: str, above: tuple[str, ...], order: dict[str, str]
) -> None:
    """Put a module behind all that it imports, also what it imports later: each runs once."""
    if path in above:
        raise NotJoined(f"{path}: it imports itself, by way of {' > '.join(above)}")
    if path in order:
        return
    if path not in files:
        raise NotJoined(f"{path}: there is no such file; {above[-1] if above else path} imports it")
    source = files[path].decode()
    for target in _targets(path, source):
        _add(files, target, (*above, path), order)
    for found in _IMPORT.finditer(source):
        _check_names(path, found, order[_resolved(path, found[2])])
    order[path] = source


def _targets(path: str, source: str) -> Iterator[str]:
    for found in (*_IMPORT.finditer(source), *_LATER.finditer(source)):
        yield _resolved(path, found[found.re.groups])


def _scope(path: str, source: str, names: Mapping[str, str]) -> str:
    """The module as a function that runs at once and returns what it exports."""
    source = _COMMENT.sub(_blank, source)
    _check(path, source)
    exported = _exported(source)
    body = _IMPORT.sub(lambda found: _taken(found, names[_resolved(path, found[2])]), source)
    body = _LATER.sub(lambda found: f"Promise.resolve({names[_resolved(path, found[1])]})", body)
    body = _EXPORT.sub(r"\1 \2", body)
    return f"(() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})()"


def _exported(source: str) -> list[str]:
    return [found[2] for found in _EXPORT.finditer(source)]


def _check_names(path: str, found: re.Match[str], target: str) -> None:
    """A name that is not exported would be nothing at all, where a browser refuses the module."""
    names = {each.split()[0] for each in found[1].split(",") if each.strip()}
    missing = sorted(names - set(_exported(target)))
    if missing:
        raise NotJoined(f"{path}: {found[2]} exports no {', '.join(missing)}")


def _taken(found: re.Match[str], module: str) -> str:
    """`import { a, b as c } from …` as the taking apart of what the module has returned."""
    return f"const {{{re.sub(r'(?<=[a-zA-Z0-9_]) as ', ': ', found[1])}}} = {module};"


def _check(path: str, source: str) -> None:
    rest = source
    for known in (_IMPORT, _LATER, _EXPORT):
        rest = known.sub(_blank, rest)
    wrong = _UNKNOWN.search(rest)
    if wrong:
        line = rest.count("\n", 0, wrong.start()) + 1
        raise NotJoined(f"{path}:{line}: a form of import or export that cannot be joined")


def _blank(found: re.Match[str]) -> str:
    """Lines stay where they are, so that the place of what is wrong can be told."""
    return "\n" * found[0].count("\n")


def _resolved(path: str, target: str) -> str:
    return normpath(join(dirname(path), target))
