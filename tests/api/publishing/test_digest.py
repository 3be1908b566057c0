"""The digest that is kept as things change is that of what is live."""

from uuid import UUID

from api.publishing import commands, schedule
from api.publishing.commands import Withdrawal
from api.publishing.content_type import content_type
from api.publishing.live import digest, rendering
from api.publishing.live.digest import Digest
from api.publishing.live.models import LiveDigest
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.canonical import hash_of
from api.runtime.jsons import loads
from tests.api.banners.making import make_banner
from tests.api.delivery.world import at, revise
from tests.factories import make, make_article, make_category, make_site


def kept() -> dict[tuple[UUID, str], Digest]:
    """What is kept of each site and type, where it says that there is anything."""
    found = {
        (row.site, row.type): Digest(row.count, int(row.hash, 16)) for row in LiveDigest.select()
    }
    return {key: each for key, each in found.items() if each != Digest()}


def counted() -> dict[tuple[UUID, str], Digest]:
    """The same, made anew of the documents."""
    found: dict[tuple[UUID, str], Digest] = {}
    for each in Document.select().where(Document.is_visible):
        row = content_type(each.type).model.get_by_id(each.id)
        content_hash = hash_of(loads(row.whole))
        one = Digest(1, digest.term(each.type, each.id, each.seq, content_hash))
        key = (each.site, each.type)
        found[key] = found.get(key, Digest()).plus(one)
    return found


def test_it_is_that_of_what_is_live_after_every_kind_of_change(app) -> None:
    site, other = make_site(), make_site("dong-thanh")
    category = make_category(site, "Tin tức")
    article = make_article(site, "Bài", category=str(category.id))
    make_article(other, "Bài xã bạn")
    assert kept() == counted()

    revise(article, at(1), title="Bài đã sửa")
    commands.withdraw(article, OPERATOR, at(2), Withdrawal("error"))
    assert kept() == counted()

    commands.publish(article, OPERATOR, at(3))
    commands.save(category, {"name": "Tin mới"}, OPERATOR, at(4))
    rendering.render_all_stale(at(5))
    assert kept() == counted()


def test_it_knows_of_a_rendering_since_a_document_was_read(app) -> None:
    site = make_site()
    category = make_category(site, "Tin tức")
    article = make_article(site, "Bài", category=str(category.id))
    commands.save(category, {"name": "Tin mới"}, OPERATOR, at(1))
    rendering.render_all_stale(at(1))

    commands.withdraw(article, OPERATOR, at(2), Withdrawal("error"))

    assert kept() == counted()


def test_it_follows_what_happens_by_itself(app) -> None:
    site = make_site()
    make_banner(site, "Cửa sổ", starts_at=at(1), ends_at=at(2))
    make("notice", site, title="Sắp hết hạn", expires_at=at(1).isoformat())
    counts = []

    for hours in (0, 1, 2):
        schedule.perform_due(at(hours))
        assert kept() == counted()
        counts.append(sum(each.count for each in kept().values()))

    assert counts == [2, 3, 2]


def test_a_term_is_of_the_type_the_id_the_number_of_the_change_and_the_content() -> None:
    identity = UUID("0197f6a0-0000-7000-8000-000000000001")

    found = digest.term("article", identity, 812, hash_of({"title": "Bài"}))

    assert f"{found:032x}" == "3c63df8c15cb243f01b568fe8211b38b"


def test_sums_wrap_around() -> None:
    largest = Digest(1, digest.MODULUS - 1)

    assert largest.plus(Digest(1, 2)) == Digest(2, 1)
    assert largest.plus(Digest(1, 2)).hash == f"{1:032x}"
