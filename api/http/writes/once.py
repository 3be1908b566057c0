"""`@once`: a request that creates something has one effect, however often it is sent.

The row of its key joins the transaction of the effect: whoever sends the same meanwhile waits for
that row, and then gets the answer that stands in it.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import orjson
from flask import Response, request
from peewee import OperationalError

from api.db.connections import is_locked
from api.db.databases import close, execute
from api.db.fields import stored_time
from api.db.unit_of_work import transaction
from api.http.authoring import actor
from api.http.writes.bodies import body
from api.http.writes.errors import IdempotencyKeyRequired, IdempotencyMismatch, InFlight
from api.http.writes.models import KeptAnswer
from api.runtime import clock
from api.runtime.canonical import digest

KEPT = timedelta(hours=24)
_KEY_HEADER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "New for each effect; the same again brings the same answer, for 24 hours.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 64, "pattern": "^[ -~]{16,64}$"},
}
# Whoever finds the row of a request at work waits here; one whose time is over is taken anew.
_TAKE = (
    'INSERT INTO "kept_answer" ("actor", "route", "key", "body_hash", "at", "status", "etag",'
    ' "body") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("actor", "route", "key") DO UPDATE'
    ' SET "body_hash" = excluded."body_hash", "at" = excluded."at"'
    ' WHERE "kept_answer"."at" <= ? RETURNING 1'
)
_KEEP = (
    'UPDATE "kept_answer" SET "status" = ?, "etag" = ?, "body" = ?'
    ' WHERE "actor" = ? AND "route" = ? AND "key" = ?'
)
_KEY = re.compile(r"[ -~]{16,64}")


def takes_key(blueprint: Any) -> Callable[[Any], Any]:
    """Document the key of a creating POST: 400 without a good one, 409 while the first is at work.

    What is no answer to the same body is 422, as is a body that breaks its schema.
    """

    def documented(view: Any) -> Any:
        for status, response in ((400, "DEFAULT_ERROR"), (409, "CONFLICT")):
            view = blueprint.alt_response(status, response=response)(view)
        return blueprint.doc(parameters=[_KEY_HEADER])(view)

    return documented


def once(view: Callable[..., Response]) -> Callable[..., Response]:
    """Run the view once for each Idempotency-Key, in one transaction with the row of that key."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Response:
        # Members in another order say the same.
        said = orjson.dumps(body(), option=orjson.OPT_SORT_KEYS)
        return answered_once(said, lambda: view(*args, **kwargs))

    return run


def answered_once(said: bytes, make: Callable[[], Response]) -> Response:
    """The answer that `make` gives to what is said, in one transaction with the row of its key."""
    mine = _row(said, clock.now())
    try:
        with transaction():
            return _take(mine) or _keep(mine, make())
    except OperationalError as error:
        if not is_locked(error):
            raise
        # By the same request most likely; where one writes at a time, perhaps by another one.
        close()
        raise InFlight from error


def answered_before(said: bytes) -> Response | None:
    """The answer that was given to this key, for what takes long to make; None if it is new."""
    mine = _row(said, clock.now())
    kept_answer = KeptAnswer.get_or_none(_same(mine) & (KeptAnswer.at > mine.at - KEPT))
    return _replayed(kept_answer, mine) if kept_answer and kept_answer.status else None


def purge(at: datetime) -> None:
    """Forget the answers whose time is over."""
    KeptAnswer.delete().where(KeptAnswer.at <= at - KEPT).execute()


def _row(said: bytes, at: datetime) -> KeptAnswer:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise IdempotencyKeyRequired
    return KeptAnswer(
        actor=actor().id,
        route=f"{request.method} {request.path}",
        key=key,
        # What stands in the address is said too: the site of a week.
        body_hash=digest(said + request.query_string),
        at=at,
    )


def _take(mine: KeptAnswer) -> Response | None:
    """The answer that was given before, None when this request is the first of its key."""
    row = (*_place(mine), mine.body_hash, stored_time(mine.at), 0, None, b"")
    if execute(_TAKE, (*row, stored_time(mine.at - KEPT))).fetchone():
        return None
    return _replayed(KeptAnswer.get(_same(mine)), mine)


def _replayed(kept_answer: KeptAnswer, mine: KeptAnswer) -> Response:
    if kept_answer.body_hash != mine.body_hash:
        raise IdempotencyMismatch
    response = Response(
        kept_answer.body, status=kept_answer.status, content_type="application/json"
    )
    response.headers["Idempotent-Replayed"] = "true"
    return _tagged(response, kept_answer.etag)


def _keep(mine: KeptAnswer, response: Response) -> Response:
    said = response.status_code, response.headers.get("ETag"), response.get_data()
    execute(_KEEP, (*said, *_place(mine)))
    return response


def _place(mine: KeptAnswer) -> tuple[str, str, str]:
    return mine.actor, mine.route, mine.key


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
