"""The file of settings that every command finds: where it is and what its lines say.

It knows no setting and decodes no value. A line is `NAME=value`; the value may stand in quotes,
nothing in it is expanded. `#` begins a comment, at the start of a line or after a space.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from api.setting.values import SettingsError

NAMED_BY = "CONGXA_CONFIG"
PLACES = (Path("congxa.env"), Path("/etc/congxa/congxa.env"))
"""Where it is looked for unless it is named; the first is in the folder of the start."""

_LINE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_QUOTED = re.compile(r"""(["'])(?P<value>.*?)\1\s*(?:#.*)?""")
_COMMENT = re.compile(r"(?:^|\s)#.*")


class Line(NamedTuple):
    """A value, and the place that gives it, as `file:line`."""

    value: str
    place: str


@dataclass(frozen=True)
class SettingFile:
    """The lines of one file, by the names that they set."""

    path: Path
    lines: Mapping[str, Line]


def find(environ: Mapping[str, str], folder: Path) -> SettingFile | None:
    """The file that `environ` names, else that of `folder`, else that of the machine."""
    if NAMED_BY in environ:
        named = _read(folder / environ[NAMED_BY])
        if named is None:
            raise SettingsError(f"{NAMED_BY}: there is no file {folder / environ[NAMED_BY]}")
        return named
    # A folder that this account may not look into, such as root's, is not one of its own.
    places = PLACES if os.access(folder, os.X_OK) else PLACES[1:]
    files = (_read(folder / place) for place in places)
    return next((file for file in files if file is not None), None)


def _read(path: Path) -> SettingFile | None:
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        # One that may not be read is not one that is absent: it would change what is in force.
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is no text in UTF-8") from error
    return SettingFile(path, _parse(text, path))


def _parse(text: str, path: Path) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line.startswith("#"):
            continue
        place = f"{path}:{number}"
        match = _LINE.fullmatch(line)
        value = match and _value(match[2])
        if match is None or value is None:
            raise SettingsError(f"{place}: a line must be NAME=value")
        if match[1] in lines:
            raise SettingsError(f"{place}: {match[1]} is set a second time")
        lines[match[1]] = Line(value, place)
    return lines


def _value(text: str) -> str | None:
    """What stands behind the `=`; None when its quotes do not close."""
    if text.startswith(("'", '"')):
        quoted = _QUOTED.fullmatch(text)
        return quoted and quoted["value"]
    return _COMMENT.sub("", text).rstrip()
