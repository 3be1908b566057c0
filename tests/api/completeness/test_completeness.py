"""What a portal lacks: on the facts of a real page, from inside and from outside."""

from typing import Any

import orjson
import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from api.http.old_addresses import key_of
from api.media import commands as media
from api.publishing import commands
from api.publishing.live.models import OldUrl
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.tools.cli import conform
from tests.api.media import samples
from tests.api.publishing.authoring.desk import Desk
from tests.api.tools.portals import Proxy, served
from tests.factories import NOON, make, make_article, make_site

YEAR_AGO = NOON.replace(year=2025, month=6)


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    """The day of the page."""
    with time_machine.travel(NOON, tick=False):
        yield


def make_portal() -> Document:
    """The facts of a real portal: a footer with blank rows, four photos that nobody described."""
    site = make_site(
        "yen-trung", name="Xã Yên Trung", organisation="Ủy ban nhân dân xã Yên Trung",
        address="Xã Yên Trung - Nghệ An", province="Nghệ An",
    )  # fmt: skip
    photos = [media.keep_image(samples.encoded(samples.picture(64 + n), "JPEG"), NOON)
              for n in range(4)]  # fmt: skip
    body = "".join(f'<p>Ảnh</p><img src="media:{each.id}" alt="Anh-tin-bai">' for each in photos)
    make_article(site, "Trung tâm hành chính công", body_html=body, byline="Thanh Tâm")
    return site


def verdicts(report: Any) -> dict[str, Any]:
    return {each["id"]: each for each in report["verdicts"]}


def test_it_finds_what_a_real_page_lacks(client: FlaskClient) -> None:
    site = make_portal()

    report = Desk(client, site, Role.AUTHOR).get("/completeness?site=yen-trung")

    found = verdicts(report)
    missing = {name for name, each in found.items() if each["result"] == "missing"}
    assert {"responsible-person", "phone", "hotline", "email", "alternative-texts"} <= missing
    assert {found[each]["result"] for each in ("address", "up-to-date")} == {"met"}
    place = f"http://portal.test/authoring/v1/sites/{site.id}"
    for name, pointer in (("responsible-person", "/responsible_person"), ("email", "/email")):
        (evidence,) = found[name]["evidence"]
        assert (evidence["address"], evidence["found"]) == (f"{place}#{pointer}", None)
    alts = found["alternative-texts"]
    assert (alts["looked_at"], alts["met"], len(alts["evidence"])) == (4, 0, 4)
    assert {each["address"].partition("#")[2] for each in alts["evidence"]} == {"/body_html"}
    unseen = {each["result"] for each in report["verdicts"]} - {"met", "missing"}
    assert (unseen, 0 < report["score"] < 50) == ({"not_looked_at"}, True)
    blank = {each["pointer"] for each in report["gaps"] if each["type"] == "site"}
    assert {"/responsible_person", "/phone", "/hotline", "/email", "/logo"} <= blank
    assert {each["code"] for each in report["gaps"] if each["type"] == "article"} == {
        "blank", "alt_missing"}  # fmt: skip


def test_what_is_filled_in_is_missed_no_more(client: FlaskClient) -> None:
    site = make_portal()
    admin = Desk(client, None, Role.ADMIN)
    before = admin.get("/completeness")["score"]
    document = admin.get(f"/sites/{site.id}")
    person = {"name": "Lê Văn Phúc", "title": "Chủ tịch"}
    said = {
        "phone": "0238 000 0000",
        "email": "ubnd@yentrung.example",
        "responsible_person": person,
    }
    changed = admin.write("PATCH", f"/sites/{site.id}", document, said)
    unpublished = admin.get("/completeness")["score"]
    second = Desk(client, None, Role.ADMIN)
    second.write("PUT", f"/sites/{site.id}/publication", changed, {})

    report = admin.get("/completeness")

    assert before == unpublished < report["score"]
    found = verdicts(report)
    assert {found[e]["result"] for e in ("phone", "email", "responsible-person")} == {"met"}


def test_only_those_whose_role_reaches_the_site_see_it(client: FlaskClient) -> None:
    site, other = make_portal(), make_site("tan-lap")
    author, everywhere = Desk(client, site, Role.AUTHOR), Desk(client, None, Role.EDITOR)

    assert author.get("/completeness")["site"] == "yen-trung"
    theirs = everywhere.get("/completeness?site=tan-lap")
    assert (theirs["site"], {each["id"] for each in theirs["gaps"]}) == ("tan-lap", {str(other.id)})
    which = everywhere.call("GET", "/completeness")
    assert (which.status_code, which.json["code"]) == (400, "site_required")
    unknown = author.call("GET", "/completeness?site=la")
    foreign = Desk(client, other, Role.ADMIN).call("GET", "/completeness?site=yen-trung")
    assert (foreign.status_code, foreign.data) == (404, unknown.data)
    assert Desk(client, None, None).call("GET", "/completeness?site=yen-trung").status_code == 404
    assert client.get("/authoring/v1/completeness").status_code == 401
    assert author.call("GET", "/completeness?criteria=vn-1999-01").status_code == 400


