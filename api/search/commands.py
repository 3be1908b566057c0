"""Keeps the index in step with what is public: in the publishing transaction, and as a whole.

It follows the engine: what is shown is written, what is hidden is removed, drafts never come here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.db.databases import execute, execute_many, insert_values, is_sqlite
from api.db.fields import stored_id
from api.db.migrate import patiently, wait_briefly
from api.db.unit_of_work import State, Transaction, transaction
from api.publishing.content_type import Publication, content_type
from api.publishing.formats import Searchable
from api.publishing.live import rendering
from api.publishing.live.dependents import mark_all
from api.publishing.models import Document
from api.runtime.jsons import dumps
from api.search.models import SearchDocument, SearchState
from api.search.row_ids import free_keys, wanted_key
from api.search.schemas import CardSchema
from api.search.words.terms import Words, site_term, type_term, words_of
from api.text.characters import without_look_alikes
from api.text.personal_data import without_citizen_numbers

VERSION = 2
"""Of the rules by which the index is made; another one makes it anew."""
STATE_ID = 1
COLUMNS = ("key", "id", "type", "card", "title", "lead", "body", "exact", "folded")
"""Of what the index keeps of each object, to show and to order it."""
_CARD = CardSchema()


@dataclass(frozen=True)
class Entry:
    """What the index is to hold of one object."""

    id: UUID
    type: str
    published_at: datetime
    card: bytes
    texts: tuple[str, str | None, str]
    words: Words
    terms: str


class _Pending:
    """What this transaction will change: an entry by document, None where it goes."""

    def __init__(self, tx: Transaction) -> None:
        self.entries: dict[UUID, Entry | None] = {}
        self.is_new: set[UUID] = set()
        tx.before_commit(self.write)

    def write(self) -> None:
        entries, self.entries = self.entries, {}
        _remove([entry for entry in entries if entry not in self.is_new])
        _insert([entry for entry in entries.values() if entry is not None])


_PENDING = State(_Pending)


def shown(publication: Publication) -> None:
    """Something is public, in this form from now on."""
    entry = _entry(publication)
    if entry is not None:
        with transaction() as tx:
            pending = _PENDING.of(tx)
            pending.entries[entry.id] = entry
            if tx.is_new(publication.document):
                pending.is_new.add(entry.id)


def hidden(document: Document) -> None:
    """Something is public no more."""
    with transaction() as tx:
        _PENDING.of(tx).entries[document.id] = None


def _entry(publication: Publication) -> Entry | None:
    document = publication.document
    searchable = content_type(document.type).searchable(publication)
    if searchable is None or document.published_at is None:
        return None
    also, beside = (_indexed(" ".join(texts)) for texts in (searchable.also, searchable.beside))
    title, lead, body = (
        _indexed(text or "") for text in (searchable.title, searchable.lead, searchable.body)
    )
    words = words_of((f"{title} {also}", f"{lead} {beside}", body))
    terms = [type_term(document.type), site_term(searchable.address["site"]["slug"]), *words.terms]
    return Entry(
        id=document.id,
        type=document.type,
        published_at=document.published_at,
        card=_card(document, searchable, title),
        texts=(title, lead or None, body),
        words=words,
        terms=" ".join(terms),
    )


def _card(document: Document, searchable: Searchable, title: str) -> bytes:
    card = {
        "id": document.id,
        "type": document.type,
        "title": title,
        "published_at": document.published_at,
        "active": searchable.active,
        **searchable.address,
    }
    return dumps(_CARD.write(card))


def _indexed(text: str) -> str:
    """A text as it may be found and shown: nobody is found by the number of a citizen."""
    return without_citizen_numbers(without_look_alikes(text))


def _remove(ids: Sequence[UUID]) -> None:
    if not ids:
        return
    marks = ", ".join("?" * len(ids))
    sql = f'DELETE FROM "search_document" WHERE "id" IN ({marks}) RETURNING "key"'  # noqa: S608
    keys = execute(sql, [stored_id(entry_id) for entry_id in ids]).fetchall()
    if keys:
        execute_many(f'DELETE FROM "search_index" WHERE "{_KEY[is_sqlite()]}" = ?', keys)  # noqa: S608


_KEY = {True: "rowid", False: "key"}


def _insert(entries: Sequence[Entry]) -> None:
    if not entries:
        return
    wanted = [wanted_key(entry.published_at, entry.id) for entry in entries]
    free = free_keys(wanted)
    keys = [free[key].pop(0) for key in wanted]
    pairs = list(zip(keys, entries, strict=True))
    insert_values("search_document", COLUMNS, [_row(key, entry) for key, entry in pairs])
    index([(key, entry.terms) for key, entry in pairs])


def index(rows: Sequence[tuple[int, str]]) -> None:
    """Let rows be found by these terms, each by its key."""
    insert_values("search_index", (_KEY[is_sqlite()], "terms"), rows)


def _row(key: int, entry: Entry) -> tuple[Any, ...]:
    words = entry.words
    return (
        key,
        stored_id(entry.id),
        entry.type,
        entry.card,
        *entry.texts,
        words.exact,
        words.folded,
    )


def reindex(at: datetime) -> int:
    """Make the index anew, a batch at a time beside whoever publishes; how much it holds then."""
    _begin_anew()
    rendering.render_all_stale(at)
    with transaction():
        for sql in _ORPHANS[is_sqlite()]:
            execute(sql)
    return SearchDocument.select().count()


def begin_anew_if_older() -> None:
    """If other rules made the index, or nothing yet, let the ticker make it anew."""
    if SearchState.get_by_id(STATE_ID).version != VERSION:
        _begin_anew()


def _begin_anew() -> None:
    # What is rendered again is shown again, and so comes here.
    patiently("the search's index", _mark_all)


def _mark_all() -> None:
    with transaction():
        wait_briefly()
        SearchState.update(version=VERSION).where(SearchState.id == STATE_ID).execute()
        mark_all()


_NOT_PUBLIC = (
    'DELETE FROM "search_document"'
    ' WHERE "id" NOT IN (SELECT "id" FROM "document" WHERE "is_visible")'
)
_UNKNOWN = 'DELETE FROM "search_index" WHERE "{}" NOT IN (SELECT "key" FROM "search_document")'
_ORPHANS = {
    on_sqlite: (_NOT_PUBLIC, _UNKNOWN.format(_KEY[on_sqlite])) for on_sqlite in (True, False)
}
