"""A link to where a site has never linked before is seen before it is public."""

from typing import Any

import pytest

from api.publishing import commands
from api.publishing.checks.gates import findings
from api.publishing.content_type import content_type
from api.publishing.errors import GateFailed
from api.publishing.live.models import LinkedHost
from api.publishing.live.projection import Release
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from tests.api.publishing.people import ERROR, LATER, person, publisher
from tests.api.publishing.test_named import LEAST
from tests.factories import NOON, make, make_site

HOST = "nha-cai.example"


@pytest.fixture
def site(database: str) -> Document:
    return make_site(base_url="https://yenhoa.vn")


def linking(*addresses: str) -> str:
    return "".join(f'<p><a href="{each}">Xem</a></p>' for each in addresses)


def draft(site: Document, type_name: str = "article", **content: Any) -> Document:
    content = {**LEAST[type_name], **content}
    return commands.create(type_name, site.id, content, (person(site, Role.AUTHOR), NOON))


def flagged(document: Document) -> dict[str | None, str]:
    """What is said of new hosts, by place."""
    told = findings(document, LATER)
    return {each.pointer: each.detail for each in told if each.code == "new_link_host"}


def test_t60_a_host_never_linked_to_before_is_flagged_until_it_is_public(site: Document) -> None:
    boss, first = publisher(site), draft(site, body_html=linking(f"https://{HOST}/a"))
    again = draft(site, body_html=linking(f"http://{HOST.upper()}:8080/b"))
    assert list(flagged(first).values()) == [
        f"This links to “{HOST}”, to which nothing here has linked before."
    ]
    with pytest.raises(GateFailed):
        commands.publish(first, boss, NOON)
    assert flagged(again)

    commands.publish(first, boss, NOON, Release(frozenset({"new_link_host"})))
    assert flagged(again) == {}
    commands.withdraw(first, boss, NOON, ERROR)

    assert flagged(again) == {}
    assert [(each.site, each.host) for each in LinkedHost.select()] == [(site.id, HOST)]


def test_t60_fifty_articles_of_one_account_carry_the_warning_each(site: Document) -> None:
    writer = person(site, Role.PUBLISHER)
    for number in range(50):
        body = linking(f"https://{number}.{HOST}/")
        content = {**LEAST["article"], "body_html": body}
        article = commands.create("article", site.id, content, (writer, NOON))
        assert flagged(article)
        with pytest.raises(GateFailed):
            commands.publish(article, person(site, Role.PUBLISHER, "other"), NOON)

    assert LinkedHost.select().count() == 0


def test_t66_every_field_that_leads_somewhere_is_looked_at(site: Document) -> None:
    away = f"https://{HOST}/"
    article = draft(site, source={"name": "Báo", "url": away}, body_html=linking(away))
    banner = commands.create(
        "banner", site.id,
        resolved("banner", link=away), (OPERATOR, NOON),
    )  # fmt: skip
    social = [{"name": "Zalo", "url": "https://zalo.me/1"}, {"name": "Tải", "url": away}]
    commands.save(site, {"slug": "yen-hoa", "name": "Xã", "social": social}, OPERATOR, NOON)

    assert [*flagged(article)] == ["/source/url"]
    assert [*flagged(banner)] == ["/link"]
    assert [*flagged(site)] == ["/social/0/url", "/social/1/url"]


def resolved(type_name: str, **content: Any) -> dict[str, Any]:
    """Content whose picture was looked up before."""
    image = {"media": "a" * 40, "alt": "Cầu"}
    loaded = content_type(type_name).load({**LEAST[type_name], "image": image, **content})
    loaded.is_resolved = True
    return loaded


def test_hosts_of_the_state_and_of_the_portal_are_free(site: Document) -> None:
    free = ("https://dichvucong.gov.vn/a", "https://yenhoa.vn/b", "http://portal.test/c")
    body = linking(*free, "mailto:a@nha-cai.example", "tel:02383870123")
    looks_like = linking("https://gov.vn.evil.example/", "https://yenhoa.vn.evil.example/")

    assert flagged(draft(site, body_html=body)) == {}
    assert len(flagged(draft(site, body_html=looks_like))) == 2


def test_what_another_commune_links_to_is_new_here(site: Document) -> None:
    make("article", make_site("yen-trung"), title="Tin", body_html=linking(f"https://{HOST}/"))

    assert flagged(draft(site, body_html=linking(f"https://{HOST}/")))
