"""The pages of a frontend as they are sent: scripts of each in one file, styles inside the page.

The sources stay as they are, and work by themselves on any static host.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from api.runtime.canonical import digest
from api.web.javascript.joiner import NotJoined, joined_in_parts
from api.web.javascript.module import check_syntax
from api.web.sheets import sheet

FOLDER = "joined/"
_WORDS = "i18n/vi.json"
"""The words of every page, whatever its language: they come with its scripts."""
_STYLES = re.compile(rb'(?:\s*<link rel="stylesheet" href="/[\w./-]+">)+')
_STYLE = re.compile(rb'href="/([\w./-]+)"')
_EARLY = re.compile(rb'<script src="/([\w./-]+)"></script>')
_SCRIPTS = re.compile(rb"(<!-- scripts -->)(.*?)(\s*<!-- end of scripts -->)", re.DOTALL)
_ENTRY = re.compile(rb'<script type="module"[^>]* src="/([\w./-]+)"')
_NAME = re.compile(r"\.[0-9a-f]{16}\.js$")
_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(rb"\s*\n\s*")


class JoinedPages:
    """The pages by name, and their scripts by address below `/`."""

    def __init__(self, frontend: Mapping[str, bytes]) -> None:
        self._frontend = frontend
        self.files: dict[str, bytes] = {}
        self._styles: dict[str, str] = {}
        self._scripts: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self.pages = {
            name: self._joined(name, source)
            for name, source in frontend.items()
            if name.endswith(".html") and "/" not in name
        }

    def current(self, address: str) -> str | None:
        """What stands now in place of a script, by that of any release; None where it is none."""
        return self._named.get(_NAME.sub("", address))

    def allowed(self, policy: str, page: str = "") -> str:
        """A policy that lets in what stands inside a page besides; without a name, inside any."""
        names = [page] if page else [*self.pages]
        for directive, hashes in (("style-src", self._styles), ("script-src", self._scripts)):
            own = sorted({hashes[name] for name in names if name in hashes})
            named = " ".join([f"{directive} 'self'", *own])
            policy = policy.replace(f"{directive} 'self'", named)
        return policy

    def renamed(self, other: "JoinedPages") -> list[tuple[bytes, bytes]]:
        """The scripts of another joining of the same pages, and what each is called here."""
        pairs = ((other._named[path], name) for path, name in self._named.items())
        return [(theirs.encode(), ours.encode()) for theirs, ours in pairs if theirs != ours]

    def _joined(self, page: str, source: bytes) -> bytes:
        source = _STYLES.sub(lambda match: self._style(page, match[0]), source)
        source = _EARLY.sub(lambda match: self._early(page, match[1].decode()), source)
        return _SCRIPTS.sub(lambda match: self._scripts_of(page, *match.groups()), source)

    def _style(self, page: str, links: bytes) -> bytes:
        sheets = (sheet(self._frontend, link.decode()) for link in _STYLE.findall(links))
        style = _SPACE.sub(b"\n", _COMMENT.sub(b"", b"\n".join(sheets))).strip()
        self._styles[page] = _hash(page, style)
        return b"\n    <style>%s</style>" % style

    def _early(self, page: str, path: str) -> bytes:
        script = self._frontend[path].strip()
        check_syntax(path, script.decode())
        self._scripts[page] = _hash(path, script)
        return b"<script>%s</script>" % script

    def _scripts_of(self, page: str, begin: bytes, own: bytes, end: bytes) -> bytes:
        """One file in place of all modules; a page that has none keeps what it has.

        It is fetched from the first, beside what is read, and runs when `early.js` lets it. In a
        frame that has no origin, as a preview at the desk, a script of another origin has no
        address from which its parts could be asked for: so it is asked for as they are.
        """
        entry = _ENTRY.search(own)
        if entry is None or entry[1].decode() not in self._frontend:
            return begin + own + end
        name = self._script(page.removesuffix(".html"), entry[1].decode()).encode()
        preload = b'<link rel="preload" as="script" href="/%s" crossorigin>\n    ' % name
        return preload + begin + b'\n    <script defer src="/%s" crossorigin></script>' % name + end

    def _script(self, stem: str, entry: str) -> str:
        words = b"globalThis.congxaWords = { vi: %s };\n" % self._frontend[_WORDS].strip()
        script = joined_in_parts(
            self._frontend,
            entry,
            lambda path, part: "/" + self._put(f"{stem}-{_stem(path)}", part.encode()),
        )
        return self._put(stem, words + script.encode())

    def _put(self, stem: str, script: bytes) -> str:
        name = f"{FOLDER}{stem}.{digest(script)[:16]}.js"
        self.files[name] = script
        self._named[FOLDER + stem] = name
        return name


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".js")


def _hash(name: str, text: bytes) -> str:
    """As a policy names what stands in a page (CSP3 §2.3.1)."""
    if b"</" in text:
        raise NotJoined(f"{name}: inside a page a tag would end it")
    return f"'sha256-{b64encode(sha256(text).digest()).decode()}'"
