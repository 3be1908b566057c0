"""Routes build addresses as werkzeug's own do, though what builds them is compiled late."""

from pathlib import Path

from api.application import with_routes
from api.http.smorest import LateRule


def test_all_routes_are_late_and_build_what_they_say() -> None:
    app = with_routes(Path("frontend"), ())

    assert {type(each) for each in app.url_map.iter_rules()} == {LateRule}
    with app.test_request_context("/v1/articles"):
        assert app.url_for("articles.list_articles") == "/v1/articles"
        assert app.url_for("articles.list_articles", limit=5) == "/v1/articles?limit=5"
        of_a_site = app.url_for("articles.get_article_by_slug", site="yen-hoa", slug="a-b")
        assert of_a_site == "/v1/sites/yen-hoa/articles/a-b"
