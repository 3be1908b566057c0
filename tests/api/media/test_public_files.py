"""A photo is public exactly while something live shows it: from its commit to its withdrawal."""

import pytest

from api.articles.models import Article
from api.db.unit_of_work import transaction
from api.media import commands as media
from api.media import queries
from api.media.models import Media, MediaFile, MediaUse
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.media import samples
from tests.api.media.photos import is_public, photo, showing
from tests.factories import NOON, make_article, make_site, take_into_library

ERROR = Withdrawal("error")


@pytest.fixture
def site(database: str) -> Document:
    """A live site."""
    return make_site()


def test_t21_it_is_public_from_the_publication_to_the_withdrawal(site: Document) -> None:
    kept = photo()
    assert not is_public(kept)
    article = make_article(site, published=False, **showing(kept))
    assert not is_public(kept)

    commands.publish(article, OPERATOR, NOON)
    assert is_public(kept)

    commands.withdraw(article, OPERATOR, NOON, ERROR)
    assert not is_public(kept)
    commands.trash(article, OPERATOR, NOON)
    commands.purge(article, OPERATOR, NOON)
    assert not is_public(kept)


def test_t21_a_draft_of_a_live_article_shows_nothing(site: Document) -> None:
    old, new = photo(40), photo(41)
    article = make_article(site, **showing(old))
    take_into_library(site, showing(new))

    commands.save(article, {"title": "x", **showing(new)}, OPERATOR, NOON)
    assert (is_public(old), is_public(new)) == (True, False)

    commands.publish(article, OPERATOR, NOON)
    assert (is_public(old), is_public(new)) == (False, True)


def test_t21_a_photo_that_two_show_stays_until_both_are_gone(site: Document) -> None:
    kept = photo()
    first, second = make_article(site, **showing(kept)), make_article(site, **showing(kept))
    assert is_public(kept)

    commands.withdraw(first, OPERATOR, NOON, ERROR)
    assert is_public(kept)

    commands.withdraw(second, OPERATOR, NOON, ERROR)
    assert not is_public(kept)


def test_t21_a_file_that_two_photos_have_stays_until_both_are_gone(site: Document) -> None:
    # The same pixels in other bytes: two photos, whose renditions are the same files.
    photos = [photo(format="PNG"), _repacked()]
    assert photos[0].id != photos[1].id
    assert photos[0].public_keys == photos[1].public_keys
    first, second = (make_article(site, **showing(each)) for each in photos)

    commands.withdraw(first, OPERATOR, NOON, ERROR)
    assert is_public(photos[1])

    commands.withdraw(second, OPERATOR, NOON, ERROR)
    assert not is_public(photos[0])


def _repacked() -> Media:
    packed = samples.encoded(samples.picture(40), "PNG", compress_level=1)
    return media.keep_image(packed, NOON)


def test_photos_in_the_body_count_like_the_cover(site: Document) -> None:
    cover, inside = photo(40), photo(41)
    body = f'<p>x</p><img src="media:{inside.id}" alt="Cầu"><img src="media:{cover.id}" alt="Cầu">'
    article = make_article(site, **showing(cover, body_html=body))
    assert (is_public(cover), is_public(inside)) == (True, True)

    commands.save(article, {"title": "x", **showing(cover)}, OPERATOR, NOON)
    commands.publish(article, OPERATOR, NOON)

    assert (is_public(cover), is_public(inside)) == (True, False)


def test_t21_what_is_published_and_withdrawn_at_once_is_never_public(
    site: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = photo()
    published: list[str] = []
    store = queries.store()
    monkeypatch.setattr(store, "publish", lambda keys: published.extend(keys))
    article = make_article(site, published=False, **showing(kept))

    with transaction():
        commands.publish(article, OPERATOR, NOON)
        commands.withdraw(article, OPERATOR, NOON, ERROR)

    assert published == []
    assert not is_public(kept)


def test_t21_a_publication_that_fails_leaves_nothing_public(site: Document) -> None:
    kept, old = photo(40), photo(41)
    article = make_article(site, **showing(old))
    take_into_library(site, showing(kept))
    commands.save(article, {"title": "x", **showing(kept)}, OPERATOR, NOON)
    seen: list[bool] = []

    def attempt() -> None:
        with transaction() as tx:
            commands.publish(article, OPERATOR, NOON)
            tx.before_commit(lambda: seen.append(is_public(kept)))
            tx.before_commit(lambda: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        attempt()

    assert seen == [True]
    assert (is_public(kept), is_public(old)) == (False, True)
    assert MediaUse.select().count() == 1


def test_nothing_is_published_whose_file_is_missing(site: Document) -> None:
    kept = photo()
    queries.store().delete_private([kept.public_keys[0]])

    with pytest.raises(FileNotFoundError):
        make_article(site, **showing(kept))

    assert Article.select().count() == 0


def test_keeping_the_same_photo_again_brings_back_a_lost_file(site: Document) -> None:
    kept = photo()
    queries.store().delete_private([kept.key, *kept.public_keys[:2]])

    again = photo()

    assert again.id == kept.id
    assert Media.select().count() == 1
    make_article(site, **showing(kept))
    assert is_public(kept)


def test_every_file_of_something_live_is_there_and_no_other(site: Document) -> None:
    photos = [photo(40 + n) for n in range(4)]
    for number, each in enumerate(photos):
        article = make_article(site, f"Bài {number}", **showing(each))
        if number % 2:
            commands.withdraw(article, OPERATOR, NOON, ERROR)

    live = [row.whole.decode() for row in Article.select()]
    public = {path.name for path in (queries.store().root / "public").rglob("*.*")}

    assert public == {key for each in photos[::2] for key in each.public_keys}
    assert all(any(key in whole for whole in live) for key in public)
    assert MediaFile.select().count() == sum(len(each.public_keys) for each in photos)
