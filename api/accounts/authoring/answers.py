"""What several views say: a session that begins, who may go on, a page of a list."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from api.accounts.entry import sessions
from api.accounts.entry.passkeys import Place
from api.accounts.entry.sessions import Begun
from api.accounts.errors import SessionRequired
from api.accounts.models import Session
from api.accounts.queries import SignedIn
from api.accounts.schemas import SessionSchema
from api.http import authoring
from api.http.authoring import answer, signed_in
from api.http.pagination import Page
from api.http.schemas.base import Schema
from api.runtime.clock import now
from api.runtime.errors import CodeRequired

SECONDS = int(sessions.LONGEST.total_seconds())


def begun_session(begun: Begun) -> Response:
    """What is said of a session that begins: by a cookie, or a token that is shown once."""
    account, session, secret = begun
    facts = {
        "user": account.__data__,
        "mfa_required": session.is_pending,
        "token": secret if session.is_bearer else None,
        "expires_at": session.ends_at,
    }
    response = answer(facts, SessionSchema)
    return response if session.is_bearer else with_cookie(response, begun)


def with_cookie(response: Response, begun: Begun) -> Response:
    """The same response, which gives a browser the session."""
    lasts = SECONDS if begun.session.is_long else None
    return authoring.with_cookie(response, begun.secret, lasts)


def in_person(*, proved: bool = False) -> tuple[SignedIn, Session]:
    """Whoever signed in themselves; `proved`: not long ago, else CodeRequired."""
    signed: SignedIn = signed_in()
    if signed.session is None:
        raise SessionRequired
    if proved and signed.session.proved_at <= now() - sessions.RECENTLY:
        raise CodeRequired
    return signed, signed.session


def place() -> Place:
    """Where passkeys are good: on the host that this request names."""
    return Place(authoring.host(), authoring.own_origins())


def listing(page: Page, items: Sequence[dict[str, Any]], schema: type[Schema]) -> Response:
    """A page of a list."""
    facts = {"items": items, "next": page.next, "total": page.total}
    return authoring.page(facts, schema)
