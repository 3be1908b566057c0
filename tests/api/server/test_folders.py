"""Folders are looked at before anything begins: one line names the setting, and status 78."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api import folders, installation
from api.db import databases
from api.media.models import MediaUse
from api.places import frontend
from api.runtime.ids import new_id
from api.setting.database_url import is_sqlite_url
from api.settings import Settings, SettingsError, load
from tests import serving


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose folders are not there yet."""
    return load(
        {
            "CONGXA_DATABASE_URL": f"sqlite:///{tmp_path}/data/congxa.db",
            "CONGXA_MEDIA_DIR": str(tmp_path / "media"),
            "CONGXA_STATE_DIR": str(tmp_path / "state"),
        }
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A frontend of one's own."""
    return Path(shutil.copytree(frontend(), tmp_path / "pages"))


def test_it_makes_what_is_missing(settings: Settings, tmp_path: Path) -> None:
    folders.make(settings)

    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"data", "media", "state"}
    folders.require(settings)


@pytest.mark.parametrize(
    ("attribute", "name"), [("media_dir", "CONGXA_MEDIA_DIR"), ("state_dir", "CONGXA_STATE_DIR")]
)
@pytest.mark.parametrize("folder", ["/proc", "/proc/congxa", "{}/file", "{}/file/below"])
def test_it_names_the_setting_of_a_folder_that_cannot_be_written(
    settings: Settings, tmp_path: Path, attribute: str, name: str, folder: str
) -> None:
    (tmp_path / "file").touch()
    place = Path(folder.format(tmp_path))

    with pytest.raises(SettingsError, match=f"^{name}: {place}.* cannot be used: "):
        folders.make(replace(settings, **{attribute: place}))


def test_it_names_the_setting_of_a_database_that_cannot_be_there(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"^CONGXA_DATABASE_URL: /proc cannot be used: "):
        folders.make(replace(settings, database_url="sqlite:////proc/congxa.db"))


@pytest.mark.parametrize("part", ["private", "incoming", "public"])
def test_a_part_of_media_that_is_no_folder_is_told(settings: Settings, part: str) -> None:
    folders.make(settings)
    (settings.media_dir / part).rmdir()
    (settings.media_dir / part).touch()

    with pytest.raises(SettingsError, match=f"^CONGXA_MEDIA_DIR: .*{part} cannot be used: "):
        folders.make(settings)


def test_a_frontend_has_its_pages_and_they_have_their_slots(pages: Path) -> None:
    folders.check_frontend(pages)

    (pages / "contact.html").unlink()  # A deployer may leave a page out.
    folders.check_frontend(pages)
    for html in sorted(pages.glob("*.html")):
        whole = html.read_text("utf-8")
        html.write_text(whole.replace("<main", "<section").replace("</main", "</section"), "utf-8")
        with pytest.raises(SettingsError, match=f"^CONGXA_FRONTEND_DIR: {html} has no .* main$"):
            folders.check_frontend(pages)
        html.write_text(whole, "utf-8")
    module = pages / "lib" / "dates.js"
    module.write_text("export default 1;\n" + (whole := module.read_text("utf-8")), "utf-8")
    with pytest.raises(
        SettingsError, match=r"^CONGXA_FRONTEND_DIR: .*pages/lib/dates\.js:1: a form"
    ):
        folders.check_frontend(pages)
    module.write_text(whole, "utf-8")
    for needed in ("preview", "index"):  # To these the API itself leads.
        (pages / f"{needed}.html").unlink()
        with pytest.raises(
            SettingsError, match=rf"^CONGXA_FRONTEND_DIR: there is no .*{needed}\.html$"
        ):
            folders.check_frontend(pages)


@pytest.mark.parametrize(
    ("path", "source", "why"),
    [
        ("pages.js", b"let {", r"pages\.js:1: variable name expected"),
        ("pages.js", b"null.x;", "TypeError"),
        ("i18n/en.json", None, r"i18n/en\.json: there is no such file"),
        ("i18n/vi.json", b"{", "SyntaxError"),
        ("styles/menu.css", None, r"styles/menu\.css: there is no such file"),
        ("desk/styles/list.css", None, r"desk/styles/list\.css: there is no such file"),
    ],
)
def test_a_frontend_that_cannot_be_put_together_is_told(
    pages: Path, path: str, source: bytes | None, why: str
) -> None:
    if source is None:
        (pages / path).unlink()
    else:
        (pages / path).write_bytes(source)

    with pytest.raises(SettingsError, match=rf"^CONGXA_FRONTEND_DIR: .*{why}"):
        folders.check_frontend(pages)


def test_serve_looks_at_the_frontend_before_it_makes_anything(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_FRONTEND_DIR=str(tmp_path / "absent"))

    for command in ("serve", "demo"):
        done = serving.congxa(environ, command, check=False)

        assert done.returncode == 78
        assert done.stderr == (
            f"congxa: CONGXA_FRONTEND_DIR: there is no {tmp_path}/absent/index.html\n"
        )
    assert {path.name for path in tmp_path.iterdir()} == {"congxa.env"}


@pytest.fixture
def portal(settings: Settings, database_url: str, tmp_path: Path) -> Settings:
    """A portal that had its folders, of which none is where the settings say."""
    for file in tmp_path.glob("data/*"):
        file.chmod(0o600)
    return replace(settings, database_url=database_url)


MAKERS = (installation.reserve, installation.to_serve, installation.to_fill,
          installation.to_migrate)  # fmt: skip


@pytest.mark.parametrize("make", MAKERS)
def test_a_portal_that_shows_photos_is_not_opened_without_their_folder(
    portal: Settings, make: Callable[[Settings], object]
) -> None:
    databases.connect(portal.database_url)
    MediaUse.insert(document=new_id(), media="ab" * 20 + ".jpg").execute()
    databases.close()
    portal.state_dir.mkdir()

    with pytest.raises(SettingsError, match=r"^CONGXA_MEDIA_DIR: there is no folder .*/media$"):
        make(portal)

    assert not portal.media_dir.exists()
    portal.media_dir.mkdir()
    installation.make_folders(portal)


@pytest.mark.parametrize("make", MAKERS)
def test_a_sqlite_file_is_not_opened_without_its_folder_of_state(
    settings: Settings, sqlite_template: Path, make: Callable[[Settings], object]
) -> None:
    data = settings.state_dir.parent / "data"
    shutil.copytree(sqlite_template, data)
    for file in data.iterdir():
        file.chmod(0o600)

    for absent in ("nothing", "congxa-views.db"):
        (data / absent).unlink(missing_ok=True)
        with pytest.raises(SettingsError, match=r"^CONGXA_STATE_DIR: there is no folder .*/state$"):
            make(settings)

    assert not settings.state_dir.exists()
    assert not settings.media_dir.exists()


def test_a_portal_without_photos_needs_no_folder_of_them(portal: Settings) -> None:
    portal.state_dir.mkdir()

    installation.make_folders(portal)

    assert portal.media_dir.is_dir()


def test_a_node_more_of_a_server_begins_without_a_state(
    portal: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    if is_sqlite_url(portal.database_url):
        portal = replace(portal, database_url=f"sqlite:///{portal.media_dir}/../new.db")
    caplog.set_level("INFO")

    installation.make_folders(portal)

    assert portal.state_dir.is_dir()
    said = f"this node of the portal is new: its state is in {portal.state_dir}"
    assert caplog.messages == ([] if is_sqlite_url(portal.database_url) else [said])
