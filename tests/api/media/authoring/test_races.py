"""Two who do something to the same file of a library at the same time."""

import threading

from api.db.databases import close
from api.db.unit_of_work import transaction
from api.media import commands
from api.media.authoring import library
from api.media.authoring.uploads import Named
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


def person(site: Document, name: str) -> Actor:
    return Actor(name, {site.id: Role.AUTHOR})


def keep(sent: Named, site: Document, name: str) -> None:
    try:
        library.keep(sent, site.id, {"caption": f"Của {name}"}, (person(site, name), NOON))
    finally:
        close()
