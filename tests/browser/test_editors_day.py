"""An editor's day with photos: sent, looked at before they are public, and published by another."""

import json
import time
from datetime import datetime
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from api.accounts import commands
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.media import samples
from tests.api.media.heic_samples import heic
from tests.api.publishing.authoring.desk import new_key
from tests.browser.checks import wait_until_shown
from tests.browser.conftest import Watched
from tests.factories import make_site

PLACE = {0x8825: {1: "N", 2: (18.0, 40.0, 0.0), 3: "E", 4: (105.0, 40.0, 0.0)}}
SLOWLY = 20_000
"""Bytes a second."""
FORM = (
    '--day\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\n'
    "Content-Type: application/octet-stream\r\n\r\n"
)


class Person:
    """Somebody with a token, who speaks to the server; each answer is as it must be."""

    def __init__(self, url: str, secret: str) -> None:
        self._host, self._secret = urlsplit(url).netloc, secret

    def call(self, method: str, path: str, said: Any = None, version: int | None = None) -> Any:
        """What a call brings."""
        match = {} if version is None else {"If-Match": f'"v{version}"'}
        sent = json.dumps(said).encode() if said is not None else b""
        return self._sent(method, path, [sent], {"Content-Type": "application/json", **match})

    def send(self, name: str, data: bytes, a_second: int | None = None) -> Any:
        """Put a photo into the library, in pieces of a tenth of a second where it is slow."""
        whole = FORM.format(name).encode() + data + b"\r\n--day--\r\n"
        step = a_second // 10 if a_second else len(whole)
        pieces = [whole[at : at + step] for at in range(0, len(whole), step)]
        form = {"Content-Type": "multipart/form-data; boundary=day"}
        return self._sent("POST", "/media", pieces, form, pause=0.1 if a_second else 0)

    def _sent(
        self, method: str, path: str, pieces: list[bytes], headers: Any, pause: float = 0
    ) -> Any:
        connection = HTTPConnection(self._host, timeout=60)
        connection.putrequest(method, f"/authoring/v1{path}")
        key = {"Idempotency-Key": new_key()} if method == "POST" else {}
        own = {"Authorization": f"Bearer {self._secret}", "Content-Length": sum(map(len, pieces))}
        for name, value in {**headers, **key, **own}.items():
            connection.putheader(name, str(value))
        connection.endheaders()
        for piece in pieces:
            connection.send(piece)
            time.sleep(pause)
        answer: HTTPResponse = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status < 300, body
        return json.loads(body or b"null")


@pytest.fixture
def secrets(database: str) -> dict[Role, str]:
    """The tokens of an editor and a publisher of the only site."""
    by: tuple[Any, datetime] = OPERATOR, clock.now()
    site, found = make_site(), {}
    for role in (Role.EDITOR, Role.PUBLISHER):
        account = commands.create_account(f"{role}@yenhoa.example", str(role), None, by)
        commands.grant(account, role, site.id, by)
        found[role] = commands.create_token(account, "Bàn làm việc", 1, by)[1]
    return found


def widths(page: Page) -> list[int]:
    """How wide each picture of the article is, once it is there; 0 where it is none."""
    pictures = page.locator("main figure img")
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode().catch(() => null)")
    return list(pictures.evaluate_all("all => all.map(image => image.naturalWidth)"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_photos_are_sent_looked_at_and_published_by_another(
    served, secrets, watched: Watched
) -> None:
    page, exif = watched.page, Image.Exif()
    exif.update(PLACE)
    noise = samples.encoded(Image.effect_noise((300, 200), 90), "JPEG", quality=95)
    with served() as server:
        mai, an = (Person(server.url, secrets[each]) for each in (Role.EDITOR, Role.PUBLISHER))
        placed = mai.send("IMG_1.JPG", samples.encoded(samples.picture(500), "JPEG", exif=exif))
        iphone = mai.send("IMG_2.HEIC", heic(1024, 512))
        slow = mai.send("cham.jpg", noise, SLOWLY)
        assert [each["code"] for each in placed["warnings"]] == ["photo_place_removed"]
        assert [each["kind"] for each in (placed, iphone, slow)] == ["image"] * 3

        body = "".join(
            f'<figure><img src="media:{each["id"]}" alt="Cầu"></figure>'
            for each in (placed, iphone, slow)
        )
        draft = mai.call("POST", "/articles", {"title": "Thông xe cầu", "body_html": body})
        at = f"/articles/{draft['id']}"
        link = mai.call("POST", f"{at}/preview-links", {})
        page.goto(link["url"])
        wait_until_shown(page)
        assert [width > 0 for width in widths(page)] == [True] * 3

        mai.call("DELETE", f"{at}/preview-links/{link['id']}")
        page.goto(link["url"])
        expect(page.get_by_role("heading", name="Không tìm thấy trang")).to_be_visible()
        draft = mai.call("POST", f"{at}/submission", {}, draft["version"])
        public = an.call("PUT", f"{at}/publication", {}, draft["version"])
        page.goto(public["live"]["url"])
        wait_until_shown(page)
        assert [width > 0 for width in widths(page)] == [True] * 3