def test_each_type_says_what_it_lacks(client: FlaskClient) -> None:
    site = make_site()
    make("page", site, title="Giới thiệu", body_html="<p>Xã.</p>", at=YEAR_AGO)
    make("notice", site, title="Cúp điện", number="15/TB-UBND")
    make("official", site, name="Lê Văn Phúc")
    make("legal_document", site, title="Về thu gom rác", form="Quyết định")
    make("calendar_entry", site, date="2026-07-13", title="Họp")
    make_article(site, "Bản thảo", published=False)

    report = Desk(client, site, Role.EDITOR).get("/completeness")

    found: dict[str, set[str]] = {}
    for each in report["gaps"]:
        found.setdefault(each["type"], set()).add(f"{each['code']} {each['pointer']}")
    assert found["page"] == {"stale /updated_at"}
    assert found["notice"] == {f"blank /{e}" for e in ("kind", "issuer", "signer", "issued_on")}
    told = ("position", "duties", "biography", "phone", "email", "photo")
    assert found["official"] == {f"blank /{e}" for e in told}
    assert "blank /form" not in found["legal_document"]
    assert "blank /attachments" in found["legal_document"]
    assert found["calendar_entry"] == {"blank /location", "blank /chair"}
    assert "article" not in found
    assert all(each["detail"] and each["detail_vi"] for each in report["gaps"])


def test_a_portal_is_judged_the_same_from_outside(app: Flask, client: FlaskClient) -> None:
    site = make_portal()
    make("official", site, name="Lê Văn Phúc", position="Chủ tịch")
    inside = Desk(client, site, Role.AUTHOR).get("/completeness")

    with served(Proxy(app)) as address:
        said = CliRunner().invoke(conform, [address, "--criteria", "vn-2026-07", "--json"])
        told = CliRunner().invoke(conform, [address, "--criteria", "vn-2026-07"])

    assert (said.exit_code, told.exit_code) == (0, 0), said.output
    (outside,) = orjson.loads(said.stdout)["sites"]
    assert (outside["site"], outside["score"]) == ("yen-trung", inside["score"])
    plain = [("id", "result", "looked_at", "met"), inside["verdicts"], outside["verdicts"]]
    assert [[e[n] for n in plain[0]] for e in plain[1]] == [
        [e[n] for n in plain[0]] for e in plain[2]]  # fmt: skip
    assert "missing        phone" in told.stdout
    assert f"found: nothing at {address}/v1/sites/yen-trung#/phone" in told.stdout
    assert told.stdout.endswith(f"yen-trung: {inside['score']} of 100.\n")


def test_a_link_to_an_own_page_that_is_gone_is_told_with_its_address(client: FlaskClient) -> None:
    site = make_site()
    there, gone = make_article(site, "Chợ phiên"), make_article(site, "Hội làng")
    old, former = make_article(site, "Bài cũ"), "/bai-viet/cu-12"
    OldUrl.insert(key=key_of(former), site=site.id, url=former, document=old.id).execute()
    commands.withdraw(gone, OPERATOR, NOON, commands.Withdrawal("error"))
    own = "http://portal.test"
    right = [f"{own}/bai-viet/{there.slug}/?lang=en#x", f"{own}{former}", f"{own}/lien-he",
             f"{own}/bai-viet/a/b", f"{own}/tai-lieu/la", "https://t.vn/bai-viet/la"]  # fmt: skip
    broken = [f"{own}/bai-viet/{gone.slug}", f"{own}/thong-bao/chua-tung-co"]
    body = "".join(f'<p><a href="{each}">Xem</a></p>' for each in (*right, *broken))
    holder = make_article(site, "Tổng hợp", body_html=body)

    gaps = Desk(client, site, Role.AUTHOR).get("/completeness")["gaps"]

    told = [each for each in gaps if each["code"] == "broken_link"]
    assert {each["found"] for each in told} == set(broken)
    place = f"http://portal.test/authoring/v1/articles/{holder.id}#/body_html"
    assert {each["address"] for each in told} == {place}
