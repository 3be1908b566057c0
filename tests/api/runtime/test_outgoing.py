"""What an editor names is fetched from public addresses alone, whatever names and servers say."""

import http.server
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.runtime.outgoing.addresses import Refused, is_public, place_of
from api.runtime.outgoing.client import MOST_REDIRECTS, Client, NoAnswer, TooLong
from tests.api.runtime.strangers import NAME, PUBLIC, Dns, Wires, server

INSIDE = [
    "0.0.0.1", "10.0.0.7", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1",
    "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.7",
    "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::5db8:d822", "64:ff9b:1::1",
    "2001::1", "2002:7f00:1::", "2002:5db8:d822::", "2001:db8::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
WRITTEN = [
    "http://anh.example/a.jpg", "ftp://anh.example/a.jpg", "//anh.example/a.jpg", "a.jpg", "",
    "https:///a.jpg", "https://anh.example:8443/a.jpg", "https://anh.example:x/a.jpg",
    "https://anh.example@127.0.0.1/", "https://an:mat@anh.example/a.jpg", "https://@anh.example/",
    "https://127.0.0.1/", "https://0/", "https://0x7f.1/", "https://2130706433/",
    "https://017700000001/", "https://127.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/", "https://93.184.216.34/", "https://localhost/", "https://anh/",
    "https://a.localhost/", "https://metadata.google.internal/", "https://may-in.local/",
    "https://xa.lan/", "https://1.0.0.127.in-addr.arpa/", "https://anh.example\\@127.0.0.1/",
    "https://anh.example /a", "https://anh.example/\r\nHost: x", "https://\u2460.\u2461/",
    "https://127\u30020\u30020\u30021/", "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/", "https://[::1", "https://a..example/",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_t40_an_address_inside_of_a_network_is_no_public_one(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_in_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", WRITTEN)
def test_t40_what_is_no_public_name_is_not_even_looked_up(url: str) -> None:
    dns = Dns({})

    with pytest.raises(Refused):
        place_of(url, dns.resolve)

    assert dns.asked == []


@pytest.mark.parametrize("address", INSIDE)
def test_t40_a_name_with_an_address_inside_is_refused_whatever_else_it_has(address: str) -> None:
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        dns, wires = Dns({NAME: [found]}), Wires(0)

        with pytest.raises(Refused):
            Client(dns.resolve, wires).fetch(f"https://{NAME}/a.jpg")

        assert wires.reached == [], found


def test_an_address_is_written_as_people_write_it() -> None:
    dns = Dns({"xn--nh-lia.example": [[PUBLIC]], NAME: [[PUBLIC]]})

    assert place_of("https://ẢNH.example/Cầu đá.jpg".replace(" ", "%20"), lambda _: [PUBLIC])
    found = place_of(f"https://{NAME.upper()}.:443?a=ầ#b", dns.resolve)

    assert (found.host, found.addresses, found.target) == (NAME, (PUBLIC,), "/?a=%E1%BA%A7")


class Stranger(http.server.BaseHTTPRequestHandler):
    """A server that answers as a path says."""

    def do_GET(self) -> None:
        what, _, rest = self.path[1:].partition("/")
        getattr(self, f"_{what}", self._nothing)(rest)

    def _photo(self, _: str) -> None:
        self._say(200, b"bytes of a photo")

    def _host(self, _: str) -> None:
        self._say(200, str(self.headers["Host"]).encode())

    def _to(self, url: str) -> None:
        self._say(302, b"", Location=url)

    def _long(self, _: str) -> None:
        self._say(200, b"x" * 2_001)

    def _packed(self, _: str) -> None:
        self._say(200, b"x", **{"Content-Encoding": "gzip"})

    def _nothing(self, _: str) -> None:
        self._say(404, b"")

    def _cut(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9")
        self.end_headers()
        self.wfile.write(b"half")

    def _drips(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _second in range(40):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server in the Internet: its port, and what trusts it."""
    folder: Path = tmp_path_factory.mktemp("stranger")
    with server(Stranger, folder) as found:
        yield found


def client(stranger: Any, *turns: list[str]) -> tuple[Client, Wires]:
    dns, wires = Dns({NAME: list(turns) or [[PUBLIC]]}), Wires(stranger[0])
    return Client(dns.resolve, wires, stranger[1], seconds=1, most=2_000), wires


def test_a_file_comes_by_its_name_from_the_address_that_was_checked(stranger: Any) -> None:
    asking, wires = client(stranger)

    assert asking.fetch(f"https://{NAME}/photo/C%E1%BA%A7u.jpg?x=1") == (
        b"bytes of a photo", "Cầu.jpg",
    )  # fmt: skip
    assert asking.fetch(f"https://{NAME}/host").data == NAME.encode()
    assert wires.reached == [PUBLIC] * 2


def test_no_message_reads_the_authorities_of_the_system_again(
    stranger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, _ = client(stranger)

    monkeypatch.setattr(ssl, "_create_default_https_context", None)

    assert asking.fetch(f"https://{NAME}/photo").data == b"bytes of a photo"


def test_t40_a_name_that_means_another_address_a_moment_later_leads_nowhere(stranger: Any) -> None:
    asking, wires = client(stranger, [PUBLIC], ["127.0.0.1"])

    asking.fetch(f"https://{NAME}/photo")
    with pytest.raises(Refused):
        asking.fetch(f"https://{NAME}/photo")

    assert wires.reached == [PUBLIC]


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://anh.example/photo", "file:///etc"])
def test_t40_where_a_redirect_leads_is_checked_alike(stranger: Any, url: str) -> None:
    asking, wires = client(stranger)

    with pytest.raises(Refused):
        asking.fetch(f"https://{NAME}/to/{url}")

    assert wires.reached == [PUBLIC]


def test_t40_a_redirect_to_a_name_that_has_become_another_is_refused(stranger: Any) -> None:
    asking, wires = client(stranger, [PUBLIC], ["169.254.169.254"])

    with pytest.raises(Refused):
        asking.fetch(f"https://{NAME}/to/https://{NAME}/photo")

    assert wires.reached == [PUBLIC]


def test_a_redirect_to_a_public_address_is_followed_a_few_times(stranger: Any) -> None:
    asking, wires = client(stranger)

    assert asking.fetch(f"https://{NAME}/to//photo/b.jpg") == (b"bytes of a photo", "b.jpg")
    with pytest.raises(NoAnswer):
        asking.fetch(f"https://{NAME}/to/")
    assert len(wires.reached) == 2 + MOST_REDIRECTS + 1


@pytest.mark.parametrize("what", ["nothing", "packed", "cut", "drips"])
def test_what_is_no_whole_file_in_time_is_none(stranger: Any, what: str) -> None:
    with pytest.raises(NoAnswer):
        client(stranger)[0].fetch(f"https://{NAME}/{what}")


def test_a_file_that_is_too_long_is_left(stranger: Any) -> None:
    with pytest.raises(TooLong):
        client(stranger)[0].fetch(f"https://{NAME}/long")


def test_t40_a_server_without_a_certificate_of_its_name_is_not_asked(stranger: Any) -> None:
    asking, _ = client(stranger)
    dns = Dns({"khac.example": [[PUBLIC]]})

    with pytest.raises(NoAnswer):
        Client(dns.resolve, asking.connect, asking.context).fetch("https://khac.example/photo")
