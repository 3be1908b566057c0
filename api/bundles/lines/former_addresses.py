"""The addresses that lines had on a former portal: read, and refused where another has them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from api.http import old_addresses
from api.http.old_addresses import LONGEST, key_of
from api.http.schemas.formats import is_slug

NO_SLUG = "Not a slug: small letters, digits and single hyphens."
Book = dict[str, Any]


def read(book: Book, folder: str, old_base: str | None) -> list[str]:
    """Bring the old addresses of a line into their form, in place; what is wrong with them.

    An old slug that none of ours can be is an old address below the `folder` of its kind.
    """
    slugs, others, wrong = _sorted(book["old_slugs"] or (), folder)
    others += [(f"/old_urls/{n}", url, "") for n, url in enumerate(book["old_urls"] or ())]
    urls: dict[str, str] = {}
    for pointer, address, below in others:
        try:
            url = old_addresses.parse(address, old_base, below)
            urls.setdefault(key_of(url), url)
        except ValueError as error:
            wrong.append(f"{pointer}: {error}")
    book["old_slugs"], book["old_urls"] = slugs, list(urls.values())
    return wrong


def _sorted(
    addresses: Iterable[str], folder: str
) -> tuple[list[str], list[tuple[str, str, str]], list[str]]:
    """Slugs of ours, addresses below the folder with their places, and what is neither."""
    slugs, others, wrong = list[str](), list[tuple[str, str, str]](), list[str]()
    for number, slug in enumerate(addresses):
        pointer = f"/old_slugs/{number}"
        if is_slug(slug, LONGEST):
            slugs.append(slug)
        elif folder:
            others.append((pointer, slug, folder))
        else:
            wrong.append(f"{pointer}: {NO_SLUG}")
    return slugs, others, wrong


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
