"""Word files become bodies, PDF files text; both are proposed as something, and nothing is kept."""

import io
import random
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.media.authoring import uploads
from api.media.models import Attachment, Media, SiteMedia
from tests.api.media import documents, samples
from tests.api.media.authoring.word_files import NAMESPACES, paragraph, picture, run, word
from tests.api.publishing.authoring.desk import Desk

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOTICE = (
    paragraph(run("Số: 102/TB-UBND")),
    paragraph(run("Yên Hòa, ngày 11 tháng 7 năm 2026")),
    paragraph(run("THÔNG BÁO", "<w:b/>"), style="Heading1"),
    paragraph(run("Về việc thu gom rác thải")),
    paragraph(run("Căn cứ kế hoạch năm, ")),
    paragraph(run("KT. CHỦ TỊCH")),
    paragraph(run("Lê Văn Phúc")),
)


def sent(desk: Desk, data: bytes, name: str = "van-ban.docx") -> TestResponse:
    """What is answered to a file."""
    return desk.call("POST", "/conversions", data={"file": (io.BytesIO(data), name)})


def losses(answer: TestResponse) -> dict[str, Any]:
    return {each["code"]: (each["count"], each["examples"]) for each in answer.json["losses"]}


def test_a_word_file_becomes_a_body_and_proposals_and_nothing_is_stored(author: Desk) -> None:
    answer = sent(author, word(*NOTICE))

    assert answer.status_code == 200, answer.text
    assert answer.json["kind"] == "docx"
    assert "<h2><strong>THÔNG BÁO</strong></h2>" in answer.json["body_html"]
    assert "<p>Về việc thu gom rác thải</p>" in answer.json["body_html"]
    assert {name: each["value"] for name, each in answer.json["proposed"].items()} == {
        "title": "Thông báo về việc thu gom rác thải",
        "number": "102/TB-UBND",
        "issuer": "Ủy ban nhân dân",
        "issued_on": "2026-07-11",
        "signer": "Lê Văn Phúc",
    }
    assert [each.select().count() for each in (Media, Attachment, SiteMedia)] == [0, 0, 0]
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"


def test_a_pdf_is_read_and_proposed_from_its_words_and_its_name(author: Desk) -> None:
    read = sent(author, documents.text_pdf(b"So tay"), "102-TB-UBND.pdf").json
    scanned = sent(author, documents.text_pdf(b""), "Lich tiep dan.pdf").json

    assert (read["kind"], read["pages"], read["body_html"]) == ("pdf", 1, None)
    assert "So tay" in read["text"]
    assert read["proposed"]["number"] == {"value": "102/TB-UBND", "source": "name"}
    assert read["proposed"]["signer"] is None
    assert scanned["text"] is None
    assert scanned["proposed"]["title"] == {"value": "Lich tiep dan", "source": "name"}


@on_one_database
def test_what_is_not_the_text_is_taken_out_and_told(author: Desk) -> None:
    comments = (
        f"<w:comments {NAMESPACES}><w:comment>{paragraph(run('Xem lại'))}</w:comment></w:comments>"
    )
    answer = sent(author, word(
        paragraph(run("Có mặt. "), run("Giấu kín", "<w:vanish/>"),
                  run("Hiện", '<w:vanish w:val="0"/>'),
                  "<w:del><w:r><w:delText>Đã xóa</w:delText></w:r></w:del>",
                  "<w:ins>" + run(" Thêm") + "</w:ins>"),
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", run("sau công thức"), picture()),
        extra={"word/comments.xml": comments.encode()},
    ))  # fmt: skip

    body = answer.json["body_html"]
    assert body == "<p>Có mặt. Hiện Thêm</p><p>sau công thức</p>"
    assert losses(answer) == {
        "hidden_removed": (1, ["Giấu kín"]), "deletion_removed": (1, ["Đã xóa"]),
        "drawing_dropped": (1, ["x"]), "image_dropped": (1, []),
        "comment_removed": (1, ["Xem lại"]),
    }  # fmt: skip
    assert all(each["detail"] and each["detail_vi"] for each in answer.json["losses"])


