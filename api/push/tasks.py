"""Tells devices of notices: finds out what is new, and hands it to their push services."""

import logging
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from api.notices.queries import live as notices
from api.publishing import queries as publishing
from api.publishing.live.invalidation import MOST_CHANGES, changes_since
from api.publishing.models import Op
from api.push import commands, endpoints, queries
from api.push.commands import Claimed, Outcome
from api.push.queries import Message
from api.runtime import runtime
from api.runtime.failures import Failures
from api.runtime.outgoing import vapid
from api.runtime.outgoing.client import Client, NoAnswer, Refused, Taken
from api.runtime.outgoing.push_encryption import encrypted

SECONDS = 5.0
"""So long a push service may take for one message."""
AT_ONCE = 32
BATCHES = 5
"""In one run, which ends before the claims of it do, however slow services are."""
MOST_SILENCES = AT_ONCE
"""A service that has not answered so often in a row is left alone until the next run."""
_NOBODY = (404, 410)
_failures = Failures(logging.getLogger(__name__))


class Pushing:
    """Follows the log from where it stands at the start; who is owed what is in the database."""

    def __init__(self, client: Client | None = None) -> None:
        self._client = client
        self._done: int | None = None

    def run(self, at: datetime) -> None:
        """A piece of the work."""
        head = publishing.head_seq()
        for notice_id in self._news(head, at):
            commands.address(notice_id, at)
        self._done = head
        silences: Counter[str] = Counter()
        for _ in range(BATCHES):
            notice = queries.foremost_notice(at)
            if notice is None:
                return
            message = queries.message_of(notice, at)
            if message is None:
                commands.call_off(notice)
            else:
                self._tell(notice, message, at, silences)

    def _news(self, head: int, at: datetime) -> Iterable[UUID]:
        """Which notices may be for somebody: those that changed, or all that are fresh."""
        if self._done is None or head < self._done:
            return queries.fresh_notices(at)
        changes = changes_since(self._done) if head > self._done else []
        if len(changes) == MOST_CHANGES:
            return queries.fresh_notices(at)
        is_news = [
            change for change in changes if change.type == notices.kind and change.op == Op.UPSERT
        ]
        return [change.document for change in is_news]

    def _tell(self, notice: UUID, message: Message, at: datetime, silences: Counter[str]) -> None:
        client = self._client = self._client or Client(seconds=SECONDS)

        def tell(claimed: Claimed) -> Outcome:
            return _push(client, message, claimed, at, silences)

        with ThreadPoolExecutor(AT_ONCE) as threads:
            bound = runtime.current().bound(tell)
            outcomes = list(threads.map(bound, commands.claim(notice, at)))
        commands.note(notice, outcomes, at)


def _push(
    client: Client, message: Message, claimed: Claimed, at: datetime, silences: Counter[str]
) -> Outcome:
    host = urlsplit(claimed.endpoint).netloc
    if not endpoints.is_known(claimed.endpoint):
        return Outcome(claimed.subscription, is_nobody=True)
    if silences[host] >= MOST_SILENCES:
        return Outcome(claimed.subscription, again=True)
    body = encrypted(message.content, claimed.p256dh, claimed.auth)
    headers = {
        **message.headers,
        "Authorization": vapid.authorization(claimed.endpoint, at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
    }
    try:
        taken = client.post(claimed.endpoint, body, headers)
    except (NoAnswer, Refused) as error:
        silences[host] += 1
        _failures.failed(f"telling devices by {host}", error, with_trace=False)
        return Outcome(claimed.subscription, again=True)
    silences[host] = 0
    return _outcome(claimed, host, taken)


def _outcome(claimed: Claimed, host: str, taken: Taken) -> Outcome:
    """What the answer of a push service means (RFC 8030)."""
    who, status = claimed.subscription, taken.status
    if status in _NOBODY:
        return Outcome(who, is_nobody=True)
    if status == 429 or status >= 500:
        return Outcome(who, again=True, wait=taken.wait)
    if 200 <= status < 300:
        _failures.worked(f"telling devices by {host}")
    else:
        # It would say the same again.
        refusal = NoAnswer(f"it answers {status}")
        _failures.failed(f"telling devices by {host}", refusal, with_trace=False)
    return Outcome(who)
