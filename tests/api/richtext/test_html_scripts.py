"""No script gets through the sanitiser, told by a parser that knows nothing of it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.richtext import html
from tests.api.richtext.payloads import BODIES, LINKS

MEDIA = "a1" * 20
ATTRIBUTES = {
    "p": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "ul": set(),
    "ol": {"start", "type"},
    "li": {"value"},
    "blockquote": set(),
    "figure": set(),
    "img": {"src", "alt"},
    "figcaption": set(),
    "table": set(),
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan", "scope"},
    "a": {"href", "rel"},
    "strong": set(),
    "em": set(),
    "sub": set(),
    "sup": set(),
    "u": set(),
    "s": set(),
    "br": set(),
    "hr": set(),
    "code": set(),
    "pre": set(),
}
VOID = {"br", "hr", "img"}


class StrictReader(HTMLParser):
    """Fails at anything that a stored body may not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert len(values) == len(attrs)
        assert set(values) <= ATTRIBUTES[tag]
        if tag == "img":
            assert re.fullmatch("media:[0-9a-f]{40}", values["src"] or "")
        if tag == "a":
            assert re.match(r"(?i)(https?://[^/\\?#\s]|mailto:|tel:)", values["href"] or "")
            assert values.get("rel", html.REL) == html.REL
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def check(body: str) -> None:
    reader = StrictReader()
    reader.feed(body)
    reader.close()
    assert reader.open == []
    assert re.sub(r"</?[a-z0-9]+(?: [a-z]+=\"[^\"<>]*\")*>", "", body).count("<") == 0


@pytest.mark.parametrize("payload", BODIES)
def test_t01_a_body_with_a_script_comes_out_without(payload: str) -> None:
    body = html.sanitise(payload.replace("{id}", MEDIA))

    check(body)
    assert html.sanitise(body) == body


@pytest.mark.parametrize("address", [*LINKS, f"media:{MEDIA}"])
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_t01_an_address_that_is_no_web_mail_or_phone_is_no_link(address: str, quote: str) -> None:
    body = html.sanitise(f"<p><a href={quote}{address}{quote}>chữ</a></p>")

    check(body)
    assert "chữ" in body
    assert "<a" not in body


@pytest.mark.parametrize(
    "address", [*LINKS, "https://x.vn/x.jpg", "media:1", "media:" + "A" * 40, f"media:{MEDIA}a"]
)
def test_t01_an_image_from_elsewhere_is_dropped(address: str) -> None:
    assert html.sanitise(f'<p>chữ<img src="{address}" alt="x"></p>') == "<p>chữ</p>"


@pytest.mark.parametrize("payload", BODIES)
def test_t01_a_script_that_was_stored_before_is_not_rendered(payload: str) -> None:
    stored = payload.replace("{id}", MEDIA)

    check(html.render(stored, lambda media: f"media:{media}"))


PIECES = st.sampled_from(
    [f"<{tag}>" for tag in (*ATTRIBUTES, "div", "b", "i", "svg", "math", "style", "script", "o:p")]
    + [f"</{tag}>" for tag in (*ATTRIBUTES, "div", "b", "i", "svg", "math", "style", "script")]
    + [f"<a href='{address}'>" for address in ("https://x.vn/?a&b=1", "javascript:x", "tel:1")]
    + [f"<img src='{address}' alt=\"a'b\">" for address in (f"media:{MEDIA}", "x.jpg")]
    + ["<noscript>", "<template>", "<select>", "<title>", "<!--", "-->", "<![CDATA[", "]]>"]
    + ["&lt;", "&amp;", "&nbsp;", "&#768;", "&am", "p;", "<", ">", "&", '"', "'", "=", "/", "`"]
    + ["\u0301", "\u0338", "\u00a0", "\u200b", "\n", " ", "chữ", "e", "{{7*7}}"]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_t01_whatever_is_pasted_comes_out_safe_and_stays_as_it_is(pasted: str) -> None:
    body = html.sanitise(pasted)

    check(body)
    assert html.sanitise(body) == body
    check(html.render(body, lambda media: f"media:{media}"))


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_t01_any_ascii_comes_out_safe_and_stays_as_it_is(pasted: str) -> None:
    body = html.sanitise(pasted)

    check(body)
    assert html.sanitise(body) == body


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/a", "blob:x"]
)
def test_t01_each_of_both_layers_refuses_an_address_alone(address: str) -> None:
    given = f'<a href="{address}">x</a><img src="{address}">'

    assert address not in html._NH3.clean(given)
    assert address not in html._JUDGED.sub(html._Judge(frozenset()), given)
