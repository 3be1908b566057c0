"""Which document each key of a bundle stands for; what must be unique and is not is a fault."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from api.bundles.files import bundle, unread
from api.bundles.files.archives import BadBundle
from api.bundles.files.opening import shown
from api.bundles.files.places import Fault, Place
from api.bundles.importing import state, writing
from api.bundles.lines.parser import LineSummary
from api.http.old_addresses import key_of
from api.publishing.checks import raw_texts
from api.publishing.content_type import ContentType
from api.publishing.formats import BundleFormat, Reference
from api.runtime.ids import new_id, parse_id
from api.text.telephones import telephones
from api.text.web_addresses import is_web_address


def site_of(folder: Path, wanted: str | None, faults: list[Fault]) -> UUID:
    """The site that everything belongs to: that of `site.json`, else the one named or the only one.

    What is wrong with `site.json` itself is found when its line is read.
    """
    facts = _site_facts(folder)
    slug = facts["slug"] if isinstance(facts.get("slug"), str) else None
    if wanted and slug and slug != wanted:
        faults.append(Fault(Place(SITE, 1), f"/slug: {shown(slug)} is not the site “{wanted}”"))
    named = wanted or slug
    known = state.site_id(named) if named else None
    if (folder / SITE).exists():
        given = facts.get("id")
        return known or (parse_id(given) if isinstance(given, str) else None) or new_id()
    only = None if wanted else state.only_site()
    if known is None and only is None:
        name = f"no site “{wanted}” here" if wanted else "more than one site here, or none"
        raise BadBundle(
            f"there is {name}, and no site.json in the bundle{unread.sites_seen(folder)}"
        )
    return known or only  # type: ignore[return-value]  # one of them is there


def old_base_of(folder: Path) -> str | None:
    """The address of the former portal, as `site.json` tells it; a wrong one is none."""
    facts = _site_facts(folder).get("old_base_url")
    return facts if isinstance(facts, str) and is_web_address(facts) else None


def own_numbers_of(folder: Path) -> frozenset[str]:
    """The telephone numbers that the portal gives as its own, as `site.json` tells them."""
    facts = _site_facts(folder)
    fields = (facts.get(name) for name in ("phone", "hotline", "fax"))
    return frozenset(
        telephone.national
        for field in fields
        if isinstance(field, str)
        for telephone in telephones(field)
    )


def _site_facts(folder: Path) -> dict[str, Any]:
    lines = bundle.lines(folder, SITE, [])
    read = (raw_texts.read(line.data, BundleFormat(SITE))[0] for line in lines)
    return next(read, {})


SITE = "site.json"


class Identities:
    """The documents of all keys, old and new, and which line asked first for what is unique."""

    def __init__(self, site: UUID, faults: list[Fault]) -> None:
        self._site = site
        self._faults = faults
        self._documents: dict[tuple[str, str], UUID] = {}
        self._fresh: dict[str, dict[UUID, Place]] = {}
        self._first: dict[object, Place] = {}
        self._foreign: set[UUID] = set()
        self._in_bundle: set[UUID] = set()

    def load(self, type_name: str) -> None:
        """Learn the keys of earlier imports."""
        self._fresh[type_name] = {}
        for key, document in state.ids_by_key(self._site, type_name).items():
            self._documents[type_name, key] = document

    def note(self, line: LineSummary, handled: ContentType) -> None:
        """Give the key of a line its document; nothing that must be unique may come twice."""
        if not line.key:
            return
        for slug in dict.fromkeys(line.slugs):
            self._refuse_twice(line, ("slug", handled.name, slug), f"/slug: “{slug}”")
        for url in line.old_urls:
            self._refuse_twice(line, ("old url", key_of(url)), f"/old_urls: “{url}”")
        if line.id is not None:
            self._refuse_twice(line, ("id", line.id), f"/id: {line.id}")
        self._refuse_twice(line, ("key", handled.name, line.key), f"/key: “{line.key}”")
        self._name(line, handled)

    def note_unreadable(self, handled: ContentType, keys: Mapping[str, Place]) -> None:
        """Give keys of lines that cannot be read a document, so that what names them is right."""
        for key, place in keys.items():
            if key and (handled.name, key) not in self._documents:
                document = self._documents[handled.name, key] = new_id()
                self._fresh[handled.name][document] = place

    def fresh(self) -> dict[UUID, Place]:
        """The documents that only this bundle brings, each with its line."""
        return {id_: place for some in self._fresh.values() for id_, place in some.items()}

    def document(self, type_name: str, key: str) -> UUID:
        """The id of the document that a key stands for."""
        return self._documents[type_name, key]

    def is_new(self, type_name: str, key: str) -> bool:
        """Whether nothing was here of a key, nor of its document, when lines were checked."""
        document = self._documents[type_name, key]
        return document in self._fresh[type_name] and document not in self._foreign

    def is_in_bundle(self, document: UUID) -> bool:
        """Whether the bundle has a line of a document."""
        return document in self._in_bundle

    def refer(self, reference: Reference, key: str) -> str:
        """The id that a reference means, the text itself where text is allowed, or ValueError."""
        document = self._documents.get((reference.type, key))
        if document is None and not reference.or_text:
            raise ValueError(f"there is no {reference.type} with the key {shown(key)}")
        return key if document is None else str(document)

    def refuse_foreign(self, handled: ContentType, *, overwrite: bool) -> None:
        """Refuse new keys for documents that are here: another's, or not from an import."""
        fresh = self._fresh[handled.name]
        for document, stored in state.documents(fresh).items():
            self._foreign.add(document)
            if stored.type != handled.name or self._site not in (stored.site, document):
                said = f"/id: {document} is the id of something else here"
                self._faults.append(Fault(fresh[document], said))
            elif not (overwrite or (handled.bundle.is_single and state.is_begun(stored))):
                self._faults.append(Fault(fresh[document], writing.FOREIGN))

    def _name(self, line: LineSummary, handled: ContentType) -> None:
        own = (handled.name, line.key)
        if own not in self._documents:
            self._documents[own] = self._site if handled.bundle.is_single else line.id or new_id()
            self._fresh[handled.name][self._documents[own]] = line.place
        document = self._documents[own]
        self._in_bundle.add(document)
        if line.id in (None, document):
            return
        if not handled.bundle.is_single:
            said = f"/id: the key “{line.key}” stands for {document} here"
            self._faults.append(Fault(line.place, said))
        elif (handled.name, str(line.id)) not in self._documents and not state.is_empty(document):
            self._faults.append(Fault(line.place, writing.OTHER_SITE.format(document)))

    def _refuse_twice(self, line: LineSummary, what: object, said: str) -> None:
        first = self._first.setdefault(what, line.place)
        if first != line.place:
            said = f"{said} stands in {first.seen_from(line.place)} already"
            self._faults.append(Fault(line.place, said))


def generations(above: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many ancestors each key has in a bundle at most; what leads in a circle is left out.

    `above` are the keys that each names. Level by level, those go first that wait for nobody.
    """
    waits = {key: {parent for parent in named if parent in above} for key, named in above.items()}
    below = defaultdict[str, list[str]](list)
    for key, named in waits.items():
        for parent in named:
            below[parent].append(key)
    levels: dict[str, int] = {}
    ready = [key for key, named in waits.items() if not named]
    level = 0
    while ready:
        levels.update(dict.fromkeys(ready, level))
        level += 1
        ready = [child for key in ready for child in below[key] if _is_last(waits[child], key)]
    return levels


def _is_last(waits: set[str], key: str) -> bool:
    """Whether nobody else is waited for."""
    waits.discard(key)
    return not waits
