"""Only names of this installation are answered to, and each shows its own site."""

import pytest

from api.http import hosts

SITES = [("yen-hoa", "https://yenhoa.example.vn"), ("dong-ha", "http://dongha.example.vn:8080"),
         ("khac", None), ("so", "http://[2001:DB8::7]")]  # fmt: skip
BAD = [
    "", "evil.example", "portal.test.evil.example", "evilportal.test", "xportal.test",
    "portal.test.", "portal.test:", "portal.test:x", "portal.test:123456",
    "portal.test@evil.example", "portal.test/evil", "portal.test,evil.example",
    "portal.test evil.example", " portal.test", "portal.test\t", "portal.test\x00",
    "portal.test#", "portal.test?x", "a@portal.test", "*", "*.example.org",
    "example.org.evil.example", "evilexample.org", "127.0.0.2", "127.1", "0", "[::]", "[::1",
    "::1", "http://portal.test", "pоrtal.test", "portal%2etest", ".", "..", "-",
    "a" * 300 + ".example.org", "portal.test\r\nX: y", "null", "localhost.evil.example",
]  # fmt: skip


@pytest.fixture(autouse=True)
def several_sites():
    """Four sites, one of them without an address of its own."""
    hosts.use("http://portal.test:8000", ["further.example", ".example.org"], lambda: SITES)
    yield
    hosts.use("http://127.0.0.1:8000", [], tuple)


def asking(host: str) -> dict[str, str]:
    return {"HTTP_HOST": host, "HTTP_X_FORWARDED_HOST": "portal.test", "SERVER_NAME": "portal.test"}


@pytest.mark.parametrize(
    "host",
    ["portal.test", "PORTAL.test", "portal.test:8000", "portal.test:1", "further.example",
     "example.org", "a.b.example.org", "yenhoa.example.vn", "dongha.example.vn:8080", "127.0.0.1",
     "localhost:8000", "[::1]", "[::1]:8000", "[2001:db8::7]"],
)  # fmt: skip
def test_t47_it_answers_to_its_own_names(host: str) -> None:
    assert hosts.is_ours(asking(host))


@pytest.mark.parametrize("host", BAD)
def test_t47_it_answers_to_no_other_name(host: str) -> None:
    assert not hosts.is_ours(asking(host))


def test_t47_it_answers_to_nobody_who_names_no_host() -> None:
    assert not hosts.is_ours({"SERVER_NAME": "portal.test"})


def test_a_name_shows_its_own_site_and_any_other_the_one_without_a_name() -> None:
    assert hosts.site_of(asking("yenhoa.example.vn")) == "yen-hoa"
    assert hosts.site_of(asking("DongHa.example.vn:1")) == "dong-ha"
    assert [hosts.site_of(asking(name)) for name in ("portal.test", "localhost")] == ["khac"] * 2


def test_of_several_sites_with_names_no_other_name_shows_any() -> None:
    hosts.use("http://portal.test", [], lambda: SITES[:2])

    assert hosts.site_of(asking("portal.test")) is None


def test_whoever_was_there_first_stays_where_it_is() -> None:
    later = [("moi", None), ("ke", "https://yenhoa.example.vn:8443")]
    hosts.use("http://portal.test", [], lambda: [*SITES, *later])

    assert hosts.site_of(asking("portal.test")) == "khac"
    assert hosts.site_of(asking("yenhoa.example.vn")) == "yen-hoa"


def test_every_name_shows_the_only_site() -> None:
    hosts.use("http://portal.test", [], lambda: SITES[:1])

    assert hosts.site_of(asking("portal.test")) == "yen-hoa"
    assert hosts.site_of(asking("localhost")) == "yen-hoa"
