"""Media files of a portal: they never change, and can do nothing in a browser."""

import re
from hashlib import blake2b, sha256

from api.tools.checks.visit import Visit, check, header
from api.tools.checks.walk import NotChecked
from api.tools.client import Answer
from api.tools.feed import File

_YEAR = 31_536_000
_DAY = 86_400
_RANGE = "bytes=0-9"


@check("media.there")
def file_(visit: Visit) -> str | None:
    """A file that an object names is at /media/{key}, with the bytes and sha256 that are told."""
    file = visit.file()
    answer = visit.ask(f"/media/{file.key}")
    if answer.status != 200:
        return f"/media/{file.key}: {answer.status}"
    if len(answer.body) != file.size:
        return f"/media/{file.key} has {len(answer.body)} bytes, {file.size} are told"
    is_summed = file.sha256 in (None, sha256(answer.body).hexdigest())
    return None if is_summed else f"/media/{file.key} has another sha256"


@check("media.key")
def key(visit: Visit) -> str | None:
    """Its name is the BLAKE2b of its bytes, 40 hexadecimal digits."""
    file, answer = visit.file(), _file(visit)
    if len(answer.body) != file.size:
        raise NotChecked("its bytes are others")
    digest = blake2b(answer.body, digest_size=20).hexdigest()
    return None if digest == file.key.partition(".")[0] else f"{file.key} should be {digest}"


@check("media.immutable")
def immutable(visit: Visit) -> str | None:
    """An image may be kept for good: public, immutable, max-age of a year."""
    control, age = _control(visit, visit.walk().image)
    is_good = "public" in control and "immutable" in control and age >= _YEAR
    return None if is_good else f"Cache-Control: {control or 'missing'}"


@check("media.attachment")
def attachment(visit: Visit) -> str | None:
    """A file of an attachment may be kept for a day, so that what is withdrawn leaves caches:
    public, max-age of at most 86400, not immutable.
    """
    control, age = _control(visit, visit.walk().attachment)
    is_good = "public" in control and "immutable" not in control and 0 <= age <= _DAY
    return None if is_good else f"Cache-Control: {control or 'missing'}"


def _control(visit: Visit, file: File | None) -> tuple[str, int]:
    """Its Cache-Control, and the max-age in it, else -1."""
    if file is None:
        raise NotChecked("no object names such a file")
    answer = visit.ask(f"/media/{file.key}")
    if answer.status != 200:
        raise NotChecked("the file is not there")
    control = header(answer, "Cache-Control")
    age = re.search(r"\bmax-age=(\d{1,9})\b", control, re.ASCII)
    return control, int(age[1]) if age else -1


@check("media.nosniff")
def nosniff(visit: Visit) -> str | None:
    """It is never taken for another type: X-Content-Type-Options: nosniff."""
    value = header(_file(visit), "X-Content-Type-Options")
    return None if value == "nosniff" else f"X-Content-Type-Options: {value or 'missing'}"


@check("media.sandbox")
def sandbox(visit: Visit) -> str | None:
    """It can do nothing as a page: Content-Security-Policy with sandbox and default-src 'none'."""
    policy = header(_file(visit), "Content-Security-Policy")
    is_good = "sandbox" in policy and "default-src 'none'" in policy
    return None if is_good else f"Content-Security-Policy: {policy or 'missing'}"


@check("media.etag")
def etag(visit: Visit) -> str | None:
    """Its ETag is strong, and gives a 304."""
    tag = header(_file(visit), "ETag")
    if not re.fullmatch(r'"[^"]*"', tag):
        return f"ETag: {tag or 'missing'}"
    status = visit.ask(f"/media/{visit.file().key}", If_None_Match=tag).status
    return None if status == 304 else f"If-None-Match gives {status}"


@check("media.range")
def range_(visit: Visit) -> str | None:
    """A part of it can be asked for with Range."""
    whole = _file(visit).body
    part = visit.ask(f"/media/{visit.file().key}", Range=_RANGE)
    if part.status != 206:
        return f"Range: {_RANGE} gives {part.status}"
    return None if part.body == whole[:10] else "Range gives other bytes"


@check("media.missing")
def missing(visit: Visit) -> str | None:
    """A name of nothing is 404, and no cache is to remember that."""
    answer = visit.ask(f"/media/{'0' * 40}.jpg")
    if answer.status != 404:
        return f"{answer.status}"
    control = header(answer, "Cache-Control")
    return None if "no-store" in control else f"Cache-Control: {control or 'missing'}"


def _file(visit: Visit) -> Answer:
    answer = visit.ask(f"/media/{visit.file().key}")
    if answer.status != 200:
        raise NotChecked("the file is not there")
    return answer