@on_one_database
def test_what_comes_of_it_passes_the_same_sanitiser(author: Desk) -> None:
    link = (
        '<w:hyperlink w:anchor="x"><w:r><w:t>mục</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>bấm</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    answer = sent(author, word(paragraph(link, run(" &lt;script&gt;alert(1)&lt;/script&gt;"))))

    body = answer.json["body_html"]
    assert "<script" not in body
    assert "javascript" not in body
    assert "href" not in body
    assert losses(answer)["link_dropped"][0] == 2


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
RANDOM = random.Random(7)  # noqa: S311 - no secret


def bombed(encoding: str) -> bytes:
    empty = f"<w:document {NAMESPACES}><w:body/></w:document>"
    said = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}{empty}'
    return word(extra={"word/document.xml": said.encode(encoding)})


def large() -> bytes:
    """More XML than is read, in few kinds of lines, yet no bomb by its ratio."""
    lines = [paragraph(run(RANDOM.randbytes(20).hex())) for _ in range(150)]
    return word(*RANDOM.choices(lines, k=60_000))


REFUSED = {
    "a ratio": (lambda: word(paragraph(run("a" * 30_000_000))), 413, "attachment_too_large"),
    "entities": (lambda: bombed("UTF-8"), 422, "bad_attachment"),
    "entities in UTF-16": (lambda: bombed("UTF-16"), 422, "bad_attachment"),
    "entities of styles": (
        lambda: word(extra={"word/styles.xml": f"{BOMB}<w:styles {NAMESPACES}/>".encode()}),
        422, "bad_attachment",
    ),
    "entities of an external part": (
        lambda: word(extra={"word/x.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
        422, "bad_attachment",
    ),
    "macros": (
        lambda: word(extra={"word/vbaProject.bin": b"\xd0\xcf"}), 415, "unsupported_attachment",
    ),
    "too much XML": (large, 413, "attachment_too_large"),
    "a nesting": (
        lambda: word("<w:p>" * 50_000 + "</w:p>" * 50_000), 422, "bad_attachment",
    ),
    "a spreadsheet": (documents.xlsx, 415, "unsupported_attachment"),
    "a presentation": (documents.pptx, 415, "unsupported_attachment"),
    "an old document": (lambda: documents.docx()[:1] + b"\0" * 600, 415, "unsupported_attachment"),
    "a photo": (
        lambda: samples.encoded(samples.picture(60), "JPEG"), 415, "unsupported_attachment",
    ),
    "a cut one": (lambda: word(*NOTICE)[:-40], 422, "bad_attachment"),
    "no XML": (lambda: word(extra={"word/document.xml": b"<w:p>"}), 422, "bad_attachment"),
    "nothing": (lambda: b"", 415, "unsupported_attachment"),
}  # fmt: skip


@on_one_database
def test_t51_what_costs_too_much_or_is_none_is_refused_in_words(author: Desk) -> None:
    answers = {name: sent(author, make()) for name, (make, *_) in REFUSED.items()}

    assert {name: (each.status_code, each.json["code"]) for name, each in answers.items()} == {
        name: (status, code) for name, (_, status, code) in REFUSED.items()
    }
    assert sent(author, word(*NOTICE)).status_code == 200


@on_one_database
def test_others_are_waited_for_and_strangers_convert_nothing(author: Desk, client) -> None:
    with uploads.turn(), uploads.turn():
        busy = sent(author, word(*NOTICE))

    assert (busy.status_code, busy.json["code"]) == (503, "busy")
    assert busy.headers["Retry-After"]
    assert sent(Desk(client, None, None), word(*NOTICE)).status_code == 403
    assert client.post("/authoring/v1/conversions").status_code == 401
