"""Ways in which the change feed of a portal can break the contract, and what must tell it."""

from typing import Any

from tests.api.tools.faults import SNAPSHOT, change, fault, in_snapshot, rows_everywhere
from tests.api.tools.portals import Exchange


def in_whole_feed(exchange: Exchange) -> bool:
    """Whether this is the first sync in one page, of everything."""
    return exchange.is_page and exchange.address == "/v1/changes?limit=500"


@fault("feed.rows")
def types_of_no_form(exchange: Exchange) -> None:
    rows_everywhere(
        exchange, lambda row: row.update(type="News!") if row["type"] == "official" else None
    )


@fault("feed.objects")
def views_in_the_feed(exchange: Exchange) -> None:
    def count(row: dict[str, Any]) -> None:
        if row["type"] == "official":
            row["object"]["views"] = 3

    rows_everywhere(exchange, count)


@fault("feed.rows")
def rows_without_a_hash(exchange: Exchange) -> None:
    if exchange.is_page:
        change(exchange, lambda page: [row.pop("hash") for row in page["items"]])


@fault("feed.hash")
def hashes_of_something_else(exchange: Exchange) -> None:
    def lie(rows: list[Any]) -> None:
        for row in rows:
            row.update(hash="0" * 32)

    if exchange.is_page:
        change(exchange, lambda page: lie(page["items"]))
    in_snapshot(exchange, lambda lines: lie(lines[:-1]))


@fault("feed.first-sync")
def a_tombstone_in_a_first_sync(exchange: Exchange) -> None:
    if in_whole_feed(exchange):
        gone = {"op": "delete", "object": None, "hash": None, "type": "banner", "seq": 10**6}
        change(exchange, lambda page: page["items"].append({**page["items"][-1], **gone}))


@fault("feed.order")
def rows_in_disorder(exchange: Exchange) -> None:
    if in_whole_feed(exchange):
        change(exchange, lambda page: page["items"].append(page["items"].pop(-2)))


@fault("feed.once")
def a_row_twice(exchange: Exchange) -> None:
    if in_whole_feed(exchange):
        change(exchange, lambda page: page["items"].append(page["items"][-1]))


@fault("feed.limit")
def a_feed_without_bounds(exchange: Exchange) -> None:
    if exchange.path == "/v1/changes" and exchange.query.get("limit") == ["501"]:
        exchange.status, exchange.json = 200, {}


@fault("feed.more")
def a_digest_on_every_page(exchange: Exchange) -> None:
    if exchange.is_page and exchange.json["more"]:
        change(exchange, lambda page: page.update(digest={"count": 1, "hash": "0" * 32}))


@fault("feed.pages")
def a_page_that_leaves_a_row_out(exchange: Exchange) -> None:
    if exchange.is_page and exchange.query.get("limit") == ["2"]:
        change(exchange, lambda page: page["items"].pop())


@fault("feed.resume")
def a_cursor_that_begins_anew(exchange: Exchange) -> None:
    is_resumed = exchange.is_page and exchange.query.get("limit") == ["500"]
    if is_resumed and "cursor" in exchange.query:
        change(exchange, lambda page: page.update(more=True, digest=None))


@fault("feed.digest")
def a_wrong_digest(exchange: Exchange) -> None:
    if in_whole_feed(exchange):
        lie = {"count": 11, "hash": "0" * 32}
        change(exchange, lambda page: page.update(digest=lie))


@fault("feed.types")
def types_ignored(exchange: Exchange) -> None:
    if exchange.is_page and exchange.query.get("types") == ["article"]:
        change(exchange, lambda page: page["items"][0].update(type="notice"))


@fault("feed.broken-cursor")
def a_broken_cursor_begins_anew(exchange: Exchange) -> None:
    if exchange.path == "/v1/changes" and exchange.query.get("cursor") == ["bnVsbA"]:
        exchange.status, exchange.json = 200, {"items": []}


@fault("feed.foreign-cursor")
def a_cursor_for_all_filters(exchange: Exchange) -> None:
    is_foreign = exchange.query.get("types") == ["notice"] and "cursor" in exchange.query
    if exchange.path == "/v1/changes" and is_foreign:
        exchange.status, exchange.json = 200, {"items": []}


@fault("feed.gone-cursor")
def a_410_that_does_not_say_where_to_begin(exchange: Exchange) -> None:
    if exchange.path == "/v1/changes" and exchange.status == 410:
        exchange.headers.pop("Link")


@fault("feed.gone-cursor")
def a_cursor_that_makes_it_fail(exchange: Exchange) -> None:
    if exchange.path == "/v1/changes" and exchange.status == 410:
        exchange.status = 500


@fault("snapshot.lines")
def a_snapshot_that_is_cut_off(exchange: Exchange) -> None:
    if exchange.path == SNAPSHOT and exchange.status == 200:
        exchange.body = exchange.body[:-20]


@fault("snapshot.same")
def a_snapshot_without_an_object(exchange: Exchange) -> None:
    in_snapshot(exchange, lambda lines: lines.pop(0))
