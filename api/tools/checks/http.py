"""What every answer of a portal is: its type, its letters, a body where one belongs."""

import re
import zlib
from collections.abc import Iterator
from secrets import token_hex

from api.tools.checks.visit import (
    DESCRIPTOR,
    FEED,
    NOWHERE,
    Visit,
    answering,
    check,
    first_of,
    header,
    json_of,
    wrong_headers,
)

_MEMBERS = ("name", "software", "version", "api_version", "links", "sites", "capabilities")
_SITE_MEMBERS = ("slug", "name", "url", "api")
_MOST_UNPACKED = 64 * 2**20


@check("descriptor.there")
def descriptor(visit: Visit) -> str | None:
    """/.well-known/portal.json tells what the portal is: name, software, version, api_version,
    links, sites, capabilities.
    """
    answer = visit.ask(DESCRIPTOR)
    description = json_of(answer)
    if answer.status != 200 or not isinstance(description, dict):
        return f"{answer.status} and no JSON object"
    missing = [name for name in _MEMBERS if name not in description]
    return f"{', '.join(missing)} missing" if missing else None


@check("descriptor.same")
def same_descriptor(visit: Visit) -> str | None:
    """/v1 gives the same descriptor."""
    return None if visit.read("/v1") == visit.read(DESCRIPTOR) else "/v1 gives another one"


@check("descriptor.sites")
def sites(visit: Visit) -> str | None:
    """Each site of the descriptor has slug, name, url and api, and is at /v1/sites/{slug}."""
    listed = visit.read(DESCRIPTOR).get("sites")
    if not isinstance(listed, list) or not all(isinstance(site, dict) for site in listed):
        return "sites is no list of objects"
    return first_of(_wrong_sites(visit, listed))


def _wrong_sites(visit: Visit, listed: list[dict[str, object]]) -> Iterator[str]:
    for site in listed[:20]:
        missing = [name for name in _SITE_MEMBERS if name not in site]
        if missing:
            yield f"{', '.join(missing)} missing"
        elif (status := visit.status(f"/v1/sites/{site['slug']}")) != 200:
            yield f"/v1/sites/{site['slug']} answers {status}"


@check("http.answers")
def answers(visit: Visit) -> str | None:
    """Descriptor, lists, items and the change feed answer 200 with a JSON object."""
    return first_of(_unanswered(visit))


def _unanswered(visit: Visit) -> Iterator[str]:
    for target in visit.addresses():
        answer = visit.ask(target)
        if answer.status != 200:
            yield f"{target}: {answer.status}"
        elif not isinstance(json_of(answer), dict):
            yield f"{target}: no JSON object"


@check("http.type")
def type_(visit: Visit) -> str | None:
    """JSON is served as application/json."""

    def is_good(value: str) -> bool:
        return value.partition(";")[0] == "application/json"

    return wrong_headers(visit, "Content-Type", is_good, answering(visit))


@check("http.utf-8")
def utf_8(visit: Visit) -> str | None:
    """JSON is raw UTF-8, without \\u escapes of letters."""
    escaped = re.compile(rb"\\u(?!00[01])[0-9a-fA-F]{4}")
    return first_of(target for target in answering(visit) if escaped.search(visit.ask(target).body))


@check("http.head")
def head(visit: Visit) -> str | None:
    """HEAD says what GET says, without a body."""
    return first_of(_heads(visit))


def _heads(visit: Visit) -> Iterator[str]:
    for target in (*answering(visit), NOWHERE):
        got, head = visit.ask(target), visit.ask(target, "HEAD")
        if head.status != got.status:
            yield f"{target}: HEAD answers {head.status}, GET {got.status}"
        for name in ("Content-Type", "ETag"):
            if header(head, name) != header(got, name):
                yield f"{target}: {name} differs"
    if visit.portal.behind(DESCRIPTOR, {}, "HEAD"):
        yield f"{DESCRIPTOR}: there is a body"


@check("http.options")
def options(visit: Visit) -> str | None:
    """OPTIONS works and tells Allow."""
    answer = visit.ask("/v1/articles", "OPTIONS")
    allowed = {method.strip() for method in header(answer, "Allow").split(",")}
    if answer.status not in (200, 204):
        return f"{answer.status}"
    return None if {"GET", "HEAD"} <= allowed else f"Allow: {header(answer, 'Allow')}"


@check("http.request-id")
def request_id(visit: Visit) -> str | None:
    """X-Request-Id is taken over from the request and sent back."""
    # Asked where no cache may answer: what it keeps has the id of another request.
    own = f"conform-{token_hex(8)}"
    echoed = header(visit.ask(f"{FEED}?limit=1", X_Request_Id=own), "X-Request-Id")
    return None if echoed == own else f"X-Request-Id: {echoed or 'missing'}"


@check("http.cookies")
def cookies(visit: Visit) -> str | None:
    """Nothing public sets a cookie."""
    return first_of(t for t in (*answering(visit), NOWHERE) if header(visit.ask(t), "Set-Cookie"))


@check("http.compression")
def compression(visit: Visit) -> str | None:
    """gzip is used when it is asked for, and unpacks to the same."""
    target = "/v1/articles"
    plain, packed = visit.ask(target), visit.ask(target, Accept_Encoding="gzip")
    if header(packed, "Content-Encoding") != "gzip":
        return None if len(plain.body) < 1_500 else "the answer is not packed"
    try:
        unpacked = zlib.decompressobj(31).decompress(packed.body, _MOST_UNPACKED)
    except zlib.error as error:
        return str(error)
    same_tag = header(plain, "ETag") == header(packed, "ETag")
    return None if unpacked == plain.body or not same_tag else "it unpacks to something else"
