"""The addresses that lines had on a former portal: read, and refused where another has them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from api.core import old_addresses
from api.core.formats import is_slug
from api.core.old_addresses import LONGEST, key_of

NO_SLUG = "Not a slug: small letters, digits and single hyphens."
Book = dict[str, Any]


def read(book: Book, folder: str, old_base: str | None) -> list[str]:
    """Bring the old addresses of a line into their form, in place; what is wrong with them.

    An old slug that none of ours can be is an old address below the `folder` of its kind.
    """
    wrong: list[str] = []
    slugs, others = [], []
    for number, slug in enumerate(book["old_slugs"] or ()):
        if is_slug(slug, LONGEST):
            slugs.append(slug)
        elif folder:
            others.append((f"/old_slugs/{number}", slug, folder))
        else:
            wrong.append(f"/old_slugs/{number}: {NO_SLUG}")
    others += [
        (f"/old_urls/{number}", url, "") for number, url in enumerate(book["old_urls"] or ())
    ]
    urls: dict[str, str] = {}
    for pointer, written, below in others:
        try:
            url = old_addresses.parse(written, old_base, below)
            urls.setdefault(key_of(url), url)
        except ValueError as error:
            wrong.append(f"{pointer}: {error}")
    book["old_slugs"], book["old_urls"] = slugs, list(urls.values())
    return wrong


def taken(urls: Iterable[str], holders: Mapping[str, UUID]) -> list[str]:
    """Which of the old addresses others have, whom the bundle does not speak of."""
    return [
        f"/old_urls: “{url}” is an old address of {holder} here, which is not in this bundle"
        for url in urls
        if (holder := holders.get(key_of(url))) is not None
    ]


def unseen(urls: Iterable[str]) -> list[str]:
    """Which of them nobody will be led away from, because pages stand there."""
    return [
        f"/old_urls: “{url}” is a page of this portal too, and people get that"
        for url in urls
        if old_addresses.is_page(url)
    ]
