"""Ways in which a portal can break the contract, one at a time, and the checks that must tell it.

Each stands for an implementation that went wrong in one place and is right everywhere else.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from tests.api.tools.paper import digest_of, hashed
from tests.api.tools.portals import Exchange

DESCRIPTORS = ("/v1", "/.well-known/portal.json")
LISTS = (
    "/v1/sites", "/v1/categories", "/v1/articles", "/v1/notices", "/v1/pages",
    "/v1/legal-documents",
)  # fmt: skip
SNAPSHOT = "/v1/snapshot.ndjson.gz"


@dataclass(frozen=True)
class Fault:
    """Spoils an answer; `broken` are the ids of all checks that tell it."""

    spoil: Callable[[Exchange], object]
    broken: frozenset[str]


FAULTS: dict[str, Fault] = {}
_FIRST: list[Any] = []


def fault(*broken: str) -> Callable[[Callable[[Exchange], object]], Callable[[Exchange], object]]:
    """Note a fault under its name, with the checks that must tell it."""

    def note(spoil: Callable[[Exchange], object]) -> Callable[[Exchange], object]:
        FAULTS[spoil.__name__] = Fault(spoil, frozenset(broken))
        return spoil

    return note


def is_read(exchange: Exchange) -> bool:
    """Whether this is a public answer in JSON that succeeded."""
    is_asked = exchange.environ["REQUEST_METHOD"] == "GET"
    return is_asked and exchange.status == 200 and exchange.path.startswith("/v1") and has_json(
        exchange
    )  # fmt: skip


def has_json(exchange: Exchange) -> bool:
    return exchange.headers.get("Content-Type", "") == "application/json" and (
        "Content-Encoding" not in exchange.headers
    )


def change(exchange: Exchange, how: Callable[[Any], object]) -> None:
    """Change the JSON of an answer in place."""
    value = exchange.json
    how(value)
    exchange.json = value


def is_list(exchange: Exchange) -> bool:
    return is_read(exchange) and exchange.path in LISTS


def is_item(exchange: Exchange, kind: str = "articles") -> bool:
    parts = exchange.path.split("/")
    return is_read(exchange) and len(parts) == 4 and parts[2] == kind and len(parts[3]) == 36


def is_media(exchange: Exchange) -> bool:
    return exchange.path.startswith("/media/") and exchange.status == 200


@fault("descriptor.there")
def a_descriptor_without_links(exchange: Exchange) -> None:
    if exchange.path in DESCRIPTORS and exchange.status == 200 and exchange.body:
        change(exchange, lambda told: told.pop("links"))


@fault("descriptor.same")
def another_descriptor_at_v1(exchange: Exchange) -> None:
    if exchange.path == "/v1" and is_read(exchange):
        change(exchange, lambda told: told.update(version="9"))


@fault("descriptor.sites")
def a_site_that_is_nowhere(exchange: Exchange) -> None:
    if exchange.path in DESCRIPTORS and exchange.status == 200 and exchange.body:
        change(exchange, lambda told: told["sites"][0].update(slug="khong-co"))


@fault("http.answers")
def an_item_that_fails(exchange: Exchange) -> None:
    if is_item(exchange, "pages"):
        exchange.status = 500


@fault("http.type")
def json_as_text(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles" and exchange.status == 200:
        exchange.headers["Content-Type"] = "text/html; charset=utf-8"


@fault("http.utf-8")
def escaped_letters(exchange: Exchange) -> None:
    if exchange.path == "/v1/categories" and is_read(exchange):
        exchange.body = exchange.body.decode().replace("ứ", "\\u1ee9").encode()


@fault("http.head")
def head_that_is_refused(exchange: Exchange) -> None:
    if exchange.environ["REQUEST_METHOD"] == "HEAD" and exchange.path == "/v1/articles":
        exchange.status = 405


@fault("http.head")
def head_with_a_body(exchange: Exchange) -> None:
    if exchange.environ["REQUEST_METHOD"] == "HEAD":
        exchange.body = b"{}"


@fault("http.options")
def options_without_allow(exchange: Exchange) -> None:
    if exchange.environ["REQUEST_METHOD"] == "OPTIONS":
        exchange.headers.pop("Allow")


@fault("http.request-id")
def a_request_id_of_its_own(exchange: Exchange) -> None:
    exchange.headers["X-Request-Id"] = "mine"


@fault("http.cookies")
def a_cookie_for_everybody(exchange: Exchange) -> None:
    if exchange.path == "/v1/notices":
        exchange.headers["Set-Cookie"] = "session=1"


@fault("http.compression")
def gzip_that_is_none(exchange: Exchange) -> None:
    exchange.packed = b"[]"


@fault("http.compression")
def gzip_of_something_else(exchange: Exchange) -> None:
    exchange.packed = gzip.compress(b'{"items":[]}')


@fault("validators.etag")
def no_etag_at_all(exchange: Exchange) -> None:
    if exchange.path.startswith(("/v1", "/.well-known")):
        exchange.headers.pop("ETag", None)


@fault("validators.etag")
def strong_etags(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles" and "ETag" in exchange.headers:
        exchange.headers["ETag"] = exchange.headers["ETag"].removeprefix("W/")


@fault("validators.not-modified")
def if_none_match_is_ignored(exchange: Exchange) -> None:
    if exchange.status == 304 and exchange.path == "/v1/sites":
        exchange.status = 200


@fault("validators.not-modified")
def a_304_without_its_tag(exchange: Exchange) -> None:
    if exchange.status == 304 and not exchange.path.startswith("/media"):
        exchange.headers.pop("ETag")


@fault("validators.not-modified")
def a_304_with_a_body(exchange: Exchange) -> None:
    if exchange.status == 304:
        exchange.body = b"{}"


@fault("validators.modified")
def a_304_for_every_tag(exchange: Exchange) -> None:
    is_asked = "HTTP_IF_NONE_MATCH" in exchange.environ
    if is_asked and exchange.status == 200 and exchange.path == "/v1/sites":
        exchange.status = 304


@fault("caching.control")
def fresh_for_a_day(exchange: Exchange) -> None:
    if is_list(exchange):
        exchange.headers["Cache-Control"] = "public, max-age=86400"


@fault("caching.control")
def private_answers(exchange: Exchange) -> None:
    if exchange.path == "/v1/categories" and exchange.status == 200:
        exchange.headers["Cache-Control"] = "private, max-age=0"


@fault("caching.proof")
def a_feed_that_may_be_stale(exchange: Exchange) -> None:
    if exchange.path == "/v1/changes":
        exchange.headers["Cache-Control"] = "public, max-age=15, stale-if-error=86400"


@fault("caching.proof")
def a_snapshot_that_is_kept(exchange: Exchange) -> None:
    if exchange.path == SNAPSHOT:
        exchange.headers["Cache-Control"] = "public, max-age=60"


@fault("caching.vary")
def vary_by_origin(exchange: Exchange) -> None:
    if is_read(exchange):
        exchange.headers["Vary"] = "Accept-Encoding, Origin"


@fault("cors.any-origin")
def no_cors_on_reads(exchange: Exchange) -> None:
    if exchange.status == 200:
        exchange.headers.pop("Access-Control-Allow-Origin", None)


@fault("cors.any-origin")
def the_origin_echoed(exchange: Exchange) -> None:
    if origin := exchange.environ.get("HTTP_ORIGIN"):
        exchange.headers["Access-Control-Allow-Origin"] = origin


@fault("errors.shape")
def an_error_page_in_html(exchange: Exchange) -> None:
    if exchange.status == 404:
        exchange.headers["Content-Type"] = "text/html; charset=utf-8"
        exchange.body = b"<h1>Not found</h1>"


@fault("errors.shape")
def problems_without_a_code(exchange: Exchange) -> None:
    if exchange.status == 400:
        change(exchange, lambda problem: problem.pop("code"))


@fault("errors.unknown-path")
def a_page_for_every_path(exchange: Exchange) -> None:
    if exchange.path == "/v1/khong-co-gi-o-day":
        exchange.status = 200


@fault("errors.unknown-id")
def bad_ids_are_bad_requests(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles/1":
        exchange.status = 400


@fault("errors.unknown-site")
def an_empty_list_for_an_unknown_site(exchange: Exchange) -> None:
    if exchange.query.get("site") == ["khong-co"]:
        exchange.status, exchange.json = 200, {"items": [], "next": None, "total": None}


@fault("errors.unknown-parameter")
def unknown_parameters_accepted(exchange: Exchange) -> None:
    if "utm_source" in exchange.query:
        exchange.status, exchange.json = 200, {"items": [], "next": None, "total": None}


@fault("errors.unknown-parameter")
def refusals_that_name_nothing(exchange: Exchange) -> None:
    if "utm_source" in exchange.query and exchange.status == 400:
        change(exchange, lambda problem: problem.pop("errors"))


@fault("errors.repeated-parameter")
def the_last_parameter_wins(exchange: Exchange) -> None:
    if exchange.query.get("limit") == ["1", "1"]:
        exchange.status, exchange.json = 200, {"items": [], "next": None, "total": None}


@fault("errors.language")
def english_alone(exchange: Exchange) -> None:
    if exchange.status == 404 and "HTTP_ACCEPT_LANGUAGE" in exchange.environ:
        texts = {"title": "Not found", "detail": "There is nothing at this address."}
        change(exchange, lambda problem: problem.update(texts))


@fault("errors.cache")
def stale_refusals(exchange: Exchange) -> None:
    if exchange.status == 404 and exchange.path.startswith("/v1"):
        exchange.headers["Cache-Control"] = "public, max-age=15, stale-if-error=86400"


@fault("lists.envelope")
def a_list_without_total(exchange: Exchange) -> None:
    if exchange.path == "/v1/pages" and "total" not in exchange.query and is_read(exchange):
        change(exchange, lambda page: page.pop("total"))


@fault("lists.limit")
def a_limit_that_is_ignored(exchange: Exchange) -> None:
    if exchange.address == "/v1/articles?limit=1" and is_read(exchange):
        change(exchange, lambda page: page.update(items=page["items"] * 2))


@fault("lists.limit-bounds")
def limits_without_bounds(exchange: Exchange) -> None:
    if exchange.query.get("limit") == ["101"]:
        exchange.status, exchange.json = 200, {"items": [], "next": None, "total": None}


@fault("lists.total")
def a_wrong_total(exchange: Exchange) -> None:
    if "total" in exchange.query and is_list(exchange):
        change(exchange, lambda page: page.update(total=page["total"] + 1))


@fault("lists.cursors")
def a_cursor_that_repeats_an_item(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles" and is_read(exchange):
        if "cursor" in exchange.query:
            change(exchange, lambda page: page["items"].__setitem__(0, _FIRST[-1]))
        elif items := exchange.json["items"]:
            _FIRST.append(items[0])


@fault("lists.cursors")
def a_cursor_that_skips_an_item(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles" and "cursor" in exchange.query and is_read(exchange):
        change(exchange, lambda page: page["items"].pop())


@fault("lists.link")
def no_link_to_the_next_page(exchange: Exchange) -> None:
    if is_list(exchange):
        exchange.headers.pop("Link", None)


@fault("lists.broken-cursor")
def broken_cursors_begin_anew(exchange: Exchange) -> None:
    if exchange.query.get("cursor") == ["x"] and exchange.path in LISTS:
        exchange.status, exchange.json = 200, {"items": [], "next": None, "total": None}


@fault("lists.fields")
def fields_ignored(exchange: Exchange) -> None:
    if exchange.query.get("fields") == ["id,title"] and is_read(exchange):
        change(exchange, lambda page: page["items"][0].update(lead=None))


@fault("lists.summary")
def bodies_in_lists(exchange: Exchange) -> None:
    if exchange.path == "/v1/notices" and is_read(exchange):
        change(exchange, lambda page: [each.update(corrections=[]) for each in page["items"]])


@fault("lists.filters")
def filters_ignored(exchange: Exchange) -> None:
    if exchange.query.get("category") == ["khong-co-that"]:
        change(exchange, lambda page: page["items"].append({"id": "x"}))


@fault("lists.ids")
def ids_ignored(exchange: Exchange) -> None:
    if "ids" in exchange.query and is_read(exchange):
        change(exchange, lambda page: page["items"].pop())


@fault("items.ids")
def ids_in_capitals(exchange: Exchange) -> None:
    if exchange.path == "/v1/sites" and is_read(exchange):
        change(exchange, lambda page: [e.update(id=e["id"].upper()) for e in page["items"]])


@fault("items.slugs")
def slugs_with_accents(exchange: Exchange) -> None:
    if exchange.path == "/v1/categories" and is_read(exchange):
        change(exchange, lambda page: [each.update(slug="tin-tức") for each in page["items"]])


@fault("items.times")
def times_without_an_offset(exchange: Exchange) -> None:
    def cut(member: dict[str, Any]) -> None:
        if isinstance(member.get("updated_at"), str):
            member["updated_at"] = member["updated_at"].removesuffix("+07:00")

    everywhere(exchange, cut)


@fault("items.times")
def days_as_they_are_written(exchange: Exchange) -> None:
    def write(member: dict[str, Any]) -> None:
        if "issued_on" in member:
            member["issued_on"] = "11/7/2026"

    everywhere(exchange, write)


@fault("items.members")
def missing_facts(exchange: Exchange) -> None:
    everywhere(exchange, lambda member: member.pop("byline", None))


@fault("items.members")
def missing_facts_of_legal_documents(exchange: Exchange) -> None:
    everywhere(exchange, lambda member: member.pop("scope", None))


@fault("items.list")
def a_list_that_is_behind(exchange: Exchange) -> None:
    if exchange.path == "/v1/articles" and is_read(exchange):
        change(exchange, lambda page: [each.update(title="Cũ") for each in page["items"]
                                       if "lead" in each])  # fmt: skip


@fault("items.slug")
def another_item_by_slug(exchange: Exchange) -> None:
    if "/sites/yen-hoa/articles/" in exchange.path and is_read(exchange):
        change(exchange, lambda item: item.update(title="Cũ"))


@fault("items.feed")
def a_feed_that_is_behind(exchange: Exchange) -> None:
    def age(row: dict[str, Any]) -> None:
        if row.get("type") == "article":
            row["object"]["title"] = "Cũ"

    rows_everywhere(exchange, age)


@fault("items.gone")
def what_was_withdrawn_never_was(exchange: Exchange) -> None:
    if exchange.status == 410 and exchange.path.startswith("/v1/articles/"):
        exchange.status = 404


@fault("items.gone")
def withdrawn_without_a_reason(exchange: Exchange) -> None:
    if exchange.status == 410 and exchange.path.startswith("/v1/articles/"):
        change(exchange, lambda problem: problem.pop("reason"))


@fault("media.there")
def files_of_another_size(exchange: Exchange) -> None:
    if is_media(exchange) and "HTTP_RANGE" not in exchange.environ:
        exchange.body += b"\0"


@fault("media.key")
def files_under_a_made_up_name(exchange: Exchange) -> None:
    if is_media(exchange) and exchange.environ["REQUEST_METHOD"] == "GET" and exchange.body:
        exchange.body = exchange.body[:-1] + bytes([exchange.body[-1] ^ 1])


@fault("media.immutable")
def media_for_an_hour(exchange: Exchange) -> None:
    if is_media(exchange):
        exchange.headers["Cache-Control"] = "public, max-age=3600"


@fault("media.attachment")
def attachments_for_good(exchange: Exchange) -> None:
    if is_media(exchange):
        exchange.headers["Cache-Control"] = "public, max-age=31536000, immutable"


@fault("media.nosniff")
def media_that_may_be_sniffed(exchange: Exchange) -> None:
    if is_media(exchange):
        exchange.headers.pop("X-Content-Type-Options")


@fault("media.sandbox")
def media_without_a_policy(exchange: Exchange) -> None:
    if is_media(exchange):
        exchange.headers.pop("Content-Security-Policy")


@fault("media.etag")
def media_with_weak_tags(exchange: Exchange) -> None:
    if exchange.path.startswith("/media/") and "ETag" in exchange.headers:
        exchange.headers["ETag"] = "W/" + exchange.headers["ETag"]


@fault("media.range")
def ranges_ignored(exchange: Exchange) -> None:
    if exchange.status == 206:
        exchange.status = 200


@fault("media.missing")
def missing_media_remembered(exchange: Exchange) -> None:
    if exchange.path.startswith("/media/") and exchange.status == 404:
        exchange.headers["Cache-Control"] = "public, max-age=600"


def rows_everywhere(exchange: Exchange, how: Callable[[dict[str, Any]], object]) -> None:
    """Change rows of the feed and of the snapshot alike, and what is told of them."""
    if exchange.is_page:
        change(exchange, lambda page: [how(row) for row in page["items"]])
    in_snapshot(exchange, lambda lines: [how(line) for line in lines[:-1]])
    prove_again(exchange)


def everywhere(exchange: Exchange, how: Callable[[dict[str, Any]], object]) -> None:
    """Change every JSON object within an answer, wherever it stands."""
    if is_read(exchange):
        change(exchange, lambda value: within(value, how))
    in_snapshot(exchange, lambda lines: within(lines, how))
    prove_again(exchange)


def prove_again(exchange: Exchange) -> None:
    """Tell the hashes of what the objects have become: a portal that is wrong is so throughout."""

    def tell(rows: list[Any], end: dict[str, Any]) -> None:
        rows[:] = map(hashed, rows)
        if end["digest"] and "cursor" not in exchange.query:
            end["digest"] = digest_of(row for row in rows if row["op"] == "upsert")

    def tell_lines(lines: list[Any]) -> None:
        rows = lines[:-1]
        tell(rows, lines[-1])
        lines[:-1] = rows

    if exchange.is_page:
        change(exchange, lambda page: tell(page["items"], page))
    in_snapshot(exchange, tell_lines)


def within(value: Any, how: Callable[[dict[str, Any]], object]) -> None:
    if isinstance(value, dict):
        how(value)
    if isinstance(value, dict | list):
        for each in [*(value.values() if isinstance(value, dict) else value)]:
            within(each, how)


def in_snapshot(exchange: Exchange, how: Callable[[list[Any]], object]) -> None:
    """Change the lines of the snapshot."""
    if exchange.path == SNAPSHOT and exchange.status == 200:
        lines = [orjson.loads(each) for each in gzip.decompress(exchange.body).splitlines()]
        how(lines)
        exchange.body = gzip.compress(b"\n".join(map(orjson.dumps, lines)))
