"""`deploy/nginx/congxa.conf` as it ships, in a real nginx before the real server."""

import http.client
import json
import re
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from api.http import problems
from api.http.networks import network_of
from api.runtime import errors
from api.runtime.errors import ApiError
from tests import nginx, serving
from tests.demo import LoadedDemo
from tests.deploy.front import Front

GONE_SECONDS = 2
SURGE = 40
CODINGS = ("identity", "gzip", "br")
KINDS = [(coding, language) for coding in CODINGS for language in ("vi", "en-GB,en;q=0.9")]
TYPES = ("webp", "pdf")
VISITORS = ("203.0.113.7", "203.0.113.8", "2001:db8:0:a0d::1", "2001:db8:0:a0d:ffff::2",
            "2001:db8:0:a0e::1", "a:a0a:a0d:a::", "::1")  # fmt: skip
TOLD = ("Content-Type", "ETag", "Surrogate-Key", "X-Content-Type-Options", "Cache-Control",
        "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Vary",
        "Access-Control-Allow-Origin", "Content-Disposition", "Last-Modified",
        "Permissions-Policy")  # fmt: skip


@pytest.fixture(scope="module")
def front(demo: LoadedDemo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The demo commune behind the shipped nginx, for all tests of this file."""
    folder = tmp_path_factory.mktemp("front")
    at = nginx.ports(folder)
    environ = serving.environment(folder, **at.settings, CONGXA_METRICS_ADDRESS="127.0.0.1")
    demo.into(environ)
    serving.congxa(environ, "prerender", str(folder / "site"))
    with serving.serving(environ) as server, nginx.shipped(at, environ, log=folder):
        yield Front(at, server)


def article_of(front: Front, number: int) -> dict[str, str]:
    return front.json("/v1/articles?limit=20")["items"][number]


def answers(front: Front, paths: list[str]) -> list[int]:
    """What every kind of reader is answered at each address."""
    return [
        front.get(path, Accept_Encoding=coding, Accept_Language=language).status
        for path in paths
        for coding, language in KINDS
    ]


def until(wanted: int, front: Front, paths: list[str]) -> float:
    """After how many seconds the last kind of reader was answered that."""
    begun = time.monotonic()
    while set(answers(front, paths)) != {wanted}:
        assert time.monotonic() - begun < 10, answers(front, paths)
    return time.monotonic() - begun


def test_the_portal_conforms_through_it(front: Front) -> None:
    said = [front.congxa("conform", front.at.url, check=False) for _ in range(2)]

    assert all(" 0 broken, 0 not checked." in each for each in said), said


def test_what_was_withdrawn_is_gone_from_a_warm_cache(front: Front) -> None:
    article = article_of(front, 3)
    site, slug, title = article["site"]["slug"], article["slug"], article["title"]
    paths = [f"/v1/articles/{article['id']}", f"/v1/sites/{site}/articles/{slug}",
             f"/v1/articles/{article['id']}?fields=id", f"/bai-viet/{slug}"]  # fmt: skip
    lists = ["/v1/articles?limit=20", "/v1/home?site=yen-hoa", "/", "/feeds/articles.atom"]
    shown = [title in front.get(path).body.decode() for path in lists[:1]]
    warm = answers(front, paths)

    front.congxa("withdraw", article["id"], "--reason", "personal_data")
    seconds = until(410, front, paths)

    assert shown == [True]
    assert set(warm) == {200}
    assert seconds <= GONE_SECONDS
    assert not [path for path in lists if title in front.get(path).body.decode()]


def test_f19_who_wants_the_same_at_once_waits_for_one_answer(front: Front) -> None:
    before = front.asked()

    with ThreadPoolExecutor(SURGE) as readers:
        found = list(readers.map(lambda _: front.get("/v1/articles?limit=7").status, range(SURGE)))

    assert found == [200] * SURGE
    assert front.asked() - before <= 2  # one, or another when the second was over


def test_t47_a_strange_name_or_a_request_that_is_two_is_not_answered(front: Front) -> None:
    twice = b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"
    both = (b"POST /v1/views HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n")  # fmt: skip
    folded = b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding:\r\n chunked\r\n\r\n"

    assert front.status_over_tls(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200
    assert [front.status_over_tls(each) for each in (twice, both, folded)] == [400] * 3
    assert front.status_over_tls(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n") == 444


def test_t72_no_log_of_it_tells_the_address_of_a_preview(front: Front) -> None:
    secret, logs = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE", front.at.certificate.parent

    found = [
        front.get(path + secret).status
        for path in ("/xem-truoc/", "/authoring/v1/previews/", "/bai-viet/")
    ]

    assert found == [404] * 3
    told = (logs / "congxa.log").read_text()
    assert told.count(secret) == told.count(f"/bai-viet/{secret}") == 1


def test_no_log_of_it_tells_who_asked_or_what_they_looked_for(front: Front) -> None:
    logs, who = front.at.certificate.parent, "127.0.0.77"

    asked = [
        front.status_over_tls(request.encode(), who)
        for request in ("GET /v1/search?q=giay+khai HTTP/1.1\r\nHost: localhost\r\n"
                        "User-Agent: Nokia\r\nReferer: https://a.example/\r\n\r\n",
                        "GET /bad HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                        "GET /v1 HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                        "POST /v1/views HTTP/1.1\r\nHost: localhost\r\n"
                        "Content-Length: 9000000\r\n\r\n")
    ]  # fmt: skip

    assert asked == [200, 444, 400, 413]
    told = "".join(path.read_text() for path in logs.glob("*.log"))
    assert "GET localhost/v1/search 200" in told
    assert not [word for word in (who, "giay", "Nokia", "a.example") if word in told]


@pytest.mark.parametrize("to", ["127.0.0.1", "::1"])
def test_over_plain_http_one_is_sent_to_https(front: Front, to: str) -> None:
    assert front.plain("localhost", to) == (308, "https://localhost/x?y=1")
    assert front.plain("evil.example", to) == (444, "")


def test_over_plain_http_nothing_tells_which_nginx_it_is(front: Front) -> None:
    line = http.client.HTTPConnection("127.0.0.1", front.at.plain)
    with closing(line):
        line.request("GET", "/", headers={"Host": "localhost"})
        assert line.getresponse().headers["Server"] == "nginx"


def test_limits_are_of_an_address_and_of_64_bits_of_ipv6() -> None:
    (visitor,) = re.findall(r"map \$binary_remote_addr .*?\n}", nginx.SHIPPED.read_text(), re.S)
    assert nginx.SHIPPED.read_text().count("zone $congxa_visitor zone=") == 2
    port = serving.free_port()
    server = f"""{visitor}
    server {{
      listen 127.0.0.1:{port};
      set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;
      location / {{ return 200 $congxa_visitor; }}
    }}"""

    def known_as(address: str) -> bytes:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"X-Real-IP": address})
        with urllib.request.urlopen(asked) as answer:
            return bytes(answer.read())

    with nginx.running(server, port):
        known = {address: known_as(address) for address in VISITORS}

    assert known == {address: network_of(address) for address in VISITORS}


def test_a_file_is_sent_by_nginx_as_the_program_says(front: Front, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    for path in (file_of(front, kind) for kind in TYPES):
        through, direct = front.get(path), front.get(path, front.server.url, Host="localhost")
        again = front.get(path, If_None_Match=str(through.headers["ETag"]))
        part = front.get(path, Range="bytes=2-5")
        other = front.get(path, Range="bytes=2-5", If_Range='"another"')
        behind = front.get(path, Range=f"bytes={len(through.body)}-")

        assert (direct.headers["X-Accel-Redirect"], direct.body) == (inner(path), b"")
        told = {name: direct.headers[name] for name in TOLD}
        assert {name: through.headers[name] for name in TOLD} == told
        assert through.headers.get_all("Accept-Ranges") == ["bytes"]
        assert len(through.body) == int(through.headers["Content-Length"])
        assert (again.status, again.body) == (304, b"")
        assert (part.status, part.body) == (206, through.body[2:6])
        assert (other.status, other.body) == (200, through.body)
        assert behind.status == 416
        assert front.get(inner(path)).status == 404
        public_file(front, path).rename(aside)
        gone = front.get(path), front.get(path, front.server.url, Host="localhost")
        aside.rename(public_file(front, path))
        assert [each.status for each in gone] == [404, 404]
    assert front.get("/media/" + "0" * 40 + ".jpg").status == 404


def public_file(front: Front, path: str) -> Path:
    """Where a public file lies."""
    folder = Path(front.server.environ["CONGXA_MEDIA_DIR"]) / "public"
    return folder / inner(path).removeprefix("/_media/")


def file_of(front: Front, kind: str) -> str:
    """The path of a public file of that kind."""
    notices = front.json("/v1/notices?limit=100")["items"]
    shown = front.get("/v1/articles").body + b"".join(
        front.get(f"/v1/notices/{each['id']}").body for each in notices
    )
    found = re.search(rf"/media/[0-9a-f]+\.{kind}".encode(), shown)
    assert found is not None
    return found[0].decode()


def problem(error: ApiError, language: str) -> object:
    """What the program says of it."""
    with Flask("api").test_request_context(headers={"Accept-Language": language}):
        return problems.problem(error).json


def test_what_nginx_refuses_is_said_in_the_words_of_the_program() -> None:
    refusals = (errors.PayloadTooLarge(), errors.TooManyRequests(), errors.Unavailable())
    said = re.findall(r"\"(\d{3}) (en|vi)\" '(\{.*\})';", nginx.SHIPPED.read_text("utf-8"))

    assert {(status, language): json.loads(body) for status, language, body in said} == {
        (str(error.status), language): problem(error, language)
        for error in refusals
        for language in ("en", "vi")
    }


def test_what_is_too_large_for_nginx_is_refused_in_the_shape_of_all(front: Front) -> None:
    refused = front.announce("/v1/ratings", 9_000_000)

    assert (refused.status, refused.headers["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(refused.body) == problem(errors.PayloadTooLarge(), "en")
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


def inner(path: str) -> str:
    """Where nginx has a file, which nobody may ask it for."""
    key = path.removeprefix("/media/")
    return f"/_media/{key[:2]}/{key}"


def test_f27_with_the_program_stopped_all_is_read_and_nothing_is_proved(
    front: Front,
) -> None:
    article = article_of(front, 5)
    read = [f"/v1/articles/{article['id']}", f"/bai-viet/{article['slug']}", "/", "/v1/articles"]
    unread = article_of(front, 6)
    photo = file_of(front, "webp")
    warm = answers(front, read)
    front.get("/v1/changes?cursor=start")
    serving.stop(front.server)
    time.sleep(1.1)  # What is kept for a second is over.

    shown, proved = answers(front, read), front.get("/v1/changes?cursor=start")

    assert set(warm) == set(shown) == {200}
    assert proved.status == 503
    pages = [front.get(f"/bai-viet/{unread['slug']}{language}") for language in ("", "?lang=en")]
    assert [unread["title"] in page.body.decode() for page in pages] == [True, True]
    assert "script-src 'self'" in pages[0].headers["Content-Security-Policy"]
    assert front.get("/thong-bao").status == front.get("/config.js").status == 200
    assert front.get(photo).headers["Content-Type"] == "image/webp"
    assert front.get("/bai-viet/khong-co").status == 503
    refused = front.get(f"/v1/articles/{unread['id']}", Accept_Language="vi")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(refused.body) == problem(errors.Unavailable(), "vi")
