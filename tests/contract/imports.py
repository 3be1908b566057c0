"""Imports run one way, as docs/architecture.md draws them. Every import counts, lazy ones included.

    settings < text < richtext < runtime < criteria < db < http < publishing < features
    features < registry < create_app < jobs < ticker < server < cli
    in a feature: errors models schemas < queries < commands
                  < content tasks cli answers delivery authoring

- Import from the left only; within a feature the files of one group too, in the order written.
- From another feature: models, queries, commands, schemas, errors and, for its own faces, answers,
  and never above one's own group (so queries never reach a command, not even a neighbour's).
  `publishing` is the engine under all content types: the others may import each of its files that
  has no face to the outside.
- Features have an order too: none needs, through others or not, what needs it.
- A file of another name inside a feature is a helper. It stands in the highest group it imports
  from (in the lowest if it imports none), may not import the last group, and serves files of its
  own group and up. Only its own feature may import it.
- `authoring` may be a folder: all files in it are that face, and may import each other.
- Migrations import text, runtime and db alone, and nobody imports them.
- The tools of aggregators speak HTTP: they import text, runtime and criteria alone.
- flask, flask_smorest, flask_cors and werkzeug appear only in http, cache, answers, delivery,
  authoring, cli and the files above the features. Schemas know no database.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]

SETTING_FILES = (
    "api.places",
    "api.setting.values",
    "api.setting.database_url",
    "api.setting.private_files",
    "api.setting.file",
    "api.setting.table",
    "api.settings",
    "api.secret_key",
)
TOP_FILES = (
    "api.lazy_group",
    "api.content_types",
    "api.registry",
    "api.reference",
    "api.preparation",
    "api.application",
    "api.folders",
    "api.agreement",
    "api.installation",
    "api.setting.cli",
    "api.backups.proving",
    "api.backups.making",
    "api.backups.upgrading",
    "api.backups.restoring",
    "api.backups.reports",
    "api.operations.cli",
    "api.backups.cli",
    "api",
    "api.jobs",
    "api.ticker",
    "api.server",
    "api.static_site",
    "api.cli",
    "api.__main__",
)
GROUPS = (
    ("errors", "models", "schemas"),
    ("queries",),
    ("commands",),
    ("content", "tasks", "cli", "answers", "delivery", "authoring"),
)
ORDER = tuple(name for group in GROUPS for name in group)
LAST = len(GROUPS) - 1
SHARED = {"errors", "models", "schemas", "queries", "commands", "answers"}
FACES = {"tasks", "cli", "delivery", "authoring"}
WEB = {"flask", "flask_smorest", "flask_cors", "werkzeug"}
WEB_FILES = {"cli", "answers", "delivery", "authoring"}
ROOMS = ("text", "richtext", "runtime", "criteria", "db", "http")
"""What knows no feature, each of those before it."""
BANDS = ("settings", *ROOMS, "migrations", "publishing", "feature", "top")
MAY_IMPORT_ONLY = {
    "migrations": {"text", "runtime", "db", "migrations"},
    "tools": {"text", "runtime", "criteria", "tools"},
}


@dataclass(frozen=True)
class Place:
    """Where a module stands: its band, its feature, and the name of its file there."""

    module: str
    band: str
    feature: str
    file: str

    @property
    def is_helper(self) -> bool:
        return self.file not in ORDER


def place(module: str) -> Place:
    parts = module.split(".")
    if module in SETTING_FILES:
        return Place(module, "settings", "", parts[-1])
    if module in TOP_FILES or (len(parts) == 2 and parts[1] not in FEATURES):
        return Place(module, "top", "", module)
    band = parts[1] if parts[1] in BANDS else "feature"
    file = "authoring" if parts[2:3] == ["authoring"] else ".".join(parts[2:])
    return Place(module, band, parts[1], file or "__init__")


FEATURES = {folder.name for folder in (ROOT / "api").iterdir() if folder.is_dir()}


class Imports:
    """All imports of a set of modules, and what is wrong with them."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources
        self.trees = {module: ast.parse(source) for module, source in sources.items()}
        self.wanted = {
            module: sorted(set(self._imported(ast.walk(tree))))
            for module, tree in self.trees.items()
        }
        self._groups: dict[str, int] = {}

    def violations(self) -> list[str]:
        found = [
            f"{module} imports {target}: {why}"
            for module, targets in self.wanted.items()
            for target in targets
            if (why := self._fault(module, target))
        ]
        return found + self._cycles() + self._circles()

    def _imported(self, nodes: Iterable[ast.AST]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                base = "." * node.level + (node.module or "")
                for alias in node.names:
                    full = f"{base}.{alias.name}"
                    yield full if full in self.sources else base

    def _fault(self, module: str, target: str) -> str | None:
        source = place(module)
        if target.startswith("."):
            return "imports are absolute"
        if target.split(".")[0] != "api":
            return _outside_fault(source, target.split(".")[0])
        if source.file == "schemas" and target.startswith("api.db."):
            return "schemas do not touch the database"
        return self._inside_fault(source, place(target))

    def _inside_fault(self, source: Place, target: Place) -> str | None:
        only = MAY_IMPORT_ONLY.get(source.feature)
        if only is not None and target.feature not in only:
            return f"{source.feature} import only {', '.join(sorted(only))}"
        if target.band == "migrations" and source.band != "migrations":
            return "migrations are run, not imported"
        if BANDS.index(target.band) > BANDS.index(source.band):
            return f"{target.band} is above {source.band}"
        if source.band in {"settings", "top"} and target.band == source.band:
            return _top_fault(source, target)
        if source.band in {"publishing", "feature"} and target.feature in FEATURES - {*ROOMS}:
            return self._feature_fault(source, target)
        return None

    def _feature_fault(self, source: Place, target: Place) -> str | None:
        is_own = source.feature == target.feature
        if not is_own and target.band == "publishing" and target.file in FACES:
            return "the engine's own faces are not for other features"
        if not is_own and target.band == "feature" and target.file not in SHARED:
            return f"of another feature only {', '.join(sorted(SHARED))} may be imported"
        if source.is_helper and self._group(target) == LAST:
            return f"a helper may not import {target.file}"
        if self._group(target) > self._group(source):
            return f"{target.file} is above {source.file}"
        if is_own and not source.is_helper and not target.is_helper:
            return _order_fault(source, target)
        return None

    def _group(self, where: Place) -> int:
        if not where.is_helper:
            return next(i for i, group in enumerate(GROUPS) if where.file in group)
        if where.module not in self._groups:
            self._groups[where.module] = 0  # while it is worked out: a cycle of helpers ends here
            targets = [place(t) for t in self.wanted.get(where.module, ()) if t in self.sources]
            below = [self._group(t) for t in targets if t.band in {"publishing", "feature"}]
            self._groups[where.module] = min(max(below, default=0), LAST - 1)
        return self._groups[where.module]

    def _cycles(self) -> list[str]:
        done: set[str] = set()
        return [cycle for module in self.sources for cycle in self._cycle_from(module, (), done)]

    def _cycle_from(self, module: str, path: tuple[str, ...], done: set[str]) -> Iterator[str]:
        if module in path:
            yield "cycle: " + " > ".join((*path[path.index(module) :], module))
        elif module not in done:
            for target in self._imported_at_once(module):
                yield from self._cycle_from(target, (*path, module), done)
            done.add(module)

    def _circles(self) -> list[str]:
        """Features that cannot be read one after the other, whichever of their files it is for."""
        below: dict[str, set[str]] = {}
        for module in self.sources:
            source, targets = (
                place(module),
                [place(t) for t in self.wanted[module] if t[:4] == "api."],
            )
            if source.band == "feature":
                own = below.setdefault(source.feature, set())
                own |= {target.feature for target in targets if target.band == "feature"}
        ordered = {feature: others - {feature} for feature, others in below.items()}
        try:
            TopologicalSorter(ordered).prepare()
        except CycleError as error:
            return ["circle of features: " + " > ".join(error.args[1])]
        return []

    def _imported_at_once(self, module: str) -> list[str]:
        """What is imported with the module itself, not later inside a function."""
        later = {
            inner
            for node in ast.walk(self.trees[module])
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
            for inner in ast.walk(node)
        }
        at_once = [node for node in ast.walk(self.trees[module]) if node not in later]
        return sorted({t for t in self._imported(at_once) if t in self.sources} - {module})


def _outside_fault(source: Place, library: str) -> str | None:
    if library == "peewee" and source.file == "schemas":
        return "schemas do not touch the database"
    is_web_place = source.band in {"http", "top"} or source.feature == "cache"
    if library in WEB and not is_web_place and source.file not in WEB_FILES:
        return "the web stays in http, cache, delivery, authoring, cli and above"
    return None


def _top_fault(source: Place, target: Place) -> str | None:
    order = SETTING_FILES if source.band == "settings" else TOP_FILES
    for where in (source, target):
        if where.module not in order:
            return f"{where.module} has no place in the order: {' < '.join(order)}"
    if order.index(target.module) >= order.index(source.module):
        return f"{target.module} is above {source.module}"
    return None


def _order_fault(source: Place, target: Place) -> str | None:
    if source.file == target.file:
        return None  # of one folder
    if ORDER.index(target.file) >= ORDER.index(source.file):
        return f"{target.file} is not left of {source.file}"
    return None
