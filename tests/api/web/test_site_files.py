"""The manifest and the icons are those of the host's site, made from its logo."""

import shutil
from io import BytesIO

import orjson
import pytest
from PIL import Image

from api.media import commands as media
from api.media.errors import ImageWorkerUnavailable
from api.media.images import site_icons
from api.media.sandbox import pool
from api.publishing import commands
from api.publishing.workflow import OPERATOR
from api.web import files, site_files
from api.web.prerendering.following import Copy
from tests.api.media import samples
from tests.api.web.conftest import FRONTEND
from tests.factories import NOON, make_site

SIZES = {"icons/192.png": 192, "icons/512.png": 512, "icons/maskable.png": 512,
         "apple-touch-icon.png": 180, "favicon.ico": 48}  # fmt: skip
LOUD = "CỔNG THÔNG TIN ĐIỆN TỬ XÃ ĐÔNG HÀ"
HOST = {"Host": "dongha.example.vn"}
RED = (200, 16, 46)
FRONT = {each: (FRONTEND / each).read_bytes() for each in site_files.NAMES}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def logo(width: int = 400, height: int = 100) -> bytes:
    return samples.encoded(Image.new("RGB", (width, height), RED), "PNG")


@pytest.fixture(autouse=True)
def nothing_drawn():
    site_files._icons.cache_clear()


@pytest.fixture
def red(app):
    """A site with a wide red logo."""
    site = make_site("dong-ha")
    kept = media.keep_image(logo(), NOON)
    media.keep_for(site.id, {kept.id: "logo.png"}, NOON)
    publish(site, {"media": kept.id, "alt": "Huy hiệu"})
    return site


def publish(site, logo) -> None:
    """Let the site have this logo."""
    content = {"slug": "dong-ha", "name": LOUD, "base_url": f"https://{HOST['Host']}"}
    commands.save(site, {**content, "logo": logo}, OPERATOR, NOON)
    commands.publish(site, OPERATOR, NOON)


@pytest.fixture
def icon(client):
    """Reads an icon of that site."""
    return lambda name: client.get(f"/{name}", headers=HOST).data


def test_a_logo_stands_whole_in_the_middle_of_each_icon() -> None:
    head, *data = site_icons.answer(logo())

    icons = {name: opened(each) for name, each in zip(orjson.loads(head), data, strict=True)}
    assert {name: icon.size for name, icon in icons.items()} == {
        name: (side, side) for name, side in SIZES.items()
    }
    assert icons["favicon.ico"].info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    for name, icon in icons.items():
        side = SIZES[name]
        assert icon.convert("RGB").getpixel((side // 2, side // 2)) == RED, name
        assert icon.convert("RGBA").getpixel((side // 2, 1)) != (*RED, 255), name
    # What a telephone may cut away, and what it would show as black, is white.
    for name in ("icons/maskable.png", "apple-touch-icon.png"):
        assert icons[name].mode == "RGB"
    green = icons["icons/maskable.png"].getchannel("G")
    left, _, right, _ = Image.eval(green, lambda value: 255 - value).getbbox()
    assert left > 0.1 * 512
    assert right < 0.9 * 512
    assert site_icons.answer(b"no picture") == [b"[]"]


def test_the_frontend_has_icons_for_a_portal_without_a_logo() -> None:
    for name, side in SIZES.items():
        assert opened(FRONT[name]).size == (side, side), name
    manifest = orjson.loads(FRONT["manifest.webmanifest"])
    named = {each["src"]: (each["sizes"], each["purpose"]) for each in manifest["icons"]}
    assert named == {
        "/icons/192.png": ("192x192", "any"),
        "/icons/512.png": ("512x512", "any"),
        "/icons/maskable.png": ("512x512", "maskable"),
    }


def test_each_host_has_its_own_name_and_icons(client, red) -> None:
    make_site("yen-hoa", name="Xã Yên Hòa", base_url="https://yenhoa.example.vn")
    hosts = {"red": HOST["Host"], "plain": "yenhoa.example.vn", "none": "localhost"}

    answers = {
        (which, name): client.get(f"/{name}", headers={"Host": host})
        for _ in range(2)
        for which, host in hosts.items()
        for name in site_files.NAMES
    }

    told = [answers[which, site_files.MANIFEST].json for which in hosts]
    assert told[0]["name"] == LOUD
    assert [each["short_name"] for each in told] == ["XÃ ĐÔNG HÀ", "Xã Yên Hòa", "Cổng xã"]
    assert {each["lang"] for each in told} == {"vi"}
    for name in SIZES:
        assert answers["red", name].data != FRONT[name]
        assert answers["plain", name].data == answers["none", name].data == FRONT[name]
    for (_, name), answer in answers.items():
        assert answer.status_code == 200
        assert answer.content_type == files.TYPES["." + name.rpartition(".")[2]]
        assert answer.headers["Cache-Control"].startswith("public, max-age=15")
        assert "Surrogate-Key" not in answer.headers
    known = {**HOST, "If-None-Match": answers["red", "favicon.ico"].headers["ETag"]}
    assert client.get("/favicon.ico", headers=known).status_code == 304


def test_a_logo_that_is_gone_is_shown_no_more(icon, red) -> None:
    assert icon("favicon.ico") != FRONT["favicon.ico"]

    publish(red, None)

    assert icon("favicon.ico") == FRONT["favicon.ico"]


def test_what_cannot_be_drawn_leaves_the_emblem_and_is_told(
    icon, red, settings, monkeypatch, caplog
) -> None:
    def unavailable(data: bytes, task: str) -> list[bytes]:
        raise ImageWorkerUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(pool, "ask", unavailable)
        assert icon("icons/192.png") == FRONT["icons/192.png"]
    assert "drawing icons of" in caplog.text
    shutil.rmtree(settings.media_dir / "private")

    assert icon("icons/192.png") == FRONT["icons/192.png"]


def test_a_site_written_as_files_has_them_too(app, red, settings, tmp_path) -> None:
    copy = Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)
    copy.catch_up()
    written = copy.site.folder.written

    copy.site.expect_all(copy._own, NOON)
    copy.site.write(60)

    told = {name: (tmp_path / "site" / name).read_bytes() for name in site_files.NAMES}
    assert orjson.loads(told["manifest.webmanifest"])["short_name"] == "XÃ ĐÔNG HÀ"
    assert {name: opened(told[name]).size[0] for name in SIZES} == SIZES
    assert told["favicon.ico"] != FRONT["favicon.ico"]
    assert copy.site.folder.written == written
