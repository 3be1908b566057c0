"""The files beside a text over HTTP: saved, never opened, and only while a public text has them."""

from datetime import timedelta
from itertools import count

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header

from api.media import attachments
from api.media import commands as media
from api.media.keys import media_type
from api.media.models import Attachment
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.standing import reader, site, standing_app  # noqa: F401 - fixtures
from tests.api.media.documents import LIMIT, docx, odt, text_pdf, xlsx
from tests.factories import NOON, make, take_into_library

LATER = NOON + timedelta(hours=1)
_NUMBERS = count(1)
KINDS = {
    "pdf": lambda number: text_pdf(b"%d" % number),
    "docx": lambda number: docx({"word/a.xml": b"%d" % number}),
    "xlsx": lambda number: xlsx({"xl/a.xml": b"%d" % number}),
    "odt": lambda number: odt({"a.xml": b"%d" % number}),
}


def kept(name: str = "Kế hoạch.pdf", kind: str = "pdf") -> Attachment:
    """A kept document that is no other test's."""
    data = KINDS[kind](next(_NUMBERS))
    return media.keep_attachment(attachments.prepare(data, max_bytes=LIMIT), name, NOON)


def attached_to(site: Document, *files: Attachment, published: bool = True) -> Document:  # noqa: F811
    """A notice with these files."""
    named = [{"media": each.id, "name": each.name} for each in files]
    return make("notice", site, title="Thông báo", attachments=named, published=published)


def status(reader: FlaskClient, file: Attachment) -> int:  # noqa: F811
    return reader.get(f"/media/{file.key}").status_code


@pytest.mark.parametrize("kind", KINDS)
def test_t03_it_is_shown_or_saved_and_can_do_nothing(reader, site, kind: str) -> None:  # noqa: F811
    file = kept(f"Kế hoạch.{kind}", kind)
    attached_to(site, file)

    served = reader.get(f"/media/{file.key}")

    assert served.status_code == 200
    assert served.mimetype == media_type(file.key) == file.media_type
    assert len(served.data) == file.bytes
    disposition, options = parse_options_header(served.headers["Content-Disposition"])
    assert disposition == ("inline" if kind == "pdf" else "attachment")
    assert options == {"filename": f"Kế hoạch.{kind}"}
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    # A cache has it for a day at most, so that what is withdrawn can be withdrawn.
    assert served.headers["Cache-Control"] == "public, max-age=86400"
    assert served.headers["Surrogate-Key"] == f"media:{file.key}"
    assert served.headers["ETag"] == f'"{file.key}"'


NAMES = {
    '"><img src=x>.jpg': "img src=x.pdf",
    "a\r\nSet-Cookie:x": "a Set-Cookiex.pdf",
    "../../etc/passwd": "passwd.pdf",
    "CON": "_CON.pdf",
    "ảnh\u202egpj.exe": "ảnhgpj.pdf",
    "x" * 300: "x" * 146 + ".pdf",
}


@pytest.mark.parametrize(("given", "name"), NAMES.items())
def test_t04_its_name_is_one_line_and_safe(reader, site, given: str, name: str) -> None:  # noqa: F811
    file = kept(given)
    attached_to(site, file)

    served = reader.get(f"/media/{file.key}")

    (header,) = served.headers.getlist("Content-Disposition")
    assert header.isascii()
    assert header.isprintable()
    assert parse_options_header(header) == ("inline", {"filename": name})
    assert "Set-Cookie" not in served.headers


