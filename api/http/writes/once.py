"""`@once`: a request that creates something has one effect, however often it is sent.

The row of its key joins the transaction of the effect: whoever sends the same meanwhile waits for
that row, and then gets the answer that stands in it.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import orjson
from flask import Response, request
from peewee import OperationalError

from api.db.connections import is_locked
from api.db.databases import close
from api.db.unit_of_work import transaction
from api.http.authoring import actor
from api.http.writes.bodies import body
from api.http.writes.errors import IdempotencyKeyRequired, IdempotencyMismatch, InFlight
from api.http.writes.models import KeptAnswer
from api.runtime import clock

KEPT = timedelta(hours=24)
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "New for each effect; the same again brings the same answer, for 24 hours.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 64, "pattern": "^[ -~]{16,64}$"},
}
REPLAYED = {
    "Idempotent-Replayed": {
        "description": "`true`: this was answered before, and nothing was done now.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}
_KEY = re.compile(r"[ -~]{16,64}")


def once(view: Callable[..., Response]) -> Callable[..., Response]:
    """Run the view once for each Idempotency-Key, in one transaction with the row of that key."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Response:
        mine = _row(clock.now())
        try:
            with transaction():
                return _take(mine) or _keep(mine, view(*args, **kwargs))
        except OperationalError as error:
            if not is_locked(error):
                raise
            # By the same request most likely; where one writes at a time, perhaps by another one.
            close()
            raise InFlight from error

    return run


def purge(at: datetime) -> None:
    """Forget the answers whose time is over."""
    KeptAnswer.delete().where(KeptAnswer.at <= at - KEPT).execute()


def _row(at: datetime) -> KeptAnswer:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise IdempotencyKeyRequired
    # Members in another order say the same.
    said = orjson.dumps(body(), option=orjson.OPT_SORT_KEYS)
    return KeptAnswer(
        actor=actor().id,
        route=f"{request.method} {request.path}",
        key=key,
        body_hash=hashlib.blake2b(said, digest_size=16).hexdigest(),
        at=at,
    )


def _take(mine: KeptAnswer) -> Response | None:
    """The answer that was given before, None when this request is the first of its key."""
    over = (KeptAnswer.at <= mine.at - KEPT) & _same(mine)
    KeptAnswer.delete().where(over).execute()
    first = KeptAnswer.insert(mine.__data__).on_conflict_ignore().returning(KeptAnswer.key)
    if list(first.execute()):
        return None
    kept = KeptAnswer.get(_same(mine))
    if kept.body_hash != mine.body_hash:
        raise IdempotencyMismatch
    response = Response(kept.body, status=kept.status, content_type="application/json")
    response.headers["Idempotent-Replayed"] = "true"
    return _tagged(response, kept.etag)


def _keep(mine: KeptAnswer, response: Response) -> Response:
    tag = response.headers.get("ETag")
    kept = {"status": response.status_code, "etag": tag, "body": response.get_data()}
    KeptAnswer.update(**kept).where(_same(mine)).execute()
    return response


def _same(mine: KeptAnswer) -> Any:
    return (
        (KeptAnswer.actor == mine.actor)
        & (KeptAnswer.route == mine.route)
        & (KeptAnswer.key == mine.key)
    )


def _tagged(response: Response, tag: str | None) -> Response:
    if tag is not None:
        response.headers["ETag"] = tag
    return response
