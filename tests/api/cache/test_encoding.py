"""Compression as the client asks for it (RFC 9110 §12.5.3)."""

import gzip

import brotli
import pytest
import zstandard

from api.cache.encoding import LARGE, SMALLEST, encode, negotiate
from tests.factories import make_article

DECODE = {
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "zstd"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, zstd;q=0.8, gzip;q=0.8", "zstd"),
        ("br;q=0, *", "zstd"),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.4, gzip;q=0.5", "gzip"),
        ("deflate", None),
        ("br;q=lots", None),
        ("br;q=nan, gzip", "gzip"),
        ("br ; q=0.9 , gzip ; q=0.1", "br"),
        (",,;q=1,gzip;level=9", None),
    ],
)
def test_it_chooses_what_the_client_likes_and_then_the_smallest(accept, coding) -> None:
    assert negotiate(accept) == coding


@pytest.mark.parametrize("times", [200, 20_000])
@pytest.mark.parametrize("coding", DECODE)
def test_it_codes_the_same_bytes_each_time(coding, times) -> None:
    body = "Xã Yên Hòa khánh thành cầu Đá. ".encode() * times
    assert (len(body) >= LARGE) == (times > 200)

    assert encode(body, coding) == encode(body, coding)
    assert DECODE[coding](encode(body, coding)) == body
    assert len(encode(body, coding)) < len(body) / 10


@pytest.mark.parametrize("coding", DECODE)
def test_an_answer_is_compressed_under_the_same_tag(reader, site, coding) -> None:
    article = make_article(site, "Bài dài", body_html="<p>Bà con phấn khởi.</p>" * 100)
    address = f"/v1/articles/{article.id}"
    plain = reader.get(address)

    for _ in ("made", "kept"):
        small = reader.get(address, headers={"Accept-Encoding": coding})
        assert small.headers["Content-Encoding"] == coding
        assert DECODE[coding](small.data) == plain.data
        assert small.headers["Content-Length"] == str(len(small.data))
        assert small.headers["ETag"] == plain.headers["ETag"]
        assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers


def test_a_head_and_a_304_are_those_of_the_compressed_answer(reader, site) -> None:
    article = make_article(site, "Bài dài", body_html="<p>Bà con phấn khởi.</p>" * 100)
    address = f"/v1/articles/{article.id}"
    asked = {"Accept-Encoding": "br"}
    small = reader.get(address, headers=asked)

    head = reader.head(address, headers=asked)
    held = reader.get(address, headers={**asked, "If-None-Match": small.headers["ETag"]})

    assert head.headers["Content-Length"] == small.headers["Content-Length"]
    assert head.headers["Content-Encoding"] == "br"
    assert held.status_code == 304
    assert "Content-Encoding" not in held.headers


def test_what_is_small_stays_as_it_is(reader) -> None:
    answer = reader.get("/v1/articles?site=none&fields=id", headers={"Accept-Encoding": "br"})
    empty = reader.get("/v1/tags?limit=1&fields=slug", headers={"Accept-Encoding": "br"})

    assert len(empty.data) < SMALLEST
    assert "Content-Encoding" not in empty.headers
    assert "Content-Encoding" not in answer.headers


def test_a_photo_is_not_compressed_again(reader) -> None:
    from tests.api.delivery.world import PHOTO, key_for, media

    key = key_for(PHOTO * 100, "jpg")
    media.store().write_private(key, PHOTO * 100)
    media.store().publish([key])

    answer = reader.get(f"/media/{key}", headers={"Accept-Encoding": "br, gzip"})

    assert answer.data == PHOTO * 100
    assert "Content-Encoding" not in answer.headers
