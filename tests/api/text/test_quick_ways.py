"""Where most input takes a quick way, that leads to where the long one does."""

import re
from html import unescape
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.db.databases import bound
from api.publishing.models import Change, Document, Edition
from api.richtext import html, reading
from api.richtext.cleaning import taming
from api.richtext.cleaning.elements import write
from api.richtext.cleaning.reader import Reader
from api.text.losses import Losses
from api.text.sorting import sort_key

PIECES = st.sampled_from(
    [
        *("chữ", "A b", " ", "  ", "\n", "\u2003", "\x00", '"', "'", "=", "/", "<", ">", "&", ";"),
        *("&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&amp;lt;", "&#38;", "&AMP;"),
        *("<p>", "</p>", "<P>", "<p >", "<p/>", "<div>", "</div>", "<strong>", "</strong>", "<br>"),
        *(
            "</br>",
            "</hr>",
            "</img>",
            "<br/>",
            "<script>",
            "</script>",
            "<!-- x -->",
            "<!x>",
            "<?x>",
        ),
        *('<a href="https://xa.vn/?a=1&amp;b=2">', "<a>", "</a>", '<a href="x" href="y">', "<a b>"),
        *('<a href="&quot;">', '<a href="a&b">', "<a href=x>", '<a href="<p>">', '<a title="x">'),
        *('<img src="media/a.jpg" alt="Cầu">', '<img alt="x" src="y">', "<img>", '<img src="x"/>'),
        *('<td colspan="2">', "<td>", "</td>", "<table>", "</table>", "<ul>", "<li>", "<h2>"),
    ]
)
LOOSE_CELL = re.compile("(?:^|</table>)(?:(?!<table>).)*</?t[dhr]", re.DOTALL)
BODIES = st.lists(PIECES, max_size=12).map("".join)


@given(body=BODIES)
def test_what_is_taken_for_tame_would_be_read_alike(body: str) -> None:
    body = body.replace("\x00", "")
    if taming.is_tame(body) and not LOOSE_CELL.search(body):
        read = write(Reader(body, losses := Losses()).read())

        # Reading closes what the parser would close.
        assert html.sanitise(read) == html.sanitise(body)
        assert losses.all() == ()


def test_what_was_sanitised_is_taken_for_tame() -> None:
    stored = html.sanitise(
        "<h2>Tin &amp; <em>bài</em></h2><p>a &lt; b<br><s>c</s></p>"
        '<ul><li><a href="https://xa.vn/?a=1&b=2">'
        f'x</a></li></ul><figure><img src="media:{"a" * 40}" alt="&quot;Cầu&quot;"></figure>'
        "<hr><ol type=a start=3><li value=7>d</ol>"
        "<table><tr><th scope=col>e<td colspan=2 rowspan=3>f</table>"
    )

    assert taming.is_tame(stored)


@given(body=BODIES)
def test_words_are_what_stands_between_spaces_of_any_kind(body: str) -> None:
    shown = reading._IMAGE.sub(r" \1 ", body)
    text = unescape(re.sub(r"<[^>]*>", " ", reading._INLINE_TAG.sub("", shown)))

    assert reading.words(body) == len(text.split())
    assert reading.plain(body) == " ".join(text.split())


@given(texts=st.lists(st.text("aáĐd-,9 \u0301ê", max_size=6), max_size=5))
def test_a_text_weighs_what_its_pieces_weigh(texts: list[str]) -> None:
    whole, single = " ".join(texts), " , ".join(texts)

    # Punctuation alone weighs nothing, wherever it makes other pieces.
    assert sort_key(whole) == sort_key(single)


def test_a_model_keeps_what_it_is_given_and_the_rest_by_default() -> None:
    document = Document(type="article", version=3)
    other = Document(type="notice")
    edition = Edition(document=document.id, number=1)

    assert (document.type, document.version, document.corrections) == ("article", 3, [])
    assert document.corrections is not other.corrections
    assert {"type", "version", "corrections"} <= set(document.dirty_field_names)
    assert (edition.number, edition.document, edition.is_frozen) == (1, document.id, False)
    assert Change(seq=1).seq == 1


def test_columns_are_bound_like_values_alone() -> None:
    rows = [
        Edition(document=UUID(int=n), number=n, content={"title": text}, comment=comment)
        for n, (text, comment) in enumerate([("Chợ", None), ("Đò", "sửa"), ("", "cũ")])
    ]
    fields = Edition._meta.sorted_fields

    found = bound(fields, rows)

    alone = [tuple(each.db_value(row.__data__.get(each.name)) for each in fields) for row in rows]
    assert found == alone
