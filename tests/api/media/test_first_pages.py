"""The first page of a PDF is shown as a picture, with its words; a scan says that it is one."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from api.jobs import looking_into_documents
from api.media import commands, queries
from api.media.attachments import first_page, prepare
from api.media.models import Attachment, MediaFile
from api.media.sandbox import pool
from api.publishing import commands as publishing
from api.publishing.commands import Withdrawal
from api.publishing.live.rendering import render_stale
from api.publishing.workflow import OPERATOR
from tests.api.media import samples
from tests.api.media.documents import LIMIT, endless_zeros, pdf, stream, text_pdf
from tests.factories import NOON, make_article, make_site

PLAIN = text_pdf(b"Thong bao", b"Trang hai")


@pytest.fixture(scope="module", autouse=True)
def no_worker_of_other_tests() -> Iterator[None]:
    yield
    pool.close()


def scan() -> bytes:
    return samples.encoded(samples.picture(300), "PDF")


def kept(data: bytes) -> Attachment:
    return commands.keep_attachment(prepare(data, max_bytes=LIMIT), "van-ban.pdf", NOON)


def told(client: FlaskClient, article) -> dict[str, object]:
    (found,) = client.get(f"/v1/articles/{article.id}").json["attachments"]
    return found


def test_it_is_a_picture_of_what_is_on_it() -> None:
    page = first_page(text_pdf(b"Thong bao"))

    image = Image.open(BytesIO(page.data))
    assert (image.format, image.size) == ("JPEG", (page.width, page.height))
    assert max(page.width / 640, page.height / 905) == pytest.approx(1, abs=0.01)
    assert image.convert("L").getextrema()[0] < 100
    assert not page.is_scan


def test_a_scan_is_known_as_one_and_an_empty_page_is_none() -> None:
    assert first_page(scan()).is_scan
    assert not first_page(sized(b"90 90")).is_scan


def sized(box: bytes, content: bytes = b"") -> bytes:
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b]/Contents 4 0 R>>" % box,
                stream(content)])  # fmt: skip


LOOP = b"0 0 m 9 9 l S q Q " * 400_000
HOSTILE = {
    "cut off": PLAIN[:80],
    "nothing": b"%PDF-1.7\n",
    "no pages": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 9>>"]),
    "itself": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    "huge": sized(b"9000000 9000000"),
    "flat": sized(b"19000 1"),
    "long": sized(b"595 842", LOOP),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_t51_whatever_is_in_it_costs_little_and_is_small(data: bytes) -> None:
    page = first_page(data)

    assert page is None or len(page.data) < 200_000
    assert first_page(PLAIN) is not None


def test_t51_what_unpacks_without_end_has_no_picture_or_an_empty_one() -> None:
    bomb = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R>>",
                stream(endless_zeros(), b"/Filter/FlateDecode")])  # fmt: skip

    page = first_page(bomb)

    assert page is None or len(page.data) < 200_000


def test_readers_are_told_and_it_is_public_as_long_as_its_paper(client: FlaskClient) -> None:
    site, paper = make_site(), kept(PLAIN)
    article = make_article(site, attachments=[{"media": paper.id, "name": "Thông báo.pdf"}])

    found = told(client, article)

    assert found["text"] == "Thong bao\nTrang hai"
    assert found["is_scan"] is False
    address = found["preview"]["url"].removeprefix("http://portal.test")
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    publishing.withdraw(article, OPERATOR, NOON, Withdrawal("personal_data"))
    assert client.get(address).status_code == 404


def test_papers_of_before_are_looked_into_by_themselves(client: FlaskClient) -> None:
    site, paper = make_site(), kept(scan())
    key = paper.preview["key"]
    Attachment.update(preview=None).execute()
    MediaFile.delete().where(MediaFile.key == key).execute()
    article = make_article(site, attachments=[{"media": paper.id, "name": "Bản chụp.pdf"}])
    assert told(client, article)["preview"] is None
    work = looking_into_documents()

    work(NOON)
    render_stale(NOON)

    assert told(client, article)["is_scan"] is True
    assert queries.store().public_path(key) is not None
    assert queries.unseen_documents(1) == []
