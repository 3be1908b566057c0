"""An editor may choose an address: it is live at the next publication, the old one leads on."""

from typing import Any

import pytest

from api.content_types import CONTENT_TYPES
from api.publishing import commands, editions
from api.publishing.content_type import content_type
from api.publishing.models import Document, Edition
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from tests.api.publishing.people import LATER, fresh
from tests.api.publishing.test_named import LEAST
from tests.factories import NOON, make, make_site

WITH_PAGES = [each.name for each in CONTENT_TYPES if each.folder and each.leaves_tombstone]


@pytest.fixture
def site(app: object) -> Document:
    return make_site()


def status(client: Any, document: Document, slug: str) -> tuple[int, str | None]:
    collection = content_type(document.type).collection
    answer = client.get(f"/v1/sites/yen-hoa/{collection}/{slug}")
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize("type_name", WITH_PAGES)
def test_a_chosen_address_is_live_at_the_next_publication(
    site: Document, client: Any, type_name: str
) -> None:
    document = make(type_name, site, **LEAST[type_name], slug="ten-dau")
    assert status(client, document, "ten-dau") == (200, None)

    commands.save(document, {**LEAST[type_name], "slug": "ten-sau"}, OPERATOR, NOON)
    assert status(client, document, "ten-sau")[0] == 404
    commands.publish(document, OPERATOR, LATER)

    assert status(client, document, "ten-sau") == (200, None)
    code, address = status(client, document, "ten-dau")
    assert (code, str(address).endswith("/ten-sau")) == (301, True)
    commands.save(document, LEAST[type_name], OPERATOR, LATER)
    commands.publish(document, OPERATOR, LATER)
    assert status(client, document, "ten-sau") == (200, None)


@pytest.mark.parametrize("type_name", WITH_PAGES)
def test_a_chosen_address_that_another_has_gets_a_number(site: Document, type_name: str) -> None:
    make(type_name, site, **LEAST[type_name], slug="gioi-thieu")

    assert make(type_name, site, **LEAST[type_name], slug="gioi-thieu").slug == "gioi-thieu-2"


@pytest.mark.parametrize("slug", ["Tên Xấu", "a--b", "", "a/b", "../a", "a" * 81])
def test_a_chosen_address_has_the_form_of_one(site: Document, slug: str) -> None:
    with pytest.raises(InvalidContent) as refusal:
        make("article", site, title="Tin", slug=slug)

    assert [(each.pointer, each.code) for each in refusal.value.errors] == [
        ("/slug", "invalid_slug")
    ]


@pytest.mark.parametrize(
    "type_name",
    [
        each.name
        for each in CONTENT_TYPES
        # A type that came later has no content of before.
        if each.upgrades and (each.name in WITH_PAGES or each.bundle.files)
    ],
)
def test_content_of_before_is_read_as_before(site: Document, type_name: str) -> None:
    handled = content_type(type_name)
    image = {"media": "a" * 40, "alt": None, "caption": None, "credit": None}
    old = {**handled.load({**LEAST[type_name], **dict.fromkeys(handled.bundle.files, image)})}
    old.pop("slug", None) if type_name != "site" else None
    old |= dict.fromkeys(handled.bundle.files, image)
    old |= dict.fromkeys(handled.bundle.html, f'<p>a</p><img src="media:{"a" * 40}" alt="">')
    edition = Edition(content=old, schema_version=1)

    now = editions.content(Document(type=type_name), edition)

    assert set(now) == set(handled.load(now))
    assert all('alt=""' not in now[field] for field in handled.bundle.html)
    assert all(now[field]["decorative"] is False for field in handled.bundle.files)
    assert fresh(site).version
