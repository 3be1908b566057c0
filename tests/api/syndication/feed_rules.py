"""The rules of the W3C feed validator that a feed of ours can break; each finding is a sentence.

From RSS 2.0 and its best practices, RFC 4287 (Atom), RFC 6721 (tombstones) and JSON Feed 1.1.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
PICTURE = "{http://search.yahoo.com/mrss/}content"
ALT = "{http://search.yahoo.com/mrss/}description"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)"
)
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")

Rule = tuple[bool, str]


def findings(ending: str, body: bytes, address: str) -> list[str]:
    """What the validator would say of the feed that lies at `address`."""
    check: Callable[[bytes, str], Iterator[Rule]] = {"rss": _rss, "atom": _atom, "json": _json}[
        ending
    ]
    return [told for holds, told in check(body, address) if not holds]


def _rss(body: bytes, address: str) -> Iterator[Rule]:
    root = ET.fromstring(body)  # noqa: S314 - our own
    yield (root.tag, root.get("version")) == ("rss", "2.0"), "the root is rss 2.0"
    (channel,) = root
    for name in ("title", "link", "description"):
        yield bool(channel.findtext(name)), f"the channel has a {name}"
    yield _is_web(channel.findtext("link")), "the channel's link is absolute"
    yield bool(_LANGUAGE.fullmatch(channel.findtext("language", ""))), "the language is a code"
    yield _is_rfc_822(channel.findtext("lastBuildDate")), "lastBuildDate is a date of RFC 822"
    itself = [each.get("href") for each in channel.iter(f"{ATOM}link") if each.get("rel") == "self"]
    yield itself == [address], "atom:link rel=self is the address"
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    yield len(set(guids)) == len(guids), "every guid is another"
    known = {"title", "link", "description", "language", "lastBuildDate", "item", f"{ATOM}link"}
    yield {each.tag for each in channel} <= known, "the channel holds nothing unknown"
    for item in items:
        yield from _rss_item(item)


def _rss_item(item: ET.Element) -> Iterator[Rule]:
    once = ("title", "link", "guid", "pubDate", "description", CREATOR, ENCODED)
    tags = [each.tag for each in item]
    yield set(tags) <= {*once, "category", "enclosure", PICTURE}, "an item holds nothing unknown"
    yield all(tags.count(each) <= 1 for each in (*once, "enclosure")), "each member comes once"
    yield bool(item.findtext("title") or item.findtext("description")), "an item has a title"
    yield _is_web(item.findtext("link")), "an item's link is absolute"
    guid = item.find("guid")
    is_link = guid is not None and guid.get("isPermaLink", "true") == "true"
    text = "" if guid is None else guid.text or ""
    yield bool(_IRI.fullmatch(text)), "an item has a guid"
    yield _is_web(text) or not is_link, "a guid that is no address says so"
    yield _is_rfc_822(item.findtext("pubDate")), "pubDate is a date of RFC 822"
    yield from _pictures(item)
    texts = [(each.text or "").strip() for each in item if each.tag not in ("enclosure", PICTURE)]
    yield all(texts), "no member of an item is empty"
    for name in ("description", ENCODED):
        yield from _markup(item.findtext(name, ""))
    yield from _files((each.get("url"), each.get("type"), each.get("length"))
                      for each in item.findall("enclosure"))  # fmt: skip


def _atom(body: bytes, address: str) -> Iterator[Rule]:
    feed = ET.fromstring(body)  # noqa: S314 - our own
    yield feed.tag == f"{ATOM}feed", "the root is a feed"
    yield b"<atom:" not in body, "Atom's own elements have no prefix"
    yield bool(_LANGUAGE.fullmatch(feed.get(XML_LANG, ""))), "the language is a code"
    yield from _atom_common(feed)
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    yield links.get("self") == address, "the link rel=self is the address"
    entries = feed.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    yield len(set(ids)) == len(ids), "every id is another"
    has_author = bool(feed.findtext(f"{ATOM}author/{ATOM}name"))
    for entry in entries:
        yield from _atom_common(entry)
        yield from _entry(entry, has_author)
    for gone in feed.findall(TOMBSTONE):
        yield bool(_IRI.fullmatch(gone.get("ref", ""))), "a tombstone's ref is an IRI"
        yield _is_rfc_3339(gone.get("when")), "a tombstone's when is a date of RFC 3339"
        yield gone.get("ref") not in ids, "what is gone is no entry"


def _atom_common(element: ET.Element) -> Iterator[Rule]:
    for name in ("id", "title", "updated"):
        found = element.findall(f"{ATOM}{name}")
        yield len(found) == 1 and bool(found[0].text), f"there is one {name}"
    yield bool(_IRI.fullmatch(element.findtext(f"{ATOM}id", ""))), "the id is an IRI"
    yield _is_rfc_3339(element.findtext(f"{ATOM}updated")), "updated is a date of RFC 3339"
    links = element.findall(f"{ATOM}link")
    yield all(_is_web(each.get("href")) for each in links), "every link is absolute"
    alternate = [each.get("type") for each in links if each.get("rel") == "alternate"]
    yield len(set(alternate)) == len(alternate) == 1, "there is one alternate of a type"


def _entry(entry: ET.Element, feed_has_author: bool) -> Iterator[Rule]:
    names = [each.text for each in entry.findall(f"{ATOM}author/{ATOM}name")]
    yield all(names) and (bool(names) or feed_has_author), "an entry has an author"
    yield _is_rfc_3339(entry.findtext(f"{ATOM}published")), "published is a date of RFC 3339"
    for each in entry.findall(f"{ATOM}category"):
        yield bool(each.get("term")), "a category has a term"
    content = entry.find(f"{ATOM}content")
    yield content is not None and content.get("type") == "html", "the content is of type html"
    yield content is None or len(content) == 0, "html is escaped, not inside"
    yield from _markup(entry.findtext(f"{ATOM}content") or "")
    yield from _pictures(entry)
    yield from _files((each.get("href"), each.get("type"), each.get("length"))
                      for each in entry.findall(f"{ATOM}link")
                      if each.get("rel") == "enclosure")  # fmt: skip


def _pictures(item: ET.Element) -> Iterator[Rule]:
    """By the specification of Media RSS 1.5.1."""
    found = item.findall(PICTURE)
    yield len(found) <= 1, "there is one picture"
    for each in found:
        yield _is_web(each.get("url")), "a picture's address is absolute"
        facts = (each.get("type"), each.get("medium"))
        yield facts == ("image/jpeg", "image"), "a picture says what it is"
        sizes = [each.get(name, "") for name in ("width", "height", "fileSize")]
        yield all(size.isdecimal() and int(size) > 0 for size in sizes), "a picture has a size"
        yield {inner.tag for inner in each} <= {ALT}, "a picture holds nothing unknown"
        yield all(inner.text for inner in each), "a picture's words are not empty"


def _json(body: bytes, address: str) -> Iterator[Rule]:
    feed = json.loads(body)
    yield feed["version"] == "https://jsonfeed.org/version/1.1", "the version is 1.1"
    yield bool(feed["title"]) and isinstance(feed["items"], list), "it has a title and items"
    yield feed["feed_url"] == address, "feed_url is the address"
    yield _is_web(feed["home_page_url"]), "home_page_url is absolute"
    ids = [each.get("id") for each in feed["items"]]
    yield len(set(ids)) == len(ids), "every id is another"
    yield all(isinstance(each, str) and each for each in ids), "every item has an id"
    for item in feed["items"]:
        yield from _json_item(item)


def _json_item(item: dict[str, Any]) -> Iterator[Rule]:
    yield "content_html" in item or "content_text" in item, "an item has content"
    yield None not in item.values(), "what is absent is left out"
    for name in ("url", "image"):
        yield name not in item or _is_web(item[name]), f"{name} is absolute"
    for name in ("date_published", "date_modified"):
        yield _is_rfc_3339(item[name]), f"{name} is a date of RFC 3339"
    authors = item["authors"]
    yield all(each.keys() & {"name", "url", "avatar"} for each in authors), "authors say who"
    yield all(isinstance(each, str) and each for each in item["tags"]), "tags are texts"
    yield from _markup(item["content_html"])
    yield from _files((each["url"], each["mime_type"], str(each["size_in_bytes"]))
                      for each in item["attachments"])  # fmt: skip


def _files(files: Iterator[tuple[str | None, str | None, str | None]]) -> Iterator[Rule]:
    for url, kind, length in files:
        yield _is_web(url), "a file's address is absolute"
        yield bool(_MEDIA_TYPE.fullmatch(kind or "")), "a file has a type"
        yield (length or "").isdecimal(), "a file has a length"


class _Addresses(HTMLParser):
    """The tags of a piece of HTML, and the addresses in it."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src")]


def _markup(markup: str) -> Iterator[Rule]:
    read = _Addresses(markup)
    yield all(_IRI.match(each) for each in read.addresses), "no address in HTML is relative"
    yield not read.tags & {"script", "iframe", "object", "style"}, "no HTML is dangerous"


def _is_web(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_rfc_3339(text: str | None) -> bool:
    return bool(_RFC_3339.fullmatch(text or "")) and bool(datetime.fromisoformat(text or ""))


def _is_rfc_822(text: str | None) -> bool:
    if not _RFC_822.fullmatch(text or ""):
        return False
    return f"{parsedate_to_datetime(text or ''):%a}" == (text or "")[:3]