def test_a_part_of_it_can_be_read(reader, site) -> None:  # noqa: F811
    file = kept()
    attached_to(site, file)
    address = f"/media/{file.key}"

    part = reader.get(address, headers={"Range": "bytes=0-3"})
    behind = reader.get(address, headers={"Range": f"bytes={file.bytes}-"})
    known = reader.get(address, headers={"If-None-Match": f'"{file.key}"'})

    assert (part.status_code, part.data) == (206, b"%PDF")
    assert part.headers["Content-Range"] == f"bytes 0-3/{file.bytes}"
    assert part.headers["Content-Disposition"].startswith("inline;")
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (behind.status_code, behind.json["code"]) == (416, "range_not_satisfiable")
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=99999999-,0-1", "lines=0-1", "bytes=5-4", "nonsense", ""]
)
def test_any_other_range_is_answered_with_the_whole(reader, site, asked: str) -> None:  # noqa: F811
    file = kept()
    attached_to(site, file)

    served = reader.get(f"/media/{file.key}", headers={"Range": asked})

    assert (served.status_code, len(served.data)) == (200, file.bytes)
    assert served.headers["Content-Length"] == str(file.bytes)
    assert "Content-Range" not in served.headers


def test_of_parts_a_head_knows_nothing(reader, site) -> None:  # noqa: F811
    file = kept()
    attached_to(site, file)
    address = f"/media/{file.key}"

    for asked in ("bytes=0-1", "bytes=99999999-"):
        head = reader.head(address, headers={"Range": asked})
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == str(file.bytes)
        assert head.headers["Accept-Ranges"] == "bytes"


def test_a_condition_comes_before_a_part_and_is_refused_as_a_problem(reader, site) -> None:  # noqa: F811
    file = kept()
    attached_to(site, file)
    address, part = f"/media/{file.key}", {"Range": "bytes=0-1"}

    known = reader.get(address, headers={**part, "If-None-Match": f'"{file.key}"'})
    other = reader.get(address, headers={**part, "If-Match": '"other"'})

    assert (known.status_code, known.data) == (304, b"")
    assert (other.status_code, other.json["code"]) == (412, "precondition_failed")


def test_t21_it_is_there_only_while_its_text_is_public(reader, site) -> None:  # noqa: F811
    file = kept()
    notice = attached_to(site, file, published=False)

    before = reader.get(f"/media/{file.key}")
    commands.publish(notice, OPERATOR, NOON)
    while_live = status(reader, file)
    commands.withdraw(notice, OPERATOR, LATER, Withdrawal("error"))
    after = reader.get(f"/media/{file.key}")

    assert while_live == 200
    for each in (before, after):
        assert each.status_code == 404
        assert each.headers["Cache-Control"] == "no-store"
        assert "Content-Disposition" not in each.headers


def test_t21_the_file_of_a_newer_draft_is_not_public(reader, site) -> None:  # noqa: F811
    old, new = kept(), kept()
    notice = attached_to(site, old)
    named = [{"media": new.id, "name": new.name}]
    content = {"title": "Thông báo", "attachments": named}
    take_into_library(site, content)
    commands.save(notice, content, OPERATOR, LATER)

    assert (status(reader, old), status(reader, new)) == (200, 404)

    commands.publish(notice, OPERATOR, LATER)
    assert (status(reader, old), status(reader, new)) == (404, 200)


def test_a_file_of_two_texts_stays_while_one_is_public(reader, site) -> None:  # noqa: F811
    file = kept()
    notice = attached_to(site, file)
    named = [{"media": file.id, "name": "Tên khác"}]
    article = make("article", site, title="Tin", attachments=named)

    shown = reader.get(f"/v1/articles/{article.id}").json["attachments"]
    assert [each["name"] for each in shown] == ["Tên khác.pdf"]
    commands.withdraw(notice, OPERATOR, LATER, Withdrawal("error"))
    assert status(reader, file) == 200
    commands.withdraw(article, OPERATOR, LATER, Withdrawal("error"))
    assert status(reader, file) == 404


def test_the_same_bytes_are_kept_once(reader, site) -> None:  # noqa: F811
    data = attachments.prepare(text_pdf(b"mot lan"), max_bytes=LIMIT)

    first = media.keep_attachment(data, "Một.pdf", NOON)
    second = media.keep_attachment(data, "Hai.pdf", LATER)

    assert second.name == first.name == "Một.pdf"
    assert Attachment.select().where(Attachment.id == first.id).count() == 1
