"""The order of the search said once more, in plain words and without a database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.search.words.query_parser import Term, ask
from api.search.words.terms import EXACT
from api.search.words.tokens import Token, tokens

Text = Sequence[Token]


@dataclass(frozen=True)
class Paper:
    """A document: the tokens of title, lead and body; the higher number is the newer one."""

    number: int
    fields: tuple[Text, Text, Text]

    @classmethod
    def of(cls, number: int, *texts: str) -> "Paper":
        title, lead, body = map(tokens, texts)
        return cls(number, (title, lead, body))


def found(papers: Sequence[Paper], q: str, *, prefix: bool) -> list[int]:
    """The numbers of what is found, in order."""
    question = ask(q, prefix=prefix)
    order: list[int] = []
    newest = sorted(papers, key=lambda paper: -paper.number)
    for forms in question.levels():
        pairs = list(zip(question.terms, forms, strict=True))
        for places in ((0,), (1,), (2,), (0, 1, 2)):
            order += [
                paper.number
                for paper in newest
                if paper.number not in order
                and all(_has([paper.fields[p] for p in places], *pair) for pair in pairs)
            ]
    return order


def _has(texts: Sequence[Text], term: Term, form: int) -> bool:
    return any(run for text in texts for run in _runs(text, term, form))


def _runs(text: Text, term: Term, form: int) -> Iterator[bool]:
    words = [each[form] for each in text]
    asked = [each[form] for each in term.tokens]
    if term.beginnings:
        starts = term.beginnings if form == EXACT else tuple(asked)
        yield any(word.startswith(starts) for word in words)
    for at in range(len(words)):
        yield words[at : at + len(asked)] == asked
