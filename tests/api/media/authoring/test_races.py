"""Two who do something to the same file of a library at the same time."""

import threading

from api.db.databases import close
from api.db.unit_of_work import transaction
from api.media import commands
from api.media.authoring import library
from api.media.authoring.library import Item
from api.media.authoring.uploads import Named
from api.publishing.commands import create
from api.publishing.errors import InUse
from api.publishing.models import Document, Role
from api.publishing.workflow import Actor
from tests.api.media import samples
from tests.factories import NOON, make_site

PHOTO = samples.encoded(samples.picture(60), "JPEG")


def test_of_two_who_send_the_same_bytes_the_first_is_their_author(database: str) -> None:
    site, sent = make_site(), Named(commands.prepare(PHOTO, "cau.jpg"), "cau.jpg")
    commands.keep_file(sent.prepared, "cau.jpg", NOON)

    with transaction():
        first = library.keep(sent, site.id, {}, (person(site, "an"), NOON))
        second = threading.Thread(target=keep, args=(sent, site, "binh"))
        second.start()
        second.join(0.3)  # It is at work, and cannot end before this transaction does.
    second.join()

    kept = library.visible(person(site, "an"), first.file.id, None).row
    assert (kept.author, kept.caption) == ("an", "Của binh")


def test_who_throws_it_away_waits_for_who_is_saving_what_shows_it(app) -> None:
    site, sent = make_site(), Named(commands.prepare(PHOTO, "cau.jpg"), "cau.jpg")
    item = library.keep(sent, site.id, {}, (person(site, "an"), NOON))
    refused: list[InUse] = []

    with transaction():
        content = {"title": "Cầu", "cover": {"media": item.file.id, "alt": "Cầu"}}
        saved = create("article", site.id, content, (person(site, "an"), NOON))
        second = threading.Thread(target=throw_away, args=(item, site, refused))
        second.start()
        second.join(0.3)  # It is at work, and cannot end before this transaction does.
    second.join()

    assert [each.extra["used_by"] for each in refused] == [[saved.id]]


def throw_away(item: Item, site: Document, refused: list[InUse]) -> None:
    try:
        library.throw_away(item, item.row.version, person(site, "an"))
    except InUse as refusal:
        refused.append(refusal)
    finally:
        close()


def person(site: Document, name: str) -> Actor:
    return Actor(name, {site.id: Role.AUTHOR})


def keep(sent: Named, site: Document, name: str) -> None:
    try:
        library.keep(sent, site.id, {"caption": f"Của {name}"}, (person(site, name), NOON))
    finally:
        close()
