"""Old addresses come with a bundle, are refused where two would have one, and go on with it."""

from pathlib import Path

from api.publishing.live.models import OldUrl
from api.publishing.models import Document
from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import faults_of, summary

LONG = (
    "giay-moi-so-1-gm-ubnd-ngay-2-1-2026-cua-uy-ban-nhan-dan-ve-viec-hop-ban-ke-hoach-trong-cay-dau"
    "-xuan-nam-2026"
)
FORM = "is no path, with or without a query, of at most 300 letters, digits and . _ ~ / ? = & % -"
OLD_SITE = {**SITE, "old_base_url": "http://cu.example.vn/"}


def kept() -> list[tuple[str, str]]:
    """Every old address, and the slug of what has it now."""
    by_id = {each.id: each.slug for each in Document.select()}
    return sorted((each.url, by_id[each.document]) for each in OldUrl.select())


def test_case_17_old_addresses_are_kept_letter_by_letter(
    congxa_import: Import, tmp_path: Path, app
) -> None:
    rows = [
        article("cu", title="Giấy mời họp", old_slugs=[LONG]),
        article("cu2", title="Tin cũ", old_slugs=["tin_cu.html", "tin-tuc/2024/a"]),
    ]
    folder = write_bundle(tmp_path / "bundle", rows)
    for counts in ("4 created, 0 updated, 0 unchanged", "0 created, 0 updated, 4 unchanged"):
        assert summary(congxa_import(folder)) == f"Imported: {counts}."
    client = app.test_client()

    for old, new in (
        (f"/bai-viet/{LONG}", "/bai-viet/giay-moi-hop"),
        (f"/v1/sites/yen-hoa/articles/{LONG}", "/v1/sites/yen-hoa/articles/giay-moi-hop"),
        ("/bai-viet/tin_cu.html", "/bai-viet/tin-cu"),
        ("/bai-viet/tin-tuc/2024/a", "/bai-viet/tin-cu"),
    ):
        answer = client.get(old, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_what_cannot_be_an_old_address_is_a_fault_that_names_it(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(
        tmp_path / "bundle",
        [
            article("a", old_urls=["/?id=1", "http://www.cu.example.vn/tin/", "/lien-he"]),
            article("b", old_urls=["/tin", "/?id=%31&fbclid=x"]),
            article("c", old_urls=["/v1/articles", "/", "https://khac.vn/a", "/a b", 5]),
            article("d", old_urls=["/x", "/x/"], old_slugs=["tin cũ"]),
            article("e", old_urls="/y"),
        ],
        site=OLD_SITE,
        categories=[{"key": "tin", "name": "Tin", "old_slugs": ["tin_cu"], "old_urls": ["/c"]}],
    )
    found = faults_of(congxa_import(folder))

    assert [each.replace("articles.jsonl:", "") for each in found] == [
        "categories.jsonl:1: /old_slugs/0: Not a slug: small letters, digits and single hyphens.",
        "categories.jsonl:1: /old_urls: Unknown field.",
        "2: /old_urls: “/tin” stands in line 1 already",
        "2: /old_urls: “/?id=%31&fbclid=x” stands in line 1 already",
        "3: /old_urls/4: Not a valid string.",
        "3: /old_urls/0: “/v1/articles” is an address of this program's own",
        "3: /old_urls/1: “/” is the home page here",
        "3: /old_urls/2: “https://khac.vn/a” is no address of the former portal,"
        " http://cu.example.vn/",
        f"3: /old_urls/3: “/a b” {FORM}: write “/a%20b”",
        f"4: /old_slugs/0: “tin cũ” {FORM}: write “tin%20c%C5%A9”",
        "5: /old_urls: Not a valid list.",
    ]
    assert not Document.select().exists()


def test_old_addresses_move_with_their_lines_and_with_nobody_else(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    first = [article("a", slug="a", old_urls=["/1", "/2"]), article("b", slug="b")]
    assert summary(congxa_import(write_bundle(folder, first))).startswith("Imported: 4 created")
    nothing = '{"key": "c", "title": "Ba", "old_urls": null, "old_slugs": null}'
    moved = [
        nothing,
        article("a", slug="a", old_urls=["/2"]),
        article("b", slug="b", old_urls=["/1/"]),
    ]
    assert "2 updated" in summary(congxa_import(write_bundle(folder, moved)))
    assert kept() == [("/1/", "b"), ("/2", "a")]

    other = write_bundle(tmp_path / "other", [article("c", slug="c", old_urls=["/1", "/3"])])
    found = faults_of(congxa_import(other))

    holder = Document.get(Document.slug == "b").id
    assert found == [
        f"articles.jsonl:1: /old_urls: “/1” is an old address of {holder} here, which is not in"
        " this bundle"
    ]
    crossed = [article("b", slug="b", old_urls=["/2"]), article("a", slug="a", old_urls=["/1"])]
    assert "2 updated" in summary(congxa_import(write_bundle(folder, crossed)))
    assert kept() == [("/1", "a"), ("/2", "b")]


def test_an_address_whose_page_people_get_is_told(congxa_import: Import, tmp_path: Path) -> None:
    rows = [article("a", old_urls=["/lien-he/", "/tim-kiem?q=1"])]
    folder = write_bundle(tmp_path / "bundle", rows)
    for done in (congxa_import(folder, "--dry-run"), congxa_import(folder)):
        said = done.stderr.splitlines()
        assert said == [
            f"warning: articles.jsonl:1: /old_urls: “{url}” is a page of this portal too, and"
            " people get that"
            for url in ("/lien-he/", "/tim-kiem?q=1")
        ]
