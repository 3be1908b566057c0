"""A worker's cache after a change: what the change names is new at once, the rest is kept."""

import threading
from collections.abc import Iterator

import orjson
import pytest
from werkzeug.test import Client

from api.cache.middleware import ResponseCache
from api.db import databases
from api.db.unit_of_work import transaction
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import rendering
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import at, revise
from tests.factories import make_article, make_category, make_site


def is_kept(reader, address: str) -> bool:
    """Whether an answer comes without a question to the database."""
    with recorded() as statements:
        assert reader.get(address).status_code == 200
    return not statements


@pytest.fixture
def addresses(reader, site) -> dict[str, str]:
    """Answers that the worker keeps, by what they are about; a second commune beside the first."""
    other = make_site(f"{site.slug}-ban")
    category = make_category(site, "Tin tức")
    article = make_article(site, "Bài", category=str(category.id), tags=["Lúa"])
    foreign = make_article(other, "Bài xã bạn")
    kept = {
        "item": f"/v1/articles/{article.id}",
        "slug": f"/v1/sites/{site.slug}/articles/bai",
        "related": f"/v1/articles/{article.id}/related",
        "here": f"/v1/articles?site={site.slug}",
        "all": "/v1/articles?limit=3",
        "tags": f"/v1/tags?site={site.slug}",
        "categories": f"/v1/categories?site={site.slug}",
        "site": f"/v1/sites/{site.slug}",
        "descriptor": "/v1",
        "other item": f"/v1/articles/{foreign.id}",
        "other": f"/v1/articles?site={other.slug}",
    }
    reader.get("/v1")
    for address in kept.values():
        reader.get(address)
    return kept


def dropped(reader, addresses: dict[str, str]) -> set[str]:
    reader.get("/v1/articles?limit=1")  # follows the log
    return {name for name, address in addresses.items() if not is_kept(reader, address)}


LISTS = {"related", "here", "all", "tags", "categories"}


def test_everything_is_kept_while_nothing_changes(reader, addresses) -> None:
    assert dropped(reader, addresses) == set()


def test_an_article_drops_itself_and_the_lists_it_can_be_in(reader, addresses) -> None:
    article = get_document(addresses["item"].rpartition("/")[2])

    revise(article, at(1), title="Bài đã sửa")

    assert dropped(reader, addresses) == {"item", "slug", *LISTS}
    assert orjson.loads(reader.get(addresses["item"]).data)["title"] == "Bài đã sửa"


def test_a_new_article_drops_lists_alone(reader, site, addresses) -> None:
    make_article(site, "Mới")

    assert dropped(reader, addresses) == LISTS
    assert b"M\xe1\xbb\x9bi" in reader.get(addresses["here"]).data


def test_a_withdrawn_article_is_gone_at_once(reader, addresses) -> None:
    article = get_document(addresses["item"].rpartition("/")[2])

    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))

    assert reader.get(addresses["item"]).status_code == 410
    assert reader.get(addresses["slug"]).status_code == 410
    assert orjson.loads(reader.get(addresses["here"]).data)["items"] == []


def test_a_category_drops_the_list_of_categories(reader, site, addresses) -> None:
    make_category(site, "Mục mới")

    assert dropped(reader, addresses) == {"categories"}


def test_a_site_drops_everything(reader, site, addresses) -> None:
    revise(get_document(site.id), at(1), slug=f"{site.slug}-moi", name="Xã mới")

    assert reader.get(addresses["site"]).status_code == 301
    assert reader.get(addresses["here"]).status_code == 404
    rendering.render_all_stale(at(2))
    assert reader.get(addresses["slug"]).status_code == 301
    assert orjson.loads(reader.get(addresses["item"]).data)["site"]["name"] == "Xã mới"


def test_a_private_save_drops_nothing(reader, site, addresses) -> None:
    make_article(site, "Nháp", published=False)

    assert dropped(reader, addresses) == set()


def test_many_changes_at_once_drop_everything_that_they_may_name(
    reader, site, addresses, monkeypatch
) -> None:
    monkeypatch.setattr("api.publishing.live.invalidation.MOST_CHANGES", 5)
    with transaction():
        for number in range(7):
            make_article(site, f"Bài {number}")

    assert dropped(reader, addresses) == set(addresses)


class Held:
    """An application that stops in the middle of an answer until it is let go."""

    def __init__(self, app) -> None:
        self.app, self.reached, self.go_on = app, threading.Event(), threading.Event()

    def __call__(self, environ, start_response) -> Iterator[bytes]:
        body = list(self.app(environ, start_response))
        if environ["PATH_INFO"].startswith("/v1/articles"):
            self.reached.set()
            assert self.go_on.wait(10)
        return iter(body)


def read_alone(app, address: str) -> None:
    """Read as a thread of the server does, and give its connection back."""
    app.test_client().get(address)
    databases.close()


def test_an_answer_made_before_a_change_is_never_kept(standing_app, reader, site) -> None:
    article = make_article(site, "Trước")
    address = f"/v1/articles/{article.id}"
    cache = standing_app.extensions["cache"]
    inner, held = cache.app, Held(cache.app)
    reader.get("/v1")
    cache.app = held
    slow = threading.Thread(target=read_alone, args=(standing_app, address))
    slow.start()
    assert held.reached.wait(10)

    revise(get_document(article.id), at(1), title="Sau")
    reader.get("/v1")  # follows the log while the other still holds the old answer
    held.go_on.set()
    slow.join()
    cache.app = inner

    assert orjson.loads(reader.get(address).data)["title"] == "Sau"


def test_nothing_is_promised_for_what_changed_while_it_was_answered(reader, site) -> None:
    article = make_article(site, "Bài")

    def changed_meanwhile(environ, start_response):
        answered = app(environ, start_response)
        revise(article, at(5), title="Bài mới")
        return answered

    app = reader.application.extensions["cache"].app
    middleware = ResponseCache(changed_meanwhile)
    first = Client(middleware).get(f"/v1/articles/{article.id}")
    second = Client(ResponseCache(app)).get(f"/v1/articles/{article.id}")

    assert first.headers["Cache-Control"] == "public, max-age=0"
    assert second.headers["Cache-Control"].startswith("public, max-age=15,")
