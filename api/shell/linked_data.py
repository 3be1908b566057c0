"""What machines are told of a page, in the words of schema.org."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from api.shell.phones import phone_parts
from api.shell.pictures import preview

Json = Mapping[str, Any]

_CONTEXT = {"@context": "https://schema.org"}
_STATUSES = {
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
}
_SCHEDULED = "https://schema.org/EventScheduled"


def organisation(site: Json, url: str) -> dict[str, Any]:
    """The commune's own authority."""
    return {**_CONTEXT, **_organisation(site), "url": url, **_contacts(site)}


def news(item: Json, site: Json) -> dict[str, Any]:
    """An article or a notice."""
    image = preview(item.get("cover"), *item["images"])
    author = {"@type": "Person", "name": item["byline"]} if item.get("byline") else None
    return _CONTEXT | _known(
        {
            "@type": "NewsArticle",
            "headline": item["title"],
            "description": item["lead"],
            "image": [image["url"]] if image else None,
            "datePublished": item["published_at"],
            "dateModified": item["updated_at"],
            "expires": item.get("expires_at"),
            "author": author or _organisation(site),
            "publisher": _organisation(site),
            "mainEntityOfPage": item["url"],
            "articleSection": (item.get("category") or {}).get("name"),
            "inLanguage": item["language"],
        }
    )


def events(entries: Sequence[Json], site: Json) -> dict[str, Any]:
    """The entries of a week."""
    return {**_CONTEXT, "@graph": [_event(each, site) for each in entries]}


def _event(entry: Json, site: Json) -> dict[str, Any]:
    place = entry["location"] or site["address"] or site["name"]
    return _known(
        {
            "@type": "Event",
            "name": " ".join(entry["title"].split()),
            "startDate": _instant(entry["date"], entry["start_time"]),
            "endDate": _instant(_end_day(entry), entry["end_time"]) if entry["end_time"] else None,
            "eventStatus": _STATUSES.get(entry["status"], _SCHEDULED),
            "location": {"@type": "Place", "name": place, "address": site["address"] or place},
            "organizer": _organisation(site),
        }
    )


def _end_day(entry: Json) -> str:
    """The day on which an entry ends: an end that is no later than its start is the next day's."""
    is_next_day = entry["end_time"] <= entry["start_time"]
    return (date.fromisoformat(entry["date"]) + timedelta(days=is_next_day)).isoformat()


def _instant(day: str, time: str | None) -> str:
    """A time of Viet Nam; the day alone where there is none."""
    return f"{day}T{time}:00+07:00" if time else day


def _organisation(site: Json) -> dict[str, Any]:
    logo = preview(site["logo"])
    return _known(
        {
            "@type": "GovernmentOrganization",
            "name": site["organisation"] or site["name"],
            "alternateName": site["organisation_en"] or site["name_en"],
            "logo": logo["url"] if logo else None,
        }
    )


def _contacts(site: Json) -> dict[str, Any]:
    return _known(
        {
            "address": site["address"],
            "telephone": _numbers(site["phone"]) or _numbers(site["hotline"]),
            "faxNumber": site["fax"],
            "email": site["email"],
            "sameAs": [each["url"] for each in site["social"]] or None,
        }
    )


def _numbers(field: str | None) -> str | list[str] | None:
    """The numbers of a field, which may hold several and words; the field itself without any."""
    found = [each.text for each in phone_parts(field or "") if each.tel]
    if len(found) > 1:
        return found
    return found[0] if found else field


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}
