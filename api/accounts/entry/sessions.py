"""Sessions: begun when somebody signs in, read at each request, ended at once in every process.

Of what a browser or program holds, the database has only a hash.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from api.accounts import queries, secrets
from api.accounts.models import Account, Session
from api.accounts.queries import SignedIn, by_token, enabled
from api.db.rows import row
from api.db.unit_of_work import transaction
from api.publishing.workflow import Actor, Means
from api.runtime.config import config
from api.runtime.errors import NotSignedIn
from api.runtime.ids import new_id
from api.text.secret_texts import hash_of

LONGEST = timedelta(days=30)
"""No session is longer, and one on a person's own machine is as long as this, used or not."""
PENDING = timedelta(minutes=10)
"""So long somebody may look for the code of the second factor."""
RECENTLY = timedelta(minutes=10)
"""Whoever changes what they prove themselves by has proved within this time who they are."""
PROOF = timedelta(hours=12)
"""Whoever publishes has proved within this time who they are."""
_STEP = timedelta(minutes=5)
"""Use is noted no more often than this."""


class Kind(NamedTuple):
    """How one wants to be signed in: on a machine that is one's own, by a token in a header."""

    is_long: bool = False
    is_bearer: bool = False


class Begun(NamedTuple):
    """A session that begins; nobody can read its secret again."""

    account: Account
    session: Session
    secret: str


def begin(account: Account, kind: Kind, at: datetime, is_pending: bool = False) -> Begun:
    """A new session of an account."""
    secret = secrets.new_session_secret()
    session = Session(
        id=new_id(), account=account.id, hash=hash_of(secret), is_pending=is_pending,
        is_long=kind.is_long, is_bearer=kind.is_bearer, created_at=at, proved_at=at,
    )  # fmt: skip
    session.ends_at = _end(session, at)
    with transaction() as tx:
        tx.add(session)
    return Begun(account, session, secret)


def by_secret(secret: str, at: datetime) -> SignedIn | None:
    """Who acts with what a request carries: a session, or a program's token; None if it is over."""
    if not secrets.is_session(secret):
        return by_token(secret, at)
    session = valid_session(secret, at)
    account = None if session is None or session.is_pending else enabled(session.account)
    if session is None or account is None:
        return None
    _note_use(session, at)
    actor = Actor(str(account.id), queries.roles_of(account), means=Means.SESSION)
    is_stale = session.is_long and session.proved_at <= at - PROOF
    return SignedIn(account, actor, session=session, needs_code_again=is_stale)


def valid_session(secret: str, at: datetime) -> Session | None:
    """The session of a secret, one that waits for its second factor too; None when it is over."""
    session = row(Session, "hash", hash_of(secret))
    return None if session is None or session.ends_at <= at else session


def end(secret: str) -> None:
    """End the session of a secret at once; one that has ended stays so."""
    Session.delete().where(Session.hash == hash_of(secret)).execute()


def drop(session: Session) -> None:
    """End a session for good, for another in its place; NotSignedIn when it has ended meanwhile."""
    if not Session.delete().where(Session.id == session.id).execute():
        raise NotSignedIn


def end_all(account_id: UUID, but: Session | None = None) -> None:
    """End all sessions of an account at once, `but` one."""
    others = Session.delete().where(Session.account == account_id)
    (others if but is None else others.where(Session.id != but.id)).execute()


def sweep(at: datetime) -> None:
    """Delete what is over."""
    Session.delete().where(Session.ends_at <= at).execute()


def _end(session: Session, at: datetime) -> datetime:
    if session.is_pending:
        return at + PENDING
    last = session.created_at + LONGEST
    return last if session.is_long else min(at + timedelta(hours=config().session_hours), last)


def _note_use(session: Session, at: datetime) -> None:
    end = _end(session, at)
    if end - session.ends_at >= _STEP:
        Session.update(ends_at=end).where(Session.id == session.id).execute()
