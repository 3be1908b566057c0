"""Compression as the client asks for it: brotli, zstd or gzip."""

import gzip
import re
from functools import lru_cache

import brotli
import zstandard

SMALLEST = 512
"""Below this a compressed body saves nothing."""
LARGE = 500_000
"""From here on a little less is saved in a fraction of the time: a page of a first sync."""

CODINGS = ("br", "zstd", "gzip")
"""Those that we know, in the order of our liking."""
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


@lru_cache(maxsize=256)
def negotiate(accept: str) -> str | None:
    """The coding of an Accept-Encoding header that we like best (RFC 9110 §12.5.3)."""
    weights = _weights(accept)
    best = max((weights.get(name, weights.get("*", 0.0)) for name in CODINGS), default=0.0)
    if best <= 0 or best < weights.get("identity", 0.0):
        return None
    return next(name for name in CODINGS if weights.get(name, weights.get("*", 0.0)) == best)


def _weights(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, _, parameters = (piece.strip() for piece in part.partition(";"))
        quality = _QUALITY.fullmatch(parameters or "q=1")
        weights[name] = float(quality[1]) if quality else 0.0
    return weights


def encode(body: bytes, coding: str) -> bytes:
    """`body` in that coding; the same bytes each time."""
    is_large = len(body) >= LARGE
    if coding == "br":
        return bytes(brotli.compress(body, quality=4 if is_large else 5))
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=3 if is_large else 6).compress(body)
    return gzip.compress(body, compresslevel=4 if is_large else 6, mtime=0)
