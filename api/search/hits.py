"""Hits as JSON: what each says of itself, and where it holds what was asked for."""

from api.runtime.jsons import dumps
from api.search.queries import Found, Hit
from api.search.words import highlights
from api.search.words.query_parser import Question


def hits_json(result: Found) -> list[bytes]:
    """The hits of a page, in their order."""
    return [_hit_json(result.question, hit) for hit in result.hits]


def _hit_json(question: Question, hit: Hit) -> bytes:
    shown = {
        "title": highlights.whole(hit.title, question, hit.forms),
        "lead": highlights.whole(hit.lead, question, hit.forms) if hit.lead else None,
        "body": highlights.best_place(hit.body, question, hit.forms),
    }
    return hit.card[:-1] + b',"highlights":' + dumps(shown) + b"}"
