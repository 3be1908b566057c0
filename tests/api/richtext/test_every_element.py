"""Whatever element a word stands in: it is kept once or told, and never shown where it was not."""

import pytest

from api.richtext import html
from tests.api.richtext.taking import taken

WORD = "Khoai"
NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big"
    " blink blockquote body br button canvas caption center cite code col colgroup data datalist dd"
    " del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form"
    " frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex"
    " kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter"
    " multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param"
    " picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp search section select"
    " slot small source spacer span strike strong sub summary sup svg table tbody td template"
    " textarea tfoot th thead time title tr track tt u ul var video wbr xmp x-own o:p w:sdt"
)
ELEMENTS = NAMES.split()
PLACES = (
    "<p>a</p>{}<p>b</p>",
    "<p>a {} b</p>",
    "<table><tr><td>{}<td>b</table>",
    "<ul><li>{}<li>b</ul>",
    "<ruby>漢{}</ruby>",
    "<object>{}</object>",
    "<details><summary>a</summary>{}</details>",
)
HIDDEN = (
    "<div hidden>[]</div>",
    "<div hidden=until-found>[]</div>",
    "<div popover>[]</div>",
    "<div style='display:none'>[]</div>",
    "<DIV STYLE='DISPLAY : None !important'>[]</DIV>",
    "<span style='mso-hide:all'>[]</span>",
    "<del cite='mailto:x' datetime='2026-01-05T08:00'>[]</del>",
    "<table><tr style='display:none'><td>[]</td></tr><tr><td>b</table>",
    "<style>@media screen { .x { display: none } }</style><div class=x>[]</div>",
    "<style>@media only screen{#x{display:none}.y{color:red}}</style><div id=x>[]</div>",
    "<!-- [] -->",
    "<dialog>[]</dialog>",
)
OF_TABLES = frozenset({"caption", "tbody", "thead", "tfoot", "tr"})
"""They end a row that is hidden, so a browser shows them."""


@pytest.mark.parametrize("place", PLACES)
def test_t79_a_word_in_any_element_is_kept_once_or_told(place: str) -> None:
    for name in ELEMENTS:
        stored, lost = taken(place.format(f"<{name}>{WORD}</{name}>"))
        told = sum(WORD in each for examples in lost.values() for each in examples)

        assert stored.count(WORD) + (WORD not in stored and told) == 1, name


@pytest.mark.parametrize("hidden", HIDDEN)
def test_t79_a_word_that_nobody_was_shown_is_in_no_element_public(hidden: str) -> None:
    for name in [each for each in ELEMENTS if "<tr" not in hidden or each not in OF_TABLES]:
        stored, _ = taken(hidden.replace("[]", f"<{name}>{WORD}</{name}>"))

        assert WORD not in stored, name


@pytest.mark.parametrize(
    ("pasted", "stored", "lost"),
    [
        ("<ruby>漢<rp>(</rp><rt>Hán</rt><rp>)</rp></ruby>", "漢 (Hán)", {}),
        ("<ruby>漢<rt>Hán</rt></ruby>", "漢 (Hán)", {}),
        ("<template><b>a</b></template>", "", {"hidden_removed": ("a",)}),
        ("<svg><script>x</script><text>a</text></svg>", "", {"drawing_dropped": ("a",)}),
        ("<svg><style>x", "", {}),
        (
            "<noscript><img src=x>a</noscript>",
            "",
            {"image_dropped": ("x",), "instead_dropped": ("a",)},
        ),
        (
            "<iframe srcdoc='<p>a</p>'>b</iframe>",
            "",
            {"embed_dropped": ("<iframe>",), "instead_dropped": ("b a",)},
        ),
        ("<datalist><option value=a></datalist>", "", {"form_dropped": ("a",)}),
        ("<select><optgroup label=a><option>b</select>", "", {"form_dropped": ("b a",)}),
        ("<input placeholder=a><input type=image alt=b>", "", {"form_dropped": ("a", "b")}),
        ("<input type=password value=a><input type=hidden value=b><param value=c>", "", {}),
        ("<abbr title='Ủy ban'>UB</abbr>", "UB", {"explanation_dropped": ("Ủy ban",)}),
        (
            "<object data='https://x.vn/a.pdf'>a <a href='https://x.vn/a.pdf'>b</a></object>",
            f'<p><a href="https://x.vn/a.pdf" rel="{html.REL}">https://x.vn/a.pdf</a></p>',
            {"embed_linked": ("object https://x.vn/a.pdf",), "instead_dropped": ("a b",)},
        ),
        ("<abbr>UB</abbr><p title=a>b</p>", "UB<p>b</p>", {}),
    ],
)
def test_words_outside_of_what_is_read_are_told(
    pasted: str, stored: str, lost: dict[str, tuple[str, ...]]
) -> None:
    assert taken(pasted) == (stored, lost)
