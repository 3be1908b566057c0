"""Criteria as dated data, and what each rule says of public objects: pure, no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from api.criteria.catalogue import LATEST, Criterion, criteria, names
from api.criteria.rules import RULES
from api.criteria.verdicts import Examination

AT = datetime(2026, 7, 11, 5, tzinfo=UTC)
DAY = date(2026, 7, 11)
SITE = {"id": "s", "name": "Xã Yên Hòa", "phone": "0238 000 0000", "email": "ubnd@yenhoa.example"}
PHOTO = {"renditions": [], "alt": "Cầu Đá ngày khánh thành"}


def verdict(looks_at: dict[str, Any], *objects: dict[str, Any], type_: str = "site") -> Any:
    """What comes out of one criterion, and the score."""
    asked = Criterion("it", "Luật", DAY, None, 1, looks_at, "Có.", "There.")
    examination = Examination([asked], AT, lambda kind, found, at: f"{kind}/{found.get('id')}#{at}")
    for each in objects:
        examination.see(type_, each)
    (found,) = examination.verdicts()
    return found, examination.score()


def result(looks_at: dict[str, Any], *objects: dict[str, Any], type_: str = "site") -> str:
    return str(verdict(looks_at, *objects, type_=type_)[0]["result"])


def present(*members: str) -> dict[str, Any]:
    return {"rule": "present", "type": "site", "members": [*members]}


@pytest.mark.parametrize("blank", [None, "", " ", [], {}])
def test_what_is_blank_is_missing_and_shows_its_place(blank: Any) -> None:
    found, score = verdict(present("phone", "fax"), {**SITE, "fax": blank})

    assert (found["result"], found["looked_at"], found["met"], score) == ("missing", 2, 1, 50.0)
    (evidence,) = found["evidence"]
    assert (evidence["pointer"], evidence["address"]) == ("/fax", "site/s#/fax")
    assert evidence["label"] == "Xã Yên Hòa"


def test_what_is_there_is_shown_too() -> None:
    found, score = verdict(present("phone"), SITE)

    assert (found["result"], score) == ("met", 100.0)
    assert found["evidence"][0]["found"] == "0238 000 0000"


@pytest.mark.parametrize("broken", ["@nghean.gov.vn", "ubnd@", "a b@c.vn", "ubnd", None, 5, ["x"]])
def test_an_email_that_cannot_be_written_to_is_missing(broken: Any) -> None:
    email = {"rule": "email", "type": "site", "members": ["email"]}

    assert result(email, {**SITE, "email": broken}) == "missing"
    assert result(email, SITE) == "met"


@pytest.mark.parametrize(
    ("alt", "wanted"),
    [(None, "missing"), ("Anh-tin-bai", "missing"), ("IMG_1234.jpg", "missing"), ("", "met"),
     ("Cầu Đá", "met")],
)  # fmt: skip
def test_an_image_needs_an_alt_wherever_it_stands(alt: str | None, wanted: str) -> None:
    photo = {**PHOTO, "alt": alt}

    for shown in ({"cover": photo}, {"images": [PHOTO, photo]}, {"a": {"b": [{"logo": photo}]}}):
        assert result({"rule": "alts"}, shown, type_="article") == wanted


def test_one_is_enough_where_some_are_asked_for() -> None:
    some = {"rule": "some", "types": ["page"], "words": ["gioi thieu"]}

    assert result(some, {"title": "Liên hệ"}, {"title": "Giới thiệu chung"}, type_="page") == "met"
    assert result(some, {"title": "Liên hệ"}, type_="page") == "missing"
    found, _ = verdict(some)
    assert found["result"] == "missing"
    assert [(e["type"], e["id"], e["found"]) for e in found["evidence"]] == [("page", None, None)]


def test_news_are_fresh_for_so_many_days() -> None:
    fresh = {"rule": "fresh", "types": ["article"], "days": 30}
    at_edge = (AT - timedelta(days=30)).isoformat()
    before = (AT - timedelta(days=30, seconds=1)).isoformat()

    for told, wanted in ((at_edge, "met"), (before, "missing")):
        assert result(fresh, {"published_at": told}, type_="article") == wanted


def test_a_reception_is_announced_ahead() -> None:
    ahead = {"rule": "ahead", "types": ["calendar_entry"], "words": ["tiep cong dan"], "days": 31}
    title = "Chủ tịch tiếp công dân"

    for day, wanted in (("2026-07-11", "met"), ("2026-08-11", "met"), ("2026-08-12", "missing"),
                        ("2026-07-10", "missing"), (None, "missing")):  # fmt: skip
        shown = {"date": day, "title": title}
        assert result(ahead, shown, type_="calendar_entry") == wanted
    other = {"date": "2026-07-12", "title": "Họp giao ban"}
    assert result(ahead, other, type_="calendar_entry") == "missing"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [("https://yenhoa.nghean.gov.vn", "met"), ("https://yenhoa.gov.vn", "missing"),
     ("https://yenhoa.nghean.gov.vn.evil.example", "missing"), ("http://[", "missing"),
     (None, "not_looked_at")],
)  # fmt: skip
def test_a_domain_has_its_form(address: str | None, wanted: str) -> None:
    (domain,) = [each for each in criteria(LATEST, DAY) if each.id == "domain"]

    assert result(dict(domain.looks_at), {**SITE, "base_url": address}) == wanted


@pytest.mark.parametrize(
    "looks_at",
    [{"rule": "none"}, {"rule": "alts"}, {"rule": "present", "type": "official", "members": ["x"]},
     {"rule": "fresh", "types": ["site"], "days": 30}],
)  # fmt: skip
def test_what_could_not_be_looked_at_is_no_fault_and_does_not_count(looks_at: Any) -> None:
    found, score = verdict(looks_at, {**SITE, "published_at": "gestern"})

    assert (found["result"], score, found["evidence"]) == ("not_looked_at", None, [])


@pytest.mark.parametrize("junk", [{}, {"title": {}}, {"images": 5}, {"cover": {"renditions": 1}},
                                  {"published_at": 7, "date": [], "base_url": {}}])  # fmt: skip
def test_no_object_of_another_form_breaks_a_rule(junk: dict[str, Any]) -> None:
    examination = Examination(criteria(LATEST, DAY), AT, lambda *_: "")

    for type_ in ("site", "article", "page", "official", "calendar_entry", "legal_document", "la"):
        examination.see(type_, junk)

    assert examination.verdicts()


def test_evidence_is_short_and_what_is_left_out_is_counted() -> None:
    found, _ = verdict({"rule": "alts"}, {"images": [{**PHOTO, "alt": None}] * 50}, type_="article")

    assert (len(found["evidence"]), found["more"]) == (20, 30)


def test_each_criterion_holds_from_its_day_to_its_day() -> None:
    last, first = date(2026, 6, 30), date(2026, 7, 1)

    before, after = ({each.id for each in criteria(LATEST, day)} for day in (last, first))

    assert {"contacts-until-2026", "english-until-2026"} <= before
    assert before.isdisjoint({"leaders", "domain", "up-to-date"})
    assert {"leaders", "domain", "up-to-date"} <= after
    assert not [each for each in after if each.endswith("until-2026")]
    assert criteria(LATEST, date(2010, 1, 1)) == []


def test_every_list_says_all_of_each_criterion() -> None:
    for name in names():
        found = [each for day in (date(2026, 6, 30), DAY) for each in criteria(name, day)]
        assert {each.looks_at["rule"] for each in found} == {*RULES}
        assert all(e.article and e.says.endswith(".") and e.says_vi.endswith(".") for e in found)
        assert {each.weight for each in found} <= {1, 2, 3}


def test_an_id_is_used_once_and_the_command_offers_every_list() -> None:
    from api.tools.cli import CRITERIA

    ids = [each.id for each in criteria(LATEST, DAY)]
    assert len(ids) == len({*ids})
    assert [*CRITERIA] == names()
