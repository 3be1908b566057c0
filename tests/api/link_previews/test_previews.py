"""A link has a picture of its own a moment after the publication, and none after the withdrawal."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from api.link_previews import queries
from api.link_previews.tasks import Drawing
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.config import config
from tests.api.media.photos import photo, showing
from tests.factories import NOON, make, make_article, make_category, make_site


def files(document: Document) -> list[str]:
    return [each.name for each in queries.root().glob(f"*/{document.id}.*")]


def read(client: FlaskClient, document: Document) -> bytes:
    answer = client.get(f"/v1/link-previews/{document.id}.jpg?version=1")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert Image.open(BytesIO(answer.data)).size == (1200, 630)
    return answer.data


def test_t82_it_is_drawn_after_the_publication_and_gone_with_it(client: FlaskClient) -> None:
    site, job = make_site(), Drawing()
    address = f"/v1/link-previews/{site.id}.jpg"
    assert client.get(address).status_code == 404
    job.run(NOON)
    notice = make("notice", site, title="Cúp điện", number="15/TB-UBND", urgency="emergency")
    draft = make("notice", site, title="Bản nháp", published=False)
    of_site = read(client, site)

    assert read(client, notice) == of_site
    job.run(NOON)
    own = read(client, notice)

    assert own != of_site
    assert client.get(f"/v1/link-previews/{draft.id}.jpg").status_code == 404
    commands.save(notice, {"title": "Có điện"}, OPERATOR, NOON)
    commands.publish(notice, OPERATOR, NOON)
    assert read(client, notice) == of_site
    job.run(NOON)
    assert read(client, notice) not in (own, of_site)
    assert len(files(notice)) == 1
    commands.withdraw(notice, OPERATOR, NOON, Withdrawal("personal_data"))
    assert client.get(f"/v1/link-previews/{notice.id}.jpg").status_code == 410
    job.run(NOON)
    assert files(notice) == []


def test_every_page_says_where_its_picture_is(client: FlaskClient) -> None:
    site = make_site()
    category = make_category(site)
    own = [make_article(site), make("page", site, title="Giới thiệu"),
           make("legal_document", site, title="Quy chế"), category]  # fmt: skip
    paths = [f"/bai-viet/{own[0].slug}", "/trang/gioi-thieu", "/van-ban/quy-che",
             f"/chuyen-muc/{category.slug}"]  # fmt: skip
    Drawing().run(NOON)

    told = {
        path: client.get(path, headers={"Host": "portal.test", "Accept": "text/html"}).text
        for path in (*paths, "/", "/thong-bao", "/lich-lam-viec", "/van-ban", "/lien-he")
    }

    for path, text in told.items():
        of = own[paths.index(path)] if path in paths else site
        assert f"/v1/link-previews/{of.id}.jpg" in text, path
        assert '<meta property="og:image:width" content="1200">' in text
        assert '<meta name="twitter:card" content="summary_large_image">' in text
        assert '<meta property="og:description" content=' in text
        read(client, of)


def test_a_photo_is_cut_to_shape_and_one_too_small_is_none(client: FlaskClient) -> None:
    site = make_site()
    wide, small = photo(700), photo(300)
    articles = [make_article(site, f"Bài {each.width}", **showing(each)) for each in (wide, small)]

    Drawing().run(NOON)

    facts = [queries.shown(each.id).facts.picture for each in articles]
    assert facts[0] in wide.public_keys
    assert facts[1] is None
    assert read(client, articles[0]) != read(client, articles[1])


@pytest.mark.usefixtures("database")
def test_t82_nothing_stays_of_what_was_withdrawn_while_nobody_drew() -> None:
    site = make_site()
    gone, kept = make_article(site, "Bài một"), make_article(site, "Bài hai")
    Drawing().run(NOON)
    left = queries.root() / "00"
    left.mkdir(exist_ok=True)
    (left / f"{site.id}.half").write_bytes(b"\xff")
    commands.withdraw(gone, OPERATOR, NOON, Withdrawal("personal_data"))

    Drawing().run(NOON)

    assert files(gone) == []
    assert len(files(kept)) == 1
    assert [*left.glob("*.half")] == []
    assert queries.root().is_relative_to(config().media_dir)


@pytest.mark.usefixtures("database")
def test_a_new_name_of_the_site_is_on_all_of_its_pictures() -> None:
    site = make_site()
    article, job = make_article(site), Drawing()
    job.run(NOON)
    before = files(article)

    commands.save(site, {"name": "Phường Yên Hòa", "slug": "yen-hoa"}, OPERATOR, NOON)
    commands.publish(site, OPERATOR, NOON)
    job.run(NOON)

    assert len(files(article)) == 1
    assert files(article) != before
