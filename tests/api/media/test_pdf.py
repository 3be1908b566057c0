"""What is told of a PDF: pages, text and traces of its author, found without trusting the file."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

import api
from api.media import attachments
from api.media.attachments import PreparedAttachment, prepare
from api.media.inspect.notes import Note
from api.media.inspect.pdf import MAX_TEXT
from api.media.sandbox import pool
from tests.api.media.documents import LIMIT, pages, pdf, shown, stream, text_pdf

ROOT = Path(api.__file__).parents[1]
PLAIN = text_pdf(b"Thong bao", b"Trang hai")
FLATE = b"/Filter/FlateDecode"


@pytest.fixture(scope="module", autouse=True)
def a_running_worker() -> Iterator[None]:
    prepare(PLAIN, max_bytes=LIMIT)
    yield
    pool.close()


def prepared(data: bytes) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT)


def test_it_counts_the_pages_and_reads_the_text() -> None:
    found = prepared(PLAIN)

    assert found.pages == 2
    assert found.text == "Thong bao\nTrang hai"
    assert found.notes == ()


def mapped(*pairs: tuple[bytes, bytes], last: int = 1) -> bytes:
    """A PDF whose letters, the last of them often, stand for others, as in most fonts of PDFs."""
    lines = b"".join(b"<%b> <%b>\n" % pair for pair in pairs)
    cmap = b"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n%d beginbfchar\n%bendbfchar"
    letters = b"".join(bytes.fromhex(code.decode()) for code, _meaning in pairs)
    letters += letters[-1:] * (last - 1)
    document = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
        b"/Resources<</Font<</F 3 0 R>>>>>>",
        stream(shown(letters)),
        stream(cmap % (len(pairs), lines)),
    ]
    return pdf(document)


def test_its_text_is_nfc() -> None:
    decomposed = mapped((b"42", b"0042"), (b"45", b"006503020323"), (b"4e", b"006e"))

    assert prepared(decomposed).text == "Bện"


@pytest.mark.parametrize("meaning", [b"0000", b"202e", b"001b", b"d800", b"ffff", b"200b", b"e000"])
def test_its_text_holds_nothing_that_may_not_be_stored(meaning: bytes) -> None:
    hostile = mapped((b"41", b"0041"), (b"42", meaning), (b"43", b"0043"))

    assert prepared(hostile).text in {"AC", "A?C", "A\ufffdC"}


def test_a_pile_of_marks_gives_no_text() -> None:
    found = prepared(mapped((b"41", b"0061"), (b"42", b"0301"), last=100))

    assert (found.pages, found.text) == (1, None)
    assert prepared(mapped((b"41", b"0061"), (b"42", b"0301"))).text == "á"


def test_its_text_has_an_end() -> None:
    found = prepared(text_pdf(*[b"abcde " * 15_000] * 4))

    assert found.pages == 4
    assert found.text is not None
    assert MAX_TEXT - 10 <= len(found.text) <= MAX_TEXT


def test_a_scan_has_no_text() -> None:
    found = prepared(pages([stream(b"0 0 m 9 9 l S")]))

    assert (found.pages, found.text) == (1, None)


def test_a_page_that_cannot_be_read_is_left_out() -> None:
    broken = stream(b"\xff", b"/Filter/Unknown")

    found = prepared(pages([stream(shown(b"one")), broken, stream(shown(b"three"))]))

    assert (found.pages, found.text) == (3, "one\nthree")


def written(**metadata: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(PLAIN))
    writer.metadata = None
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def with_xmp(creator: str) -> bytes:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
        f"{creator}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    return pdf([*objects, stream(xmp.encode(), b"/Type/Metadata/Subtype/XML")])


@pytest.mark.parametrize("author", ["Nguyễn Văn A", "admin"])
def test_t71_an_author_is_told_of(author: str) -> None:
    assert prepared(written(Author=author)).notes == (Note("file_author", "/Author"),)
    assert Note("file_author", "dc:creator") in prepared(with_xmp(author)).notes


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - C:\\Users\\nva\\Desktop\\15-TB.doc",
        "file:///D:/mat/15-TB.pdf",
        "\\\\maychu\\vanthu\\15.doc",
        "/home/nva/15.odt",
        "/Users/nva/15.pages",
    ],
)
def test_t71_a_path_of_somebodys_computer_is_told_of(title: str) -> None:
    assert prepared(written(Title=title)).notes == (Note("file_path", "/Title"),)


def test_t71_both_are_told_of_and_nothing_is_changed() -> None:
    data = written(Author="A", Title="D:\\x.doc")

    found = prepared(data)

    assert [each.code for each in found.notes] == ["file_author", "file_path"]
    assert found.data == data


@pytest.mark.parametrize(
    "value", ["", "  ", "Thông báo 15/TB-UBND: họp 7:30", "https://xa.gov.vn/a"]
)
def test_harmless_metadata_gives_no_warning(value: str) -> None:
    assert prepared(written(Title=value, Author=" ")).notes == ()


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(written(Author="A")))
    writer.encrypt(password, "owner", algorithm=algorithm)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


ALGORITHMS = ("RC4-40", "RC4-128", "AES-128", "AES-256")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_an_encrypted_file_is_accepted_unread_and_told(algorithm: str) -> None:
    found = prepared(encrypted("mật khẩu", algorithm))

    assert (found.pages, found.text) == (None, None)
    assert found.notes == (Note("file_encrypted"),)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_one_that_opens_without_a_password_is_read(algorithm: str) -> None:
    found = prepared(encrypted("", algorithm))

    assert (found.pages, found.text) == (2, "Thong bao\nTrang hai")
    assert found.notes == (Note("file_restricted"), Note("file_author", "/Author"))


def test_one_encrypted_in_an_unknown_way_is_told() -> None:
    strange = text_pdf(b"x", trailer=b"/Encrypt<</Filter/Khac/V 9>>")

    assert prepared(strange).notes == (Note("file_encrypted"),)


@pytest.mark.parametrize("data", [PLAIN[:100], b"%PDF-1.7\n", PLAIN[:300] + bytes(5_000)])
def test_a_broken_one_is_told(data: bytes) -> None:
    found = prepared(data)

    assert (found.extension, found.pages, found.data) == ("pdf", None, data)
    assert found.notes == (Note("file_broken"),)


LIES: dict[str, dict[str, object]] = {
    "no pages": {"pages": 0},
    "less than none": {"pages": -1},
    "more than there can be": {"pages": 10**9},
    "a word": {"pages": "2"},
    "a truth value": {"pages": True},
    "half a page": {"pages": 1.5},
    "a note of its own": {"notes": [["<script>", ""], ["file_encrypted", ""]]},
}


@pytest.mark.parametrize("name", LIES)
def test_it_believes_only_what_can_be_true(name: str) -> None:
    head: dict[str, object] = {"pages": None, "notes": [["file_encrypted", ""]], **LIES[name]}

    found = attachments._read_pdf([json.dumps(head).encode(), b"\xff" * (MAX_TEXT + 9)])

    assert (found.pages, found.notes) == (None, (Note("file_encrypted"),))
    assert found.text == "\ufffd" * MAX_TEXT


def test_the_parser_is_loaded_in_the_worker_only() -> None:
    ended = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys\n"
            "from api.media.attachments import prepare\n"
            "from tests.api.media.documents import text_pdf\n"
            "print(prepare(text_pdf(b'x'), max_bytes=10**6).pages, 'pypdf' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert (ended.stdout, ended.stderr) == ("1 False\n", "")
