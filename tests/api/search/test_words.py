"""What is kept of a text is what its tokens are, however it comes apart."""

from hypothesis import given
from hypothesis import strategies as st

from api.search.words.terms import words_of
from api.search.words.tokens import joined, tokens

PIECES = st.sampled_from(
    [
        *("hồ", "Sơ", "ĐẤT", "đai", "hoà", "thuỷ", "H'Mông", "26.239", "15/TB-UBND", "ê\u0306"),
        *(" ", "  ", "\n", "\u2003", "\u00a0", "-", " – ", ".", "“", "x" * 70, "y" * 70),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(title=TEXTS, lead=TEXTS, body=TEXTS)
def test_words_are_the_tokens_of_each_text_in_order(title: str, lead: str, body: str) -> None:
    words = words_of((title, lead, body))

    found = [(x, f, each) for x, f, text in _fields(title, lead, body) for each in tokens(text)]
    also = [(x, f, each) for x, f, text in _fields(title, lead, body) for each in joined(text)]
    assert words.exact == "".join(f" {x}{each.exact}" for x, _, each in found) + " "
    assert words.folded == "".join(f" {f}{each.folded}" for _, f, each in found) + " "
    assert words.terms == {
        term for x, f, each in found + also for term in (x + each.exact, f + each.folded)
    }


def test_letters_that_only_look_like_one_are_that_one() -> None:
    assert tokens("Ðông Sơn, ngƣời") == tokens("Đông Sơn, người")
    assert words_of(("Ðông", "", "")) == words_of(("Đông", "", ""))


def _fields(*texts: str) -> list[tuple[str, str, str]]:
    return list(zip("ace", "bdf", texts, strict=True))
