"""The desk: its shell, its modules joined into one script, and its styles into one sheet."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from api.publishing.registry import content_types
from api.runtime.canonical import digest
from api.web import files
from api.web.javascript.joiner import joined_apart
from api.web.sheets import sheet

FOLDER = "desk/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' blob: data:; frame-src {sites}; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script';"
    " trusted-types congxa ProseMirrorClipboard"
)
DOORS = ("vao", "moi")
"""The screens of who is not signed in."""
_SHELL = FOLDER + "desk.html"
_ENTRY = FOLDER + "start.js"
_SHEETS = ("styles/index.css", FOLDER + "styles/desk.css")
_WORDS = FOLDER + "i18n/"
_EDITOR = "vendor/prosemirror.js"
_WRITES = "viet"
_WRITES_TEXT = "screens/write-text.js"
# Screens whose scripts stand by themselves, by the first part of their address, or the first two.
_ROOMS = {
    "": "screens/home.js",
    _WRITES: "screens/write.js",
    f"{_WRITES}/site": "screens/identity.js",
    "khan": "screens/emergency.js",
    "lich": "screens/week.js",
    "nguoi": "screens/people.js",
    "nhat-ky": "screens/record.js",
    "bao-cao": "screens/report.js",
    "sap-xep": "screens/order.js",
    "cong": "screens/overview.js",
}
_ME = "/authoring/v1/me"
_WAITING = "/authoring/v1/documents?waiting=me&limit=100"
# What a screen asks beyond what every screen does, before it shows anything.
_ASKED = {"noi-dung": ("/authoring/v1/statistics/ratings?reasons=true",)}
# Words of a view lose nothing by it: markup takes blanks together.
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# Each screen has an address of its own; what is none of these is nowhere.
_SCREEN = re.compile(
    rf"(?:|noi-dung|nguoi|nhat-ky|bao-cao|vao|moi|khan|tai-khoan|cong|sap-xep/[a-z_]+|lich(?:/\d{{4}}-W\d\d)?|viet/[a-z_]+(?:/{_UUID})?)"
)


class Served(NamedTuple):
    """A file as it is sent."""

    body: bytes
    content_type: str


class Desk:
    """The files of the desk by their address below `/desk/`, and the page of all its screens."""

    def __init__(self, frontend: Mapping[str, bytes]) -> None:
        self.files: dict[str, Served] = {}
        self.version = ""
        self._shell = frontend.get(_SHELL, b"")
        if not self._shell:
            return
        scripts = joined_apart(
            frontend, _ENTRY, [FOLDER + file for file in (*_ROOMS.values(), _WRITES_TEXT)]
        )
        for name, script in scripts.items():
            name = "desk.js" if name == _ENTRY else name.removeprefix(FOLDER)
            self._put(name, _INDENT.sub("", script).encode())
        self._put("desk.css", b"\n".join(sheet(frontend, stylesheet) for stylesheet in _SHEETS))
        for name in (name for name in frontend if name.startswith(_WORDS)):
            self._put(name.removeprefix(FOLDER), frontend[name])
            self._put(f"portal/{name.removeprefix(_WORDS)}", frontend[name.removeprefix(FOLDER)])
        if FOLDER + _EDITOR in frontend:
            self._put(_EDITOR, frontend[FOLDER + _EDITOR])
        self.version = digest(b"".join(file.body for file in self.files.values()))[:12]

    def is_screen(self, path: str) -> bool:
        """Whether a path below `/desk/` is one of its screens."""
        return bool(self._shell) and _SCREEN.fullmatch(path) is not None

    def page(self, path: str, known: bytes, *, has_people: bool) -> bytes:
        """The page of a screen with what is known; its files are named by what is in them."""
        room = _room(path)
        before = _script(_EDITOR) if room == _WRITES_TEXT else ""
        behind = _script(room) if room else ""
        page = self._shell.replace(b"<!-- before -->", before.encode())
        page = page.replace(b"<!-- behind -->", behind.encode())
        page = page.replace(b"{version}", self.version.encode())
        page = page.replace(b"<!-- known -->", known)
        return page if has_people else page.replace(b"<body>", b"<body data-nobody>")

    def _put(self, name: str, body: bytes) -> None:
        self.files[name] = Served(body, files.TYPES[name[name.rindex(".") :]])


def _room(path: str) -> str | None:
    place, _, rest = path.partition("/")
    kind = rest.partition("/")[0]
    if place == _WRITES and any(
        content_type.name == kind and content_type.bundle.html for content_type in content_types()
    ):
        return _WRITES_TEXT
    return _ROOMS.get(f"{place}/{kind}") or _ROOMS.get(place)


def _script(name: str) -> str:
    return f'<script src="/desk/{name}?v={{version}}" defer></script>'


def needed(path: str) -> tuple[str, ...]:
    """What a screen asks the API first, by address; nothing at the doors."""
    return () if path in DOORS else (_ME, _WAITING, *_ASKED.get(path, ()))


def policy(sites: Iterable[str]) -> str:
    """What the desk's pages may do; they show pages of the sites, and nobody else's."""
    return POLICY.format(sites=" ".join(sorted(set(sites))) or "'none'")
