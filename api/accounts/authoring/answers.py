"""How a session is given to whoever signs in."""

from flask import Response

from api.accounts import sessions
from api.accounts.schemas import SessionSchema
from api.accounts.sessions import Begun
from api.http import authoring
from api.http.authoring import answer

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
