"""A code on paper leads to the page of a notice, where what holds now stands."""

from io import BytesIO
from pathlib import Path

import pytest
import segno
from flask.testing import FlaskClient

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from api.web import files
from api.web.prerendering.following import Copy
from tests.factories import NOON, make, make_article, make_site

UNKNOWN = "0197f0c2-0000-7000-8000-000000000001"


def drawn(text: str) -> bytes:
    """The code of a text, with the edge that cameras want."""
    found = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(found, kind="svg", xmldecl=False, nl=False, scale=5, border=4, light="#fff")
    return found.getvalue()


def test_it_leads_to_the_page_of_a_public_notice_alone(client: FlaskClient) -> None:
    site = make_site()
    notice = make("notice", site, title="Cúp điện")
    draft = make("notice", site, title="Bản nháp", published=False)
    address = f"/v1/notices/{notice.id}/qr.svg"

    answer = client.get(address)

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.data == drawn("http://portal.test/thong-bao/cup-dien")
    assert answer.headers["Surrogate-Key"] == f"{notice.id} site:yen-hoa"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(f"{address}?url=https://evil.test").status_code == 400
    for other in (draft.id, make_article(site).id, UNKNOWN):
        assert client.get(f"/v1/notices/{other}/qr.svg").status_code == 404
    commands.withdraw(notice, OPERATOR, NOON, Withdrawal("error"))
    assert client.get(address).status_code == 410


@pytest.mark.usefixtures("client")
def test_prerender_writes_it_and_takes_it_away(app, settings, tmp_path: Path) -> None:
    notice = make("notice", make_site(), title="Cúp điện")
    copy = Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)
    file = tmp_path / f"site/v1/notices/{notice.id}/qr.svg"

    copy.catch_up()
    written = file.read_bytes()
    commands.withdraw(notice, OPERATOR, NOON, Withdrawal("error"))
    copy.catch_up()

    assert written == drawn("http://portal.test/thong-bao/cup-dien")
    assert not file.exists()
    assert [*(tmp_path / "site/410").glob("*.svg")] == []
