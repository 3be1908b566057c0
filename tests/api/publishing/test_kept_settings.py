"""Whatever is rendered is rendered with the settings that are kept, by whichever process."""

import threading
from dataclasses import replace

import pytest

from api.articles.models import Article
from api.db import databases, unit_of_work
from api.publishing.live import kept_settings, rendering
from api.publishing.live.kept_settings import BASE_URL, FREE_LINK_HOSTS, Kept
from api.runtime.config import config, configure
from api.runtime.jsons import loads
from tests.api.publishing.people import LATER
from tests.factories import make_article, make_category, make_site

BODY = '<p><a href="https://bao.vn/1">Báo</a></p>'


def keep(name: str, value: str, *, is_default: bool = False) -> None:
    with kept_settings.alone():
        kept_settings.keep(name, Kept(value, is_default))


def article_url() -> str:
    return str(loads(Article.get().whole)["url"])


def article_body() -> str:
    return str(loads(Article.get().whole)["body"]["html"])


def test_another_value_marks_all_rows_once(database: str) -> None:
    site = make_site()
    make_category(site)
    make_article(site)
    keep(BASE_URL, "http://portal.test")
    rendering.render_all_stale(LATER)

    keep(BASE_URL, "https://yenhoa.test", is_default=True)

    assert kept_settings.by_name() == {BASE_URL: Kept("https://yenhoa.test", True)}
    assert rendering.render_stale(LATER) == 3
    assert article_url().startswith("https://yenhoa.test/")
    keep(BASE_URL, "https://yenhoa.test")
    assert kept_settings.by_name() == {BASE_URL: Kept("https://yenhoa.test", False)}
    assert rendering.render_stale(LATER) == 0


def test_f34_a_process_that_was_told_another_address_renders_with_the_one_kept(
    database: str,
) -> None:
    keep(BASE_URL, "https://yenhoa.test")
    configure(replace(config(), base_url="http://127.0.0.1:8000"))

    make_article(make_site())

    assert article_url().startswith("https://yenhoa.test/")


def test_f34_links_follow_the_hosts_that_are_kept(database: str) -> None:
    keep(FREE_LINK_HOSTS, "")
    make_article(make_site(), body_html=BODY)
    assert "nofollow" in article_body()

    keep(FREE_LINK_HOSTS, "bao.vn,tin.vn")
    rendering.render_all_stale(LATER)

    assert "rel=" not in article_body()


def test_f34_what_is_being_published_meanwhile_is_not_missed(database: str) -> None:
    site = make_site()
    keep(BASE_URL, "https://old.test")

    def change() -> None:
        keep(BASE_URL, "https://new.test")
        databases.close()

    other = threading.Thread(target=change)
    with unit_of_work.transaction() as tx:
        make_article(site)
        tx.write_rows()
        other.start()
        # It cannot end before this transaction; only one that does not wait would.
        other.join(0.5)
    other.join()
    rendering.render_all_stale(LATER)

    assert article_url().startswith("https://new.test/")


@pytest.mark.parametrize("name", [BASE_URL, FREE_LINK_HOSTS])
def test_only_what_is_another_value_is_a_change(database: str, name: str) -> None:
    make_article(make_site())
    keep(name, "https://a.test")
    rendering.render_all_stale(LATER)

    keep(name, "https://a.test")

    assert rendering.render_stale(LATER) == 0
