"""One article: what it says, in which form of body, and which of its members."""

import orjson
import pytest

from api.articles.schemas import ArticleSchema
from api.runtime.jsons import loads
from api.views import commands as viewcounts
from tests.factories import make_article, make_category, make_site

BODY = "<h2>Mở đầu</h2><p>Bà con <strong>phấn khởi</strong> &amp; vui.</p><ul><li>Một</li></ul>"


def read(reader, path: str) -> dict:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)


@pytest.fixture(scope="module")
def article(standing_app):
    site = make_site(base_url="https://yenhoa.example.vn")
    category = make_category(site, "Tin tức")
    made = make_article(
        site,
        "Khánh thành cầu Đá",
        lead="Cầu mới nối hai thôn.",
        body_html=BODY,
        byline="Tân Phượng",
        category=str(category.id),
        tags=["Cầu đường", "Nông thôn mới"],
        source={"name": "Báo Nghệ An", "url": "https://baonghean.example.vn/a?b=1"},
        licence="CC BY 4.0",
        featured=True,
    )
    viewcounts.start_from({made.id: 30})
    return made


def test_it_says_everything_the_contract_names(reader, article) -> None:
    whole = read(reader, f"/v1/articles/{article.id}")

    assert whole == {
        "id": str(article.id),
        "type": "article",
        "site": {"slug": "yen-hoa", "name": "Xã Yên Hòa"},
        "slug": "khanh-thanh-cau-da",
        "url": "https://yenhoa.example.vn/bai-viet/khanh-thanh-cau-da",
        "title": "Khánh thành cầu Đá",
        "lead": "Cầu mới nối hai thôn.",
        "byline": "Tân Phượng",
        "author_role": None,
        "category": {"slug": "tin-tuc", "name": "Tin tức"},
        "tags": ["Cầu đường", "Nông thôn mới"],
        "cover": None,
        "published_at": "2026-07-11T19:00:00+07:00",
        "updated_at": "2026-07-11T19:00:00+07:00",
        "version": article.version,
        "featured": True,
        "pinned": False,
        "source": {
            "name": "Báo Nghệ An",
            "url": "https://baonghean.example.vn/a?b=1",
            "canonical_url": "https://baonghean.example.vn/a?b=1",
        },
        "origin": None,
        "licence": "CC BY 4.0",
        "language": "vi",
        "reading_minutes": 1,
        "body": {"format": "html", "html": BODY},
        "images": [],
        "attachments": [],
        "corrections": [],
        "views": 30,
    }


def test_what_is_absent_is_null_and_never_missing(reader, site) -> None:
    bare = make_article(site, "Chỉ có đầu đề")

    whole = read(reader, f"/v1/articles/{bare.id}")

    assert whole.keys() == set(ArticleSchema().fields)
    assert whole["body"] == {"format": "html", "html": ""}
    assert whole["views"] == 0
    assert whole["url"] == "http://portal.test/bai-viet/chi-co-dau-de"


def test_its_slug_leads_to_the_same_bytes(reader, article) -> None:
    by_id = reader.get(f"/v1/articles/{article.id}")
    by_slug = reader.get("/v1/sites/yen-hoa/articles/khanh-thanh-cau-da")

    assert by_slug.data == by_id.data
    assert by_slug.headers["ETag"] == by_id.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "body"),
    [
        ("html", {"format": "html", "html": BODY}),
        ("text", {"format": "text", "text": "Mở đầu\n\nBà con phấn khởi & vui.\n\n- Một"}),
    ],
)
def test_the_body_comes_as_asked(reader, article, asked, body) -> None:
    whole = read(reader, f"/v1/articles/{article.id}?body={asked}")

    assert whole["body"] == body
    assert whole.keys() == set(ArticleSchema().fields)


def test_the_body_comes_in_blocks_for_native_apps(reader, article) -> None:
    body = read(reader, f"/v1/articles/{article.id}?body=blocks")["body"]

    assert body["format"] == "blocks"
    assert [each["type"] for each in body["blocks"]] == ["heading", "paragraph", "list"]


def test_the_body_may_be_left_out(reader, article) -> None:
    whole = read(reader, f"/v1/articles/{article.id}?body=none")

    assert whole.keys() == set(ArticleSchema().fields) - {"body"}


def test_each_form_has_a_tag_of_its_own(reader, article) -> None:
    forms = ("html", "text", "blocks", "none")

    tags = [reader.get(f"/v1/articles/{article.id}?body={f}").headers["ETag"] for f in forms]

    assert len(set(tags)) == len(forms)


@pytest.mark.parametrize("body", ["", "HTML", "markdown", "html,text", "null"])
def test_a_form_of_body_that_is_none_is_refused(reader, article, body) -> None:
    answer = reader.get(f"/v1/articles/{article.id}?body={body}")

    assert answer.status_code == 400
    assert orjson.loads(answer.data)["errors"][0]["parameter"] == "body"


@pytest.mark.parametrize(
    ("asked", "members"),
    [
        ("fields=id,title", ["id", "title"]),
        ("fields=body", ["body"]),
        ("fields=views", ["views"]),
        ("fields=body,views&body=text", ["body", "views"]),
        ("fields=title,body&body=none", ["title"]),
        ("fields=images,attachments,corrections", ["images", "attachments", "corrections"]),
    ],
)
def test_fields_choose_members(reader, article, asked, members) -> None:
    assert list(read(reader, f"/v1/articles/{article.id}?{asked}")) == members


def test_a_count_of_views_changes_no_tag(reader, site) -> None:
    other = make_article(site, "Bài khác")

    read_by_none = reader.get(f"/v1/articles/{other.id}?fields=title,views")
    viewcounts.start_from({other.id: 12})
    read_by_twelve = reader.get(f"/v1/articles/{other.id}?fields=views,title")

    assert loads(read_by_none.data)["views"] == 0
    assert loads(read_by_twelve.data)["views"] == 12
    titles_alone = reader.get(f"/v1/articles/{other.id}?fields=title").headers["ETag"]
    assert read_by_twelve.headers["ETag"] == read_by_none.headers["ETag"]
    assert read_by_twelve.headers["ETag"] == titles_alone


def test_a_draft_is_not_there(reader, site) -> None:
    draft = make_article(site, "Nháp", published=False)

    answer = reader.get(f"/v1/articles/{draft.id}")

    assert answer.status_code == 404
    assert orjson.loads(answer.data)["code"] == "article_not_found"
    assert reader.get(f"/v1/sites/{site.slug}/articles/nhap").status_code == 404
