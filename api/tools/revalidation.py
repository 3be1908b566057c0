"""Asks a portal for what proves something, and takes no answer that a cache gave in its place.

Caches that keep the rules say in `Age` for how long they have had an answer. nginx, when it serves
stale ones, says nothing; but a stored answer carries the id of the request that it was made for.
"""

import re
from secrets import token_hex

from api.tools.client import Answer, Portal
from api.tools.errors import Unanswered

_ATTEMPTS = 3
_LIFE = re.compile(r"\b(s-maxage|max-age)=\"?(\d{1,9})\b", re.ASCII)
_STALE = re.compile(r"\b11[012]\b", re.ASCII)
"""Warnings of caches: the answer is stale, was not revalidated, the cache is disconnected."""


def ask_afresh(portal: Portal, target: str) -> Answer:
    """The answer at `target`, whatever its status; Unanswered where it is none of the portal's own.

    Some proxies put ids of their own in the place of ours: then no two answers have the same.
    """
    seen: set[str] = set()
    for _ in range(_ATTEMPTS):
        own = token_hex(16)
        # Whoever keeps answers is asked not to use them, and may do so all the same.
        answer = portal.ask(target, {"Cache-Control": "no-cache", "X-Request-Id": own})
        if answer.status != 200:
            break
        _require_young(answer)
        named = str(answer.headers.get("X-Request-Id", own))
        if named == own:
            break
        if named in seen:
            raise Unanswered(f"{_CACHE} an answer that it has kept from an earlier request")
        seen.add(named)
    return answer


_CACHE = "a cache in front of the portal gives, in its place,"


def _require_young(answer: Answer) -> None:
    """Unanswered for what has outlived what it says of itself."""
    age = str(answer.headers.get("Age", "0")).strip()
    seconds = int(age[:9]) if age.isascii() and age.isdigit() else 0
    control = ",".join(answer.headers.get_all("Cache-Control") or ())
    if seconds > _life(control):
        raise Unanswered(f"{_CACHE} an answer that it has had for {seconds} seconds")
    if _STALE.search(",".join(answer.headers.get_all("Warning") or ())):
        raise Unanswered(f"{_CACHE} an answer that it calls stale itself")


def _life(control: str) -> int:
    """For how many seconds a cache may use an answer without asking."""
    if "no-cache" in control or "no-store" in control:
        return 0
    directives = {str(name): int(seconds) for name, seconds in _LIFE.findall(control)}
    return directives.get("s-maxage", directives.get("max-age", 0))
