"""Ask all questions, follow what the answers lead to, and write both down as text."""

import gzip
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask.testing import FlaskClient

from tests.recording.bodies import written
from tests.recording.questions import API, SITE

Answer = Any

_OF_THE_API = ("/v1", "/authoring", "/feeds", "/media", "/healthz", "/docs")
_NEVER_TWICE = {"Date", "X-Request-Id", "Content-Length", "Server"}
_TOLD = (
    "Allow", "Cache-Control", "Content-Disposition", "Content-Language", "Content-Range",
    "Content-Type", "ETag", "Last-Modified", "Link", "Location", "Retry-After", "Surrogate-Key",
    "Vary", "X-Robots-Tag",
)  # fmt: skip
_FILE = re.compile(rf"{API}(/media/[0-9a-z.]+)")
# Of what stands in a page: its styles are not recorded.
_HASH = re.compile(r"'sha256-[^']+'")
# Numbers of changes, the epoch, and what is made of them, are another in every database.
_OWN = (
    (re.compile(rb'"seq":[0-9]+'), b'"seq":0'),
    (re.compile(rb'"cursor":"[^"]+"'), b'"cursor":"..."'),
    (re.compile(rb'("digest":\{"count":[0-9]+,"hash":)"[0-9a-f]+"'), rb'\1"..."'),
)


class Question(NamedTuple):
    """What is asked, and how the recording names it where the address is another every time."""

    text: str
    name: str = ""


class Recorder:
    """The answers of one portal as text; what was said once is not said again."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._first: dict[tuple[str, ...], str] = {}
        self._files: dict[str, None] = {}

    def record(self, texts: list[str]) -> str:
        """The answers to questions of one subject, and to those that follow from them."""
        waiting, parts = deque(map(Question, texts)), []
        while waiting:
            question = waiting.popleft()
            response = self._ask(question.text)
            parts.append(self._part(question.name or question.text, response))
            self._files.update(dict.fromkeys(_FILE.findall(response.get_data().decode("latin-1"))))
            waiting.extendleft(_following(question, response))
        return "\n".join(parts)

    def about_files(self) -> list[str]:
        """Questions about each file that an answer has named, and about parts of one."""
        files = sorted(self._files)
        parts = [f"{files[0]} | Range: bytes={part}" for part in ("0-9", "99999999-")]
        return [*files, *parts]

    def _ask(self, text: str) -> Answer:
        request, *given = text.split(" | ")
        method, _, address = request.rpartition(" ")
        base = API if address.startswith(_OF_THE_API) else SITE
        headers = dict(each.split(": ", 1) for each in given)
        if base == SITE:
            headers.setdefault("Accept", "text/html")
        return self._client.open(
            address, method=method or "GET", base_url=base, headers=headers, buffered=True
        )

    def _part(self, name: str, response: Answer) -> str:
        raw = _unpacked(response.get_data())
        masked = _without_own(raw) if name.startswith(("/v1/changes", "/v1/snapshot")) else raw
        headers = [*self._headers(name, response, is_own=masked != raw)]
        body = tuple(written(masked, response.mimetype))
        return "\n".join([f"=== {name}", response.status, *headers, "", *self._once(name, body)])

    def _headers(self, name: str, response: Answer, *, is_own: bool) -> Iterator[str]:
        told = {
            each: _HASH.sub("'sha256-...'", value)
            for each, value in response.headers
            if each not in _NEVER_TWICE
        }
        told |= {each: "..." for each in _changing(name, response, is_own) if each in told}
        told |= {"Allow": ", ".join(sorted(response.allow))} if response.allow else {}
        yield from (f"{each}: {told[each]}" for each in _TOLD if each in told)
        others = tuple(f"{each}: {told[each]}" for each in sorted(told) if each not in _TOLD)
        yield from self._once(name, others)

    def _once(self, name: str, lines: tuple[str, ...]) -> tuple[str, ...]:
        first = self._first.setdefault(lines, name)
        is_short = len(lines) < 3
        return lines if first == name or is_short else (f"(as for {first})",)


def asked(client: FlaskClient, questions: Mapping[str, list[str]]) -> dict[str, str]:
    """All answers, by subject; `media` are all files that the subjects before it name."""
    recorder = Recorder(client)
    answers = {}
    for subject, texts in questions.items():
        texts = recorder.about_files() if subject == "media" else texts
        answers[subject] = recorder.record(texts)
    return answers


def _unpacked(raw: bytes) -> bytes:
    return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw


def _changing(name: str, response: Answer, is_own: bool) -> Iterator[str]:
    """Headers of which nothing can be compared but that they are there."""
    if is_own or response.mimetype == "text/html":
        yield "ETag"
    if name.startswith("/media/"):
        yield "Last-Modified"


def _without_own(raw: bytes) -> bytes:
    for pattern, instead in _OWN:
        raw = pattern.sub(instead, raw)
    return raw


def _following(question: Question, response: Answer) -> Iterator[Question]:
    """The next page of a list, and of the change feed."""
    if response.mimetype != "application/json" or not response.get_data():
        return
    found = json.loads(response.get_data())
    if str(found.get("next")).startswith("/"):
        yield Question(found["next"])
    elif found.get("more"):
        address = question.text.partition("&cursor=")[0]
        name = (question.name or address) + ", then its cursor"
        yield Question(f"{address}&cursor={found['cursor']}", name)
