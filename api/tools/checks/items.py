"""Items of a portal: ids, times and members, and that each says the same wherever it stands."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from api.runtime.canonical import hash_of
from api.tools.checks.visit import FEED, Visit, check, first_of, json_of, members
from api.tools.checks.walk import NotChecked

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_TOMBSTONE = re.compile(rb'<[a-z:]*deleted-entry [^>]*ref="urn:uuid:([0-9a-f-]{36})"')
_STUB = ("reason", "public_note", "withdrawn_at", "superseded_by")
_REASONS = ("error", "superseded", "expired", "personal_data", "other")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COMMON = (
    "id", "type", "site", "slug", "url", "title", "lead", "body", "images", "attachments",
    "corrections", "published_at", "updated_at", "version", "language", "reading_minutes", "views",
)  # fmt: skip
_MEMBERS = {
    "/v1/articles": (
        *_COMMON, "byline", "author_role", "category", "tags", "cover", "featured", "source",
        "origin", "licence",
    ),
    "/v1/notices": (
        *_COMMON, "number", "number_parts", "kind", "issuer", "signer", "signer_title",
        "issued_on", "effective_on", "expires_at", "urgency", "pinned", "active", "areas",
    ),
    "/v1/legal-documents": (
        *_COMMON, "number", "number_parts", "form", "issuer", "signer", "signer_title",
        "issued_on", "effective_on", "expired_on", "status", "active", "replaces", "replaced_by",
        "amends", "amended_by", "field", "scope", "external_url",
    ),
}  # fmt: skip
_TYPES = {
    "/v1/articles": "article",
    "/v1/notices": "notice",
    "/v1/pages": "page",
    "/v1/legal-documents": "legal_document",
}


@check("items.ids")
def ids(visit: Visit) -> str | None:
    """An id is a UUIDv7 in its canonical form: lower case, with hyphens."""
    return first_of(
        f"{path}: id is {item.get('id')!r}"
        for path in visit.lists
        for item in visit.items(path)
        if not _ID.fullmatch(str(item.get("id")))
    )


@check("items.slugs")
def slugs(visit: Visit) -> str | None:
    """A slug is small letters, digits and single hyphens, at most 80."""
    return first_of(
        f"{path}: slug is {slug!r}"
        for path in visit.lists
        for item in visit.items(path)
        if (slug := str(item.get("slug"))) and (len(slug) > 80 or not _SLUG.fullmatch(slug))
    )


@check("items.times")
def times(visit: Visit) -> str | None:
    """Members that end in _at are RFC 3339 with an offset or null, those in _on are YYYY-MM-DD."""
    wholes = [visit.read(target) for target in visit.item_addresses() if _is_there(visit, target)]
    listed = [item for path in visit.lists for item in visit.items(path)]
    return first_of(wrong for item in (*wholes, *listed) for wrong in _wrong_times(item))


def _wrong_times(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            if member is not None and name.endswith("_at") and not _is(member, _INSTANT, datetime):
                yield f"{name} is {member!r}"
            if member is not None and name.endswith("_on") and not _is(member, _DAY, date):
                yield f"{name} is {member!r}"
            yield from _wrong_times(member)
    elif isinstance(value, list):
        for member in value:
            yield from _wrong_times(member)


def _is(value: Any, form: re.Pattern[str], kind: type[date]) -> bool:
    if not isinstance(value, str) or not form.fullmatch(value):
        return False
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


@check("items.members")
def all_members(visit: Visit) -> str | None:
    """Articles, notices and legal documents have all their members; a fact that is absent is null,
    never missing.
    """
    return first_of(
        f"{path}: {missing} missing"
        for path, whole in _wholes(visit)
        if path in _MEMBERS and (missing := members(whole, _MEMBERS[path]))
    )


@check("items.list")
def same_in_list(visit: Visit) -> str | None:
    """An item says what its list says of it."""
    summaries = dict(visit.samples())
    return first_of(
        f"{path}/{whole.get('id')}: {', '.join(different)} differ"
        for path, whole in _wholes(visit)
        if (different := _differences(summaries[path], whole))
    )


@check("items.slug")
def same_by_slug(visit: Visit) -> str | None:
    """An item is the same by its id and by its slug."""
    return first_of(
        f"{target} gives another item"
        for path, whole in _wholes(visit)
        if _shown(visit.read(target := _slug_address(path, whole))) != _shown(whole)
    )


@check("items.feed")
def same_in_feed(visit: Visit) -> str | None:
    """An object of the change feed is what stands at its address, without views."""
    return first_of(_different_in_feed(visit))


def _different_in_feed(visit: Visit) -> Iterator[str]:
    of_feed = {row.name: row.object for row in visit.sound_walk().rows}
    for path, whole in _wholes(visit):
        in_feed = of_feed.get(f"{_TYPES[path]}/{whole.get('id')}")
        if in_feed is None:
            yield f"{path}/{whole.get('id')} is not in {FEED}"
        elif in_feed != hash_of(_shown(whole)):
            yield f"{path}/{whole.get('id')} is another one in {FEED}"


@check("items.gone")
def gone(visit: Visit) -> str | None:
    """What was withdrawn is a 410 that tells reason, public_note, withdrawn_at, superseded_by."""
    answer = visit.ask("/feeds/articles.atom")
    ids = _TOMBSTONE.findall(answer.body) if answer.status == 200 else []
    if not ids:
        raise NotChecked("no feed tells of something that was withdrawn")
    return first_of(
        wrong for id_ in ids[:5] if (wrong := _wrong_stub(visit, f"/v1/articles/{id_.decode()}"))
    )


def _wrong_stub(visit: Visit, target: str) -> str | None:
    answer = visit.ask(target)
    tombstone = json_of(answer)
    if answer.status != 410 or not isinstance(tombstone, dict):
        return f"{target}: {answer.status}"
    if missing := members(tombstone, _STUB):
        return f"{target}: {missing} missing"
    reason, withdrawn_at = tombstone["reason"], tombstone["withdrawn_at"]
    if reason not in _REASONS or not _is(withdrawn_at, _INSTANT, datetime):
        return f"{target}: reason is {reason!r}, withdrawn_at {withdrawn_at!r}"
    return None


def _wholes(visit: Visit) -> list[tuple[str, dict[str, Any]]]:
    """The first item of each list, whole, by the list's address."""
    addresses = [(path, f"{path}/{item.get('id')}") for path, item in visit.samples()]
    wholes = [(path, visit.read(target)) for path, target in addresses if _is_there(visit, target)]
    if not wholes:
        raise NotChecked("there is no item")
    return wholes


def _is_there(visit: Visit, target: str) -> bool:
    """Another check tells of those that are not."""
    return visit.status(target) == 200


def _slug_address(path: str, whole: Mapping[str, Any]) -> str:
    site = whole.get("site")
    slug = site.get("slug") if isinstance(site, Mapping) else site
    return f"/v1/sites/{slug}/{path.removeprefix('/v1/')}/{whole.get('slug')}"


def _differences(summary: Mapping[str, Any], whole: Mapping[str, Any]) -> list[str]:
    shown = _shown(summary)
    return [name for name in shown if name not in whole or whole[name] != shown[name]]


def _shown(item: Mapping[str, Any]) -> dict[str, Any]:
    """What does not change while nobody publishes."""
    return {name: value for name, value in item.items() if name != "views"}
