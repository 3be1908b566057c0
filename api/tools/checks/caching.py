"""What those between are told: caches by validators, times and Vary, browsers by origins."""

import re
from collections.abc import Iterator

from api.tools.checks.visit import (
    FEED,
    NOWHERE,
    SNAPSHOT,
    Visit,
    answering,
    check,
    first_of,
    header,
    wrong_headers,
)
from api.tools.checks.walk import NotChecked

_MAX_AGE = re.compile(r"\bmax-age=(\d{1,9})\b", re.ASCII)
_TAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"', re.ASCII)
FRESH_SECONDS = 15


@check("validators.etag")
def etag(visit: Visit) -> str | None:
    """Every 200 has an ETag, weak in /v1."""

    def is_good(value: str) -> bool:
        return value.startswith("W/") and bool(_TAG.fullmatch(value))

    return wrong_headers(visit, "ETag", is_good, answering(visit))


@check("validators.not-modified")
def not_modified(visit: Visit) -> str | None:
    """If-None-Match with the tag gives a 304 with that tag and no body."""
    return first_of(_modified(visit))


def _modified(visit: Visit) -> Iterator[str]:
    for target, tag in _tags(visit):
        answer = visit.ask(target, If_None_Match=tag)
        if target == FEED and answer.status == 200:
            continue  # A cache takes the condition off what it may not keep.
        if answer.status != 304:
            yield f"{target}: {answer.status}"
        elif header(answer, "ETag") != tag:
            yield f"{target}: the 304 has the tag {header(answer, 'ETag') or 'of nobody'}"
    for target, tag in [pair for pair in _tags(visit) if pair[0] != FEED][:3]:
        if visit.portal.behind(target, {"If-None-Match": tag}):
            yield f"{target}: the 304 has a body"


@check("validators.modified")
def modified(visit: Visit) -> str | None:
    """If-None-Match with another tag gives a 200."""
    return first_of(
        f"{target}: {answer.status}"
        for target, _tag in _tags(visit)
        if (answer := visit.ask(target, If_None_Match='W/"another"')).status != 200
    )


@check("caching.control")
def control(visit: Visit) -> str | None:
    """Cache-Control of what is public is `public` with a max-age of at most 15 seconds."""

    def is_good(value: str) -> bool:
        age = _MAX_AGE.search(value)
        return "public" in value and age is not None and int(age[1]) <= FRESH_SECONDS

    return wrong_headers(
        visit, "Cache-Control", is_good, [target for target in answering(visit) if target != FEED]
    )


@check("caching.proof")
def proof(visit: Visit) -> str | None:
    """The change feed and the snapshot, which prove something, come out of no cache:
    Cache-Control is no-cache, without stale directives.
    """

    def is_good(value: str) -> bool:
        return "no-cache" in value and "stale-" not in value

    proofs = [target for target in (FEED, SNAPSHOT) if visit.status(target) == 200]
    return wrong_headers(visit, "Cache-Control", is_good, proofs)


@check("caching.vary")
def vary(visit: Visit) -> str | None:
    """Vary names Accept-Encoding, and on errors Accept-Language; never Origin or Cookie."""
    needed = {"accept-encoding"}
    names = _names(header(visit.ask(NOWHERE), "Vary"))
    if not needed | {"accept-language"} <= names or names & {"origin", "cookie"}:
        return f"{NOWHERE}: Vary: {', '.join(sorted(names)) or 'missing'}"

    def is_good(value: str) -> bool:
        return needed <= _names(value) and not _names(value) & {"origin", "cookie"}

    return wrong_headers(visit, "Vary", is_good, answering(visit))


@check("cors.any-origin")
def any_origin(visit: Visit) -> str | None:
    """Any origin may read: Access-Control-Allow-Origin is a literal *, without credentials."""
    for target in (*answering(visit), NOWHERE):
        answer = visit.ask(target, Origin="https://conform.example")
        origin = header(answer, "Access-Control-Allow-Origin")
        if origin != "*":
            return f"{target}: Access-Control-Allow-Origin: {origin or 'missing'}"
        if header(answer, "Access-Control-Allow-Credentials"):
            return f"{target}: Access-Control-Allow-Credentials is there"
    return None


def _names(value: str) -> set[str]:
    return {name.strip().lower() for name in value.split(",")} - {""}


def _tags(visit: Visit) -> list[tuple[str, str]]:
    pairs = [(target, header(visit.ask(target), "ETag")) for target in answering(visit)]
    tags = [(target, tag) for target, tag in pairs if tag]
    if not tags:
        raise NotChecked("nothing has an ETag")
    return tags
