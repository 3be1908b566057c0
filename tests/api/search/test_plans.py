"""What the databases are asked: the index alone, and no more of it than an answer needs."""

import pytest
from flask.testing import FlaskClient

from api.db.databases import execute, is_sqlite
from api.search import commands as search
from tests.api.delivery.statements import recorded

ROWS = 2_000
PLAN = {True: "EXPLAIN QUERY PLAN", False: "EXPLAIN"}


def test_a_term_that_every_row_has_is_found_and_counted_by_the_index(client: FlaskClient) -> None:
    rows = [(number, "ahồ bho chồ dho ehồ fho" + f" e{number}" * 20) for number in range(ROWS)]
    search.index(rows)
    execute("ANALYZE")

    with recorded() as statements:
        found = client.get("/v1/search?q=hồ&total=true").get_json()

    asked = [each for each in statements if each.sql.startswith(("SELECT COUNT", 'SELECT "search'))]
    plans = [
        " ".join(str(row[-1]) for row in execute(f"{PLAN[is_sqlite()]} {sql}", params).fetchall())
        for sql, params in asked
    ]
    index = "VIRTUAL TABLE INDEX" if is_sqlite() else "Bitmap Index Scan on search_index_terms"
    assert found["total"] == ROWS
    assert len(plans) > 1
    assert [plan for plan in plans if index not in plan] == []


@pytest.mark.parametrize(("q", "is_spelt"), [("hồ", True), ("an h", False)])
def test_a_beginning_is_sought_as_the_words_that_begin_so(
    client: FlaskClient, q: str, is_spelt: bool
) -> None:
    rows = [(number, "ahồng bhong chồng dhong ehồng fhong aan") for number in range(3)]
    search.index(rows)

    with recorded() as statements:
        client.get("/v1/search", query_string={"q": q, "prefix": "true"})

    beginnings = [value for each in statements for value in each.params if "*" in str(value)]
    assert bool(beginnings) is not (is_spelt and is_sqlite())
