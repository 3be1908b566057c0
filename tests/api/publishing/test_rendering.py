"""What live rows embed stays right: they are rendered again, in batches, each as a change."""

from api.articles.models import Article, ArticleTerm
from api.categories.models import Category
from api.publishing import commands, content_type, queries
from api.publishing.documents import lock_idle
from api.publishing.live import dependents, rendering
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.jsons import loads
from tests.api.publishing.kinds import Memo, MemoType
from tests.api.publishing.people import ERROR, LATER, fresh, make_label, make_live_memo
from tests.factories import NOON, make_article, make_category, make_site

SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}


def changed_after(seq: int) -> list[object]:
    """The documents that the log names after `seq`."""
    return [each.document for each in queries.changes_after(seq, 1_000)]


def republish_site(site: Document, **changes: object) -> None:
    commands.save(site, {**SITE, **changes}, OPERATOR, LATER)
    commands.publish(site, OPERATOR, LATER)


def category_shown(article: Document) -> str | None:
    category = loads(Article.get_by_id(article.id).whole)["category"]
    return category and category["name"]


def memo_type() -> MemoType:
    found = content_type.content_type("memo")
    assert isinstance(found, MemoType)
    return found


def test_a_renamed_category_reaches_its_articles_as_changes(database: str) -> None:
    site = make_site()
    category = make_category(site, "Tin tức")
    under = [make_article(site, category=str(category.id)) for _ in range(3)]
    make_article(site)
    commands.save(category, {"name": "Tin trong xã"}, OPERATOR, LATER)
    seq = queries.head_seq()

    counts = [rendering.render_stale(LATER, limit=2) for _ in range(3)]

    assert counts == [2, 1, 0]
    assert [category_shown(each) for each in under] == ["Tin trong xã"] * 3
    assert sorted(changed_after(seq)) == sorted(each.id for each in under)
    assert [fresh(each).seq for each in under] == [each.seq for each in map(fresh, under)]
    assert all(fresh(each).version == each.version for each in under)


def test_a_renamed_site_reaches_everything_that_shows_it(database: str) -> None:
    site = make_site()
    article = make_article(site)
    make_category(site)
    republish_site(site, name="Xã Yên Hòa mới")
    seq = queries.head_seq()

    rendering.render_all_stale(LATER)

    assert loads(Article.get().whole)["site"] == {"slug": "yen-hoa", "name": "Xã Yên Hòa mới"}
    # A category shows the slug alone, and that is the same: no change.
    assert changed_after(seq) == [article.id]


def test_what_nobody_embeds_marks_nothing(database: str) -> None:
    site = make_site()
    make_article(site)

    republish_site(site, phone="0258 3123 456")

    assert rendering.render_stale(LATER) == 0


def test_what_comes_out_the_same_is_no_change(site: Document) -> None:
    memo = make_live_memo(site)
    Memo.update(render_version=0).execute()
    seq = queries.head_seq()

    assert rendering.render_stale(LATER) == 1

    assert (queries.head_seq(), fresh(memo).seq) == (seq, seq)
    assert Memo.get().render_version == 1


def test_a_category_that_was_away_comes_back_to_its_articles(database: str) -> None:
    site = make_site()
    category = make_category(site, "Tin tức")
    article = make_article(site, category=str(category.id))
    commands.withdraw(category, OPERATOR, LATER, ERROR)
    rendering.render_all_stale(LATER)
    assert category_shown(article) is None

    commands.publish(category, OPERATOR, LATER)
    rendering.render_all_stale(LATER)

    assert category_shown(article) == "Tin tức"


def test_a_new_address_of_a_parent_reaches_the_articles_below(database: str) -> None:
    site = make_site()
    parent = make_category(site, "Tin tức")
    child = make_category(site, "Văn hóa", parent=str(parent.id))
    article = make_article(site, category=str(child.id))
    commands.save(parent, {"name": "Tin tức", "slug": "tin-trong-xa"}, OPERATOR, LATER)

    rendering.render_all_stale(LATER)

    terms = ArticleTerm.select().where(ArticleTerm.article == article.id)
    assert {each.term for each in terms} == {"van-hoa", "tin-trong-xa"}
    assert loads(Category.get_by_id(child.id).whole)["parent"] == "tin-trong-xa"


def test_rows_of_an_older_program_are_rendered_again(site: Document) -> None:
    memo = make_live_memo(site)
    seq = queries.head_seq()
    assert rendering.render_stale(LATER) == 0

    memo_type().render_version = 2
    rendering.render_all_stale(LATER)

    assert (Memo.get().render_version, changed_after(seq)) == (2, [])
    assert fresh(memo).version == memo.version


def test_one_that_cannot_be_rendered_does_not_keep_the_others_from_it(site: Document) -> None:
    label = make_label(site, "Tuyển quân")
    words = {"label": str(label.id)}
    poison, good = make_live_memo(site, text="độc", **words), make_live_memo(site, **words)
    memo_type().unbearable.add("độc")
    commands.save(label, {"name": "Nghĩa vụ quân sự"}, OPERATOR, LATER)

    rendering.render_all_stale(LATER)

    shown = {row.id: loads(row.whole)["label"] for row in Memo.select()}
    assert shown == {poison.id: "Tuyển quân", good.id: "Nghĩa vụ quân sự"}
    memo_type().unbearable.clear()
    commands.save(label, {"name": "Quân sự"}, OPERATOR, LATER)
    rendering.render_all_stale(LATER)
    assert {loads(row.whole)["label"] for row in Memo.select()} == {"Quân sự"}


def test_a_program_that_can_render_it_tries_again(site: Document) -> None:
    make_live_memo(site, text="độc")
    memo_type().unbearable.add("độc")
    Memo.update(render_version=0).execute()
    rendering.render_all_stale(LATER)

    memo_type().unbearable.clear()
    memo_type().render_version = 2
    rendering.render_all_stale(LATER)

    assert Memo.get().render_version == 2


def test_nothing_is_rendered_that_is_not_live(site: Document) -> None:
    memo = make_live_memo(site)
    commands.withdraw(memo, OPERATOR, NOON, ERROR)
    dependents.mark_all()
    seq = queries.head_seq()

    rendering.render_all_stale(LATER)

    assert (changed_after(seq), Memo.select().count()) == ([], 0)
    # Nor what was withdrawn since the ticker read that it is stale.
    assert lock_idle([memo.id]) == []
