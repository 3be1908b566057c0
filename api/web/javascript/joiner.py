"""Joins modules of `frontend/` into one classic script, each in a scope of its own and run once."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from api.web.javascript.module import Module, NotJoined, module, scope


def joined(files: Mapping[str, bytes], entry: str) -> str:
    """One script of a module and all that it imports; `globalThis.entry` holds its exports."""
    return joined_apart(files, entry, ())[entry]


def joined_apart(files: Mapping[str, bytes], entry: str, rooms: Iterable[str]) -> dict[str, str]:
    """The script of `entry`, and of each of `rooms` one that runs behind it.

    A room's script has what the entry does not have yet; `globalThis.room` holds its exports.
    """
    order: dict[str, Module] = {}
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


def joined_in_parts(files: Mapping[str, bytes], entry: str, put: Callable[[str, str], str]) -> str:
    """One script of what `entry` needs at once.

    What it imports later becomes a script for each: `put(path, script)` tells its address. They are
    asked for as modules, and find by its path in `globalThis.modules` what is there already.
    """
    order: dict[str, Module] = {}
    _add(files, entry, (), order)
    return _Parted(order, put).script(entry)


class _Parted:
    """The modules of a page, in order, and where those that it asks for later have been put."""

    def __init__(self, order: Mapping[str, Module], put: Callable[[str, str], str]) -> None:
        self._order, self._put = order, put
        self._names = _names(order)
        self._first: set[str] = set()
        self._places: dict[str, str] = {}
        self._taken: set[str] = set()

    def script(self, entry: str) -> str:
        """The script of the page itself; those of its parts have been put before."""
        own = self._own(entry)
        self._first = set(own)
        scopes = self._scopes(own)
        members = (f"{json.dumps(path)}: {self._names[path]}" for path in sorted(self._taken))
        exported = f"globalThis.modules = {{ {', '.join(members)} }};"
        return _framed([*scopes, exported])

    def _own(self, path: str) -> dict[str, Module]:
        """A module and all that it imports, but for what the page has at once."""
        reached, waiting = set[str](), [path]
        while waiting:
            current = waiting.pop()
            if current not in reached and current not in self._first:
                reached.add(current)
                waiting.extend(self._order[current].targets)
        return {name: source for name, source in self._order.items() if name in reached}

    def _scopes(self, own: Mapping[str, Module], before: str = "") -> list[str]:
        return [
            f"const {self._names[path]} = {before and before % json.dumps(path)}"
            f"{scope(path, source, self._names, self._later)};"
            for path, source in own.items()
        ]

    def _later(self, target: str) -> str:
        if target in self._first:
            return f"Promise.resolve({self._names[target]})"
        if target not in self._places:
            self._places[target] = self._put(target, self._part(target))
        path = json.dumps(target)
        return f'import("{self._places[target]}").then(() => globalThis.modules[{path}])'

    def _part(self, path: str) -> str:
        """A module that is there already, by way of another part, does not run again."""
        own = self._own(path)
        needed = {target for source in own.values() for target in source.targets} - own.keys()
        self._taken |= needed
        taken = [
            f"const {self._names[target]} = globalThis.modules[{json.dumps(target)}];"
            for target in sorted(needed)
        ]
        exports = [f"globalThis.modules[{json.dumps(name)}] = {self._names[name]};" for name in own]
        return _framed([*taken, *self._scopes(own, "globalThis.modules[%s] || "), *exports])


def _room(room: str, order: Mapping[str, Module], common: Mapping[str, Module]) -> str:
    names = _names(order)
    own = {path: source for path, source in order.items() if path not in common}
    needed = {target for source in own.values() for target in (*source.targets, *source.later)}
    needed &= common.keys()
    taken = f"const {{ {', '.join(names[path] for path in sorted(needed))} }} = globalThis.modules;"
    return _script(own, names, [f"globalThis.room = {names[room]};"], taken)


def _names(order: Mapping[str, Module]) -> dict[str, str]:
    return {path: f"$module{number}" for number, path in enumerate(order)}


def _script(
    order: Mapping[str, Module], names: Mapping[str, str], last: list[str], first: str = ""
) -> str:
    here = partial(_here, names)
    scopes = [f"const {names[path]} = {scope(path, order[path], names, here)};" for path in order]
    return _framed([first, *scopes, *last])


def _here(names: Mapping[str, str], target: str) -> str:
    """What is imported later is in the same script."""
    return f"Promise.resolve({names[target]})"


def _framed(lines: Iterable[str]) -> str:
    return "(() => {\n" + "\n".join(filter(None, ('"use strict";', *lines))) + "\n})();\n"


def _add(
    files: Mapping[str, bytes], path: str, above: tuple[str, ...], order: dict[str, Module]
) -> None:
    """Put a module behind all that it imports, also what it imports later: each runs once."""
    if path in above:
        raise NotJoined(f"{path}: it imports itself, by way of {' > '.join(above)}")
    if path in order:
        return
    if path not in files:
        raise NotJoined(f"{path}: there is no such file; {above[-1] if above else path} imports it")
    parsed = module(path, files[path])
    for target in (*parsed.targets, *parsed.later):
        _add(files, target, (*above, path), order)
    for names, target in parsed.imports:
        _check_names(path, names, target, order[target])
    order[path] = parsed


def _check_names(path: str, taken: str, target: str, imported: Module) -> None:
    """A name that is not exported would be nothing at all, where a browser refuses the module."""
    names = {part.split()[0] for part in taken.split(",") if part.strip()}
    missing = sorted(names - set(imported.exports))
    if missing:
        raise NotJoined(f"{path}: {target} exports no {', '.join(missing)}")
