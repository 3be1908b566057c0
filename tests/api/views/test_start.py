"""Where counts begin: an import says so once; an older database keeps what it has counted."""

from api.runtime.ids import new_id
from api.views import commands
from api.views.queries import counts
from tests.api.views.beacons import fold, view, views_of
from tests.factories import make_article, make_site


def test_it_begins_at_what_an_import_says_and_goes_on(client, article) -> None:
    commands.start_from({article.id: 26_239})
    view(client, article)
    fold()
    commands.start_from({article.id: 5})

    assert views_of(article) == 26_240


def test_what_is_not_there_has_no_count(database) -> None:
    unknown = new_id()

    commands.start_from({unknown: 7})

    assert counts([unknown]) == {}


def test_it_takes_thousands_at_once(database, monkeypatch) -> None:
    site = make_site()
    articles = [make_article(site, f"Bài {n}") for n in range(7)]
    monkeypatch.setattr("api.db.batches.MOST_AT_ONCE", 3)

    commands.start_from({each.id: n for n, each in enumerate(articles)})

    assert views_of(*articles) == [*range(7)]
