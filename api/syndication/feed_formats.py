"""A feed as RSS 2.0, Atom 1.0 (with the tombstones of RFC 6721) and JSON Feed 1.1.

XML is written by a serialiser alone, so no text can become markup.
"""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from api.richtext.cleaning.soup import escaped
from api.runtime.clock import local
from api.runtime.jsons import dumps
from api.syndication import feed_facts
from api.syndication.feed_items import Feed

Item = dict[str, Any]

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
JPEG = "image/jpeg"
LANGUAGE = "vi"
_NAMESPACES = {"atom": ATOM, "at": TOMBSTONES, "content": CONTENT, "dc": CREATOR, "media": MEDIA}
# What XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
for prefix, uri in _NAMESPACES.items():
    ET.register_namespace(prefix, uri)


def rss(feed: Feed, address: str) -> bytes:
    """RSS 2.0; the whole text is in `content:encoded`."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, text in (
        ("title", feed.title),
        ("link", feed.home),
        ("description", feed.title),
        ("language", LANGUAGE),
        ("lastBuildDate", format_datetime(feed.updated_at)),
    ):
        _add(channel, name, text)
    _add(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    for item in feed.items:
        _add_rss_item(ET.SubElement(channel, "item"), item)
    return _serialised(root)


def _add_rss_item(element: ET.Element, item: Item) -> None:
    _add(element, "title", feed_facts.title(item))
    _add(element, "link", item["url"])
    _add(element, "guid", _urn(item["id"]), isPermaLink="false")
    _add(element, "pubDate", format_datetime(_time(item["published_at"])))
    _add(element, f"{{{CREATOR}}}creator", feed_facts.author(item))
    for label in feed_facts.labels(item):
        _add(element, "category", label)
    # Of one line of text readers make HTML.
    if summary := feed_facts.summary(item):
        _add(element, "description", escaped(summary))
    if body := feed_facts.html(item):
        _add(element, f"{{{CONTENT}}}encoded", body)
    for file in feed_facts.files(item)[:1]:  # Readers know one enclosure alone.
        _add(element, "enclosure", url=file["url"], length=str(file["bytes"]), type=file["type"])
    _add_picture(element, item)


def atom(feed: Feed, address: str) -> bytes:
    """Atom 1.0; what was taken away is a `deleted-entry`."""
    # Readers that know no namespaces want Atom's own elements without a prefix.
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": LANGUAGE})
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add(root, "updated", local(feed.updated_at))
    _add(root, "link", href=address, rel="self", type="application/atom+xml")
    _add(root, "link", href=feed.home, rel="alternate", type="text/html")
    _add(_add(root, "author"), "name", feed.title)
    for item in feed.items:
        _add_entry(_add(root, "entry"), item)
    for gone in feed.gone:
        _add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=_urn(gone.id), when=local(gone.at))
    return _serialised(root)


def _add_entry(entry: ET.Element, item: Item) -> None:
    _add(entry, "id", _urn(item["id"]))
    _add(entry, "title", feed_facts.title(item))
    _add(entry, "link", href=item["url"], rel="alternate", type="text/html")
    _add(entry, "published", item["published_at"])
    _add(entry, "updated", feed_facts.updated(item))
    _add(_add(entry, "author"), "name", feed_facts.author(item))
    for label in feed_facts.labels(item):
        _add(entry, "category", term=label)
    if summary := feed_facts.summary(item):
        _add(entry, "summary", summary)
    _add(entry, "content", feed_facts.html(item), type="html")
    for file in feed_facts.files(item):
        _add(entry, "link", href=file["url"], rel="enclosure", length=str(file["bytes"]),
              type=file["type"], title=file["name"])  # fmt: skip
    _add_picture(entry, item)


def json_feed(feed: Feed, address: str) -> bytes:
    """JSON Feed 1.1."""
    return dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": address,
            "language": LANGUAGE,
            "items": [_json_item(item) for item in feed.items],
        }
    )


def _json_item(item: Item) -> Item:
    files = [
        {"url": file["url"], "mime_type": file["type"], "title": file["name"],
         "size_in_bytes": file["bytes"]} for file in feed_facts.files(item)
    ]  # fmt: skip
    shown = feed_facts.picture(item)
    facts = {
        "id": _urn(item["id"]),
        "url": item["url"],
        "title": feed_facts.title(item),
        "summary": feed_facts.summary(item),
        "content_html": feed_facts.html(item),
        "image": shown and shown.url,
        # The format knows no more of a picture; what begins with a line is anybody's own.
        "_picture": shown and shown._asdict(),
        "date_published": item["published_at"],
        "date_modified": feed_facts.updated(item),
        "authors": [{"name": feed_facts.author(item)}],
        "tags": list(feed_facts.labels(item)),
        "attachments": files,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _urn(identity: object) -> str:
    return f"urn:uuid:{identity}"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _add_picture(parent: ET.Element, item: Item) -> None:
    """Media RSS, which readers know in both forms of XML."""
    shown = feed_facts.picture(item)
    if shown is None:
        return
    sizes = {"width": shown.width, "height": shown.height, "fileSize": shown.bytes}
    facts = {"url": shown.url, "medium": "image", "type": JPEG}
    facts |= {name: str(size) for name, size in sizes.items()}
    element = _add(parent, f"{{{MEDIA}}}content", **facts)
    if shown.alt:
        _add(element, f"{{{MEDIA}}}description", shown.alt, type="plain")


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    cleaned = {key: _NO_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, cleaned)
    element.text = None if text is None else _NO_XML.sub("", text)
    return element


def _serialised(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
