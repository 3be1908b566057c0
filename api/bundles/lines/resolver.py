"""Resolves what a line names: keys into ids, files into media, bodies into what may stay."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from api.bundles.files.named_files import readers_name, with_linked
from api.bundles.lines.file_notes import FileNotes
from api.bundles.lines.parser import Entry, said
from api.publishing.content_type import Content, ContentType
from api.publishing.formats import Reference
from api.richtext import html
from api.runtime.config import config
from api.runtime.errors import InvalidContent
from api.text import characters
from api.text.losses import FieldLosses

NO_ID = str(UUID(int=0))
NO_MEDIA = "0" * 40


@dataclass
class Resolver:
    """How names in a line become ids: each call raises ValueError with what is wrong.

    What is wrong is gathered, and something harmless takes its place, so that the rest is checked.
    So is what a text loses, and what is to be told of its files, with the field it stands in.
    Relative links are meant against `base`.
    """

    reference: Callable[[Reference, str], str]
    media: Callable[[str], str]
    attachment: Callable[[str], str]
    notes: FileNotes
    base: str | None = None
    wrong: list[str] = field(default_factory=list)
    losses: FieldLosses = field(default_factory=list)

    def content_of(self, entry: Entry, handled: ContentType) -> Content:
        """The content of a line as the engine takes it; what is wrong is added to `wrong`."""
        raw = dict(entry.raw)
        for name, reference in handled.bundle.references.items():
            raw.update(self._mapped(raw, name, str, self._key(name, reference)))
        for name in handled.bundle.files:
            raw.update(self._mapped(raw, name, dict, self._file(name)))
        linked: list[str] = []
        for name in handled.bundle.html:
            may_link = bool(handled.bundle.attachments)
            raw.update(self._mapped(raw, name, str, self._body(name, linked if may_link else None)))
        for name in handled.bundle.attachments:
            raw[name] = with_linked(raw.get(name), linked)
            raw.update(self._mapped(raw, name, dict, self._attached(name)))
        self.losses += self.notes.losses()
        try:
            content = handled.load(raw)
        except InvalidContent as error:
            self.wrong += said(error.errors)
            return {}
        content.is_resolved = True
        return content

    def _mapped(self, raw: Content, name: str, kind: type, call: Callable[[Any], Any]) -> Content:
        """`call` on a member, or on each in its list; what is of another kind a schema refuses."""
        if name not in raw:
            return {}
        value = raw[name]
        if isinstance(value, list):
            return {name: [call(item) if isinstance(item, kind) else item for item in value]}
        return {name: call(value) if isinstance(value, kind) else value}

    def _key(self, name: str, reference: Reference) -> Callable[[str], str | None]:
        # Keys are kept like any other line of text, so what names one is read like that too.
        def resolved(key: str) -> str | None:
            try:
                named = characters.normalise(key)
                # An empty text is how others write an absent fact.
                return self.reference(reference, named) if named else None
            except ValueError as error:
                self.wrong.append(f"/{name}: {error}")
                return NO_ID

        return resolved

    def _file(self, name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def resolved(value: dict[str, Any]) -> dict[str, Any]:
            words = {member: value[member] for member in value if member != "file"}
            return {**words, "media": self._named(name, value.get("file"), self.media)}

        return resolved

    def _attached(self, name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def resolved(value: dict[str, Any]) -> dict[str, Any]:
            file = value.get("file")
            words = {member: value[member] for member in value if member != "file"}
            if isinstance(file, str):
                words["name"] = readers_name(file, words.get("name"))
            return {**words, "media": self._named(name, file, self.attachment)}

        return resolved

    def _body(self, name: str, linked: list[str] | None) -> Callable[[str], str]:
        """How a body is taken; files that it links to are added to `linked` where there is one."""

        def is_file(address: str) -> bool:
            is_kept = linked is not None and self._is_attachment(address)
            if is_kept and linked is not None and address not in linked:
                linked.append(address)
            return is_kept

        def taken(value: str) -> str:
            origin = html.Origin(
                self.base, lambda file: f"media:{self._named(name, file, self.media)}", is_file
            )
            try:
                body = html.sanitise(value, free_hosts=config().free_hosts, origin=origin)
            except characters.UnsafeText:
                # The schema says what is wrong with it.
                return value
            self.losses += [(f"/{name}", loss) for loss in body.losses]
            return body

        return taken

    def _is_attachment(self, address: str) -> bool:
        try:
            return bool(self.attachment(address))
        except ValueError:
            return False

    def _named(self, name: str, file: object, find: Callable[[str], str]) -> str:
        try:
            if isinstance(file, str) and file.strip():
                media_id = find(file)
                self.notes.add(name, file)
                return media_id
            self.wrong.append(f"/{name}/file: must name a file of the bundle")
        except ValueError as error:
            self.wrong.append(f"/{name}: {error}")
        return NO_MEDIA
