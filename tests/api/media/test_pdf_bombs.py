"""A PDF that is made to exhaust its reader is accepted, unread, and costs next to nothing (T51)."""

import os
import resource
import signal
import zlib
from collections.abc import Callable, Iterator

import pytest

from api.media.attachments import PreparedAttachment, prepare
from api.media.sandbox import pool
from tests.api.media import costs
from tests.api.media.documents import LIMIT, endless_zeros, pages, pdf, shown, stream, text_pdf
from tests.api.media.samples import encoded, picture
from tests.api.media.test_sandbox import run

PLAIN = text_pdf(b"Thong bao", b"Trang hai")
FLATE = b"/Filter/FlateDecode"


@pytest.fixture(scope="module", autouse=True)
def no_worker_of_other_tests() -> Iterator[None]:
    pool.close()
    yield
    pool.close()


@pytest.fixture
def worker() -> pool.Worker:
    """The one that the next file is given to; it has read a PDF before."""
    prepared(PLAIN)
    [worker] = pool._pool._idle
    return worker


def prepared(data: bytes) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT)


def flate(data: bytes, times: int = 1, already: bytes = b"") -> bytes:
    for _layer in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%b]" % (b"/FlateDecode" * times + already))


ZEROS = endless_zeros()


def kids(count: int, reference: bytes = b"3 0 R ") -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count %d>>" % (reference * count, count)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
DOUBLING = [b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (n, n) for n in range(3, 40)]
CYCLE = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number for number in (3, 4, 2)]
# Files about which nothing is known.
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "header alone": lambda: b"%PDF-",
    "html after the header": lambda: b"%PDF-1.4\n<script>alert(1)</script>",
    "cut off": lambda: PLAIN[:-400],
    "pages that are their own": lambda: pdf([CATALOG, kids(2, b"2 0 R ")]),
    "pages in a circle": lambda: pdf([CATALOG, *CYCLE]),
    "pages that double at each level": lambda: pdf([CATALOG, *DOUBLING, PAGE]),
    "a catalog that is its own": lambda: pdf([b"1 0 R"]),
    "a million pages": lambda: pdf([CATALOG, kids(1_000_000), PAGE]),
    "tables in a circle": lambda: (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \n"
        b"trailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
    ),
    "deep arrays": lambda: pdf([b"[" * 200_000]),
    "objects without end": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 1_000_000,
    "dictionaries without end": lambda: b"%PDF-1.4\n" + b"<<" * 2_000_000 + b"startxref\n9\n%%EOF",
}
# Files whose pages are known, and whose text is not worth its cost.
BOMBS: dict[str, Callable[[], bytes]] = {
    "a stream of zeros": lambda: pages([stream(ZEROS, FLATE)]),
    "a stream packed three times": lambda: pages([flate(ZEROS, 2, b"/FlateDecode")]),
    "a stream of text": lambda: pages([flate(shown(b"x") * 500_000)]),
    "a stream of brackets": lambda: pages([flate(b"[" * 10_000_000)]),
}


@pytest.mark.parametrize("name", [*UNREADABLE, *BOMBS])
@pytest.mark.usefixtures("worker")
def test_t51_a_hostile_pdf_is_answered_at_once(name: str) -> None:
    data = {**UNREADABLE, **BOMBS}[name]()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with costs.at_most(2.5):
        found = prepared(data)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000
    assert found.pages == (1 if name in BOMBS else None)
    assert found.text is None
    assert found.media_type == "application/pdf"


def test_t51_what_was_read_before_the_time_was_up_is_kept() -> None:
    first, third = stream(shown(b"first")), stream(shown(b"third"))

    found = prepared(pages([first, flate(shown(b"x") * 500_000), third]))

    assert (found.pages, found.text) == (3, "first")


def test_t51_its_time_ends_with_it() -> None:
    ended = run(
        "import signal\n"
        "from api.media.inspect import pdf\n"
        "from tests.api.media.documents import text_pdf\n"
        "pdf.answer(text_pdf(b'x'))\n"
        "print(signal.getitimer(signal.ITIMER_PROF))"
    )

    assert (ended.stdout, ended.stderr) == ("(0.0, 0.0)\n", "")


def test_t51_its_time_is_up_within_a_destructor_too() -> None:
    ended = run(
        "from api.media.inspect import pdf\n"
        "class Odd:\n"
        "    def __del__(self):\n"
        "        while True: pass\n"
        "try:\n"
        "    with pdf._time_limit(0.1):\n"
        "        Odd()\n"
        "        while True: pass\n"
        "except pdf._TimeIsUp: print('ended')"
    )

    assert ended.stdout == "ended\n"


@pytest.mark.parametrize("name", BOMBS)
def test_t51_the_worker_goes_on_with_the_next_file(name: str, worker: pool.Worker) -> None:
    prepared(BOMBS[name]())

    assert prepared(PLAIN).pages == 2
    assert pool.ask(encoded(picture(), "PNG"))[0].startswith(b'{"width": 97')
    assert pool._pool._idle == [worker]


def test_t51_a_pdf_whose_worker_hangs_is_accepted_unread(
    worker: pool.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MAX_SECONDS", 0.05)
    os.kill(worker.pid, signal.SIGSTOP)

    found = prepared(PLAIN)

    assert (found.extension, found.pages, found.text) == ("pdf", None, None)
