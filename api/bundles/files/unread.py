"""Finds what looks like content of a bundle but is called, or lies, so that nothing reads it."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from api.bundles.files import archives
from api.bundles.files.archives import BadBundle
from api.bundles.files.opening import shown
from api.bundles.files.places import Fault, Place

MOST_SEEN = 10_000
"""Names that are looked at, and at most so many of them are listed:"""
MOST_LISTED = 10
_SITE = "site.json"
_LINES = frozenset({"json", "jsonl", "ndjson", "jsonlines", "jl"})
_TABLES = frozenset({"txt", "csv", "tsv", "xls", "xlsx", "xml", "gz", ""})


def faults(folder: Path, known: Collection[str]) -> list[Fault]:
    """What looks like content and is in a file that nothing reads: misspelt or misplaced."""
    read = {name for name in known if os.path.lexists(folder / name)}
    said = f"no content is read from a file of this name, only from {', '.join(known)}"
    faults = []
    for path in _paths(folder):
        meant = _meant(path, known)
        if meant and meant not in read:
            why = f"is not read: it must be called “{meant}” and lie at the top of the bundle"
            faults.append(Fault(Place(str(path), 1), why))
        elif len(path.parts) == 1 and _ending(path) in _LINES and path.name not in known:
            faults.append(Fault(Place(str(path), 1), said))
    return faults


def refuse_nothing(folder: Path, known: Collection[str]) -> None:
    """Refuse a folder of which nothing would be read, and say what is there instead."""
    if any(os.path.lexists(folder / name) for name in known):
        return
    files = ", ".join(known)
    inside = sorted(path.name + "/" * path.is_dir() for path in folder.iterdir())
    if not inside:
        raise BadBundle(f"the bundle is empty; at its top must be one of {files}")
    listed = ", ".join(shown(name) for name in inside[:MOST_LISTED])
    more = f" and {len(inside) - MOST_LISTED:,} more" if len(inside) > MOST_LISTED else ""
    raise BadBundle(f"there is none of {files} at its top, but {listed}{more}{sites_seen(folder)}")


def sites_seen(folder: Path) -> str:
    """Where else a `site.json` was seen, as the end of a sentence."""
    below = (path for path in _paths(folder) if len(path.parts) > 1)
    seen = [path for path in below if path.name.lower() == _SITE]
    if not seen:
        return ""
    places = ", ".join(shown(str(path)) for path in seen[:MOST_LISTED])
    return f"; a site.json was seen at {places}: import the folder that holds it, or a zip of that"


def _meant(path: PurePosixPath, known: Collection[str]) -> str | None:
    """The name that content of this file would have to have."""
    stem, *endings = path.name.lower().strip().split(".")
    meant = next((name for name in known if name.partition(".")[0] == stem), None)
    is_table = len(path.parts) == 1 and (endings or [""])[-1] in _TABLES
    is_content = is_table or not _LINES.isdisjoint(endings)
    return meant if is_content and str(path) != meant else None


def _ending(path: PurePosixPath) -> str:
    return path.suffix.lower().removeprefix(".")


def _paths(folder: Path) -> Iterator[PurePosixPath]:
    """The first files of a folder, those that lines name as pictures left out."""
    seen = 0
    for root, folders, files in os.walk(folder):
        above = PurePosixPath(Path(root).relative_to(folder))
        is_deep = len(above.parts) >= archives.DEEPEST
        folders[:] = (
            [] if is_deep else sorted(folder for folder in folders if _is_ours(above / folder))
        )
        ours = sorted(file for file in files if _is_ours(above / file))
        yield from (above / file for file in ours[: MOST_SEEN - seen])
        seen += len(files) + len(folders)
        if seen > MOST_SEEN:
            return


def _is_ours(path: PurePosixPath) -> bool:
    return not path.name.startswith((".", "__MACOSX")) and path.parts != ("media",)
