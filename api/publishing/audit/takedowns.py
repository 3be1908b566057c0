"""The list of what was withdrawn as personal data, beside the backups: it stays withdrawn."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from api.publishing import queries
from api.publishing.audit.beside import Content, SideList
from api.publishing.models import Change, Op
from api.publishing.reasons import PERSONAL_DATA
from api.runtime.clock import local


def tell(changes: Iterable[Change]) -> None:
    """Write down those of these committed changes that are such withdrawals."""
    LIST.tell(change for change in changes if is_takedown(change))


def is_takedown(change: Change) -> bool:
    """Whether a change took away what shows personal data."""
    return change.reason == PERSONAL_DATA and change.op != Op.UPSERT


def last(after: int) -> int:
    """The `seq` of the last such withdrawal after that one; 0 where there is none."""
    return max((change.seq for change in _withdrawals(after)), default=0)


def _withdrawals(after: int) -> Iterator[Change]:
    is_one = (Change.seq > after) & (Change.reason == PERSONAL_DATA) & (Change.op != Op.UPSERT)
    return iter(Change.select().where(is_one).order_by(Change.seq))


def _line(change: Change) -> Mapping[str, Any]:
    return {
        "id": str(change.document),
        "type": change.type,
        "site": change.site,
        "withdrawn_at": local(change.at),
        "seq": change.seq,
    }


def _document(line: Mapping[str, Any]) -> UUID:
    return UUID(str(line["id"]))


LIST = SideList(
    "personal_data.jsonl",
    Content(queries.head_seq, _withdrawals, _line, _document, time="withdrawn_at"),
)
