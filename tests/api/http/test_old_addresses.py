"""Old addresses: which may be kept, and which are the same however they are written."""

from pathlib import Path

import pytest

from api.http.old_addresses import PAGES, key_of, keys_of, parse
from api.web import files
from api.web.javascript.engine import Engine

FRONTEND = Path(__file__).parents[3] / "frontend"
OLD = "https://xa.tinh.gov.vn/cong/"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/2024/05/bai-1/", "/2024/05/bai-1/"),
        ("/?tabid=77&id=9", "/?tabid=77&id=9"),
        ("?p=12", "/?p=12"),
        ("tin_cu.html", "/tin_cu.html"),
        ("/Default.aspx?ID=9&x=%C4%91", "/Default.aspx?ID=9&x=%C4%91"),
        ("/docs-2024/a", "/docs-2024/a"),
        ("/mediator", "/mediator"),
        ("https://xa.tinh.gov.vn/tin?id=1", "/tin?id=1"),
        ("HTTP://WWW.xa.tinh.gov.vn:80/tin", "/tin"),
        ("//xa.tinh.gov.vn/tin//a", "/tin//a"),
        ("/" + "a" * 299, "/" + "a" * 299),
    ],
)
def test_an_old_address_is_a_path_and_perhaps_a_query(written: str, kept: str) -> None:
    assert parse(written, OLD) == kept


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("/v1/articles", "of this program's own"),
        ("/%76%31/articles", "of this program's own"),
        ("/media", "of this program's own"),
        ("/authoring/v1", "of this program's own"),
        ("/feeds/articles.rss", "of this program's own"),
        ("/", "the home page here"),
        ("/?", "the home page here"),
        ("/?lang=en", "the home page here"),
        ("/?utm_source=zalo&fbclid=x", "the home page here"),
        ("", "is no path, with or without a query"),
        ("/" + "a" * 300, "at most 300"),
        ("/tin cu", "write “/tin%20cu”"),
        ("/tin-tức?id=9", "write “/tin-t%E1%BB%A9c?id=9”"),
        ("/a#b", "is no path, with or without a query"),
        ("/a#b c", "~ / ? = & % -"),
        ("/a\n", "is no path, with or without a query"),
        ("javascript:alert(1)", "is no path, with or without a query"),
        ("/<script>", "is no path, with or without a query"),
        ("https://khac.vn/tin", "no address of the former portal, https://xa.tinh.gov.vn"),
        ("//khac.vn/tin", "no address of the former portal"),
        ("https://xa.tinh.gov.vn", "the home page here"),
    ],
)
def test_another_is_refused_with_what_to_do(written: str, said: str) -> None:
    with pytest.raises(ValueError, match="“") as refused:
        parse(written, OLD)

    assert said in str(refused.value)


def test_a_host_needs_the_former_portal_to_be_known() -> None:
    with pytest.raises(ValueError, match="say old_base_url"):
        parse("https://xa.tinh.gov.vn/tin", None)


@pytest.mark.parametrize(
    "same",
    [
        ("/bai/", "/bai", "/b%61i", "/bai?utm_source=a&fbclid=b", "/bai?"),
        ("/%c4%91", "/%C4%91/"),
        ("/a?y=2&x=1", "/a?x=1&y=2", "/a/?x=%31&y=2&_=5", "/a?&x=1&&y=2"),
        ("/?a", "/?a="),
        ("/?x=a%20b", "/?x=a+b"),
        ("/%zz", "/%25zz"),
    ],
)
def test_these_are_the_same_address(same: tuple[str, ...]) -> None:
    assert len({key_of(each) for each in same}) == 1


def test_these_are_not() -> None:
    others = ["/a", "/A", "/a?x=1", "/a?x=2", "/a%3Fx=1", "/a//b", "/a/b", "/?x=1", "/?X=1"]

    assert len({key_of(each) for each in others}) == len(others)


@pytest.mark.parametrize(
    ("path", "query", "keys"),
    [
        ("/a", "b=1", ["/a?b=1", "/a"]),
        ("/a/", "", ["/a"]),
        ("/", "b=1", ["/?b=1"]),
        ("/", "", []),
        ("/", "lang=vi&lang=en", []),
        ("//evil.vn/", "", ["//evil.vn"]),
        ("/a" * 999, "b=1234", []),
    ],
)
def test_what_is_asked_for_is_looked_for_with_its_query_first(
    path: str, query: str, keys: list[str]
) -> None:
    assert keys_of(path, query) == keys


def test_the_pages_that_every_portal_has_are_known() -> None:
    pages = Engine(files.read(FRONTEND)).pages

    assert {at for page in pages for at in page.at if "{" not in at} == PAGES
