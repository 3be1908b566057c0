"""A site as files: what is public, and nothing of what no longer is."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import time_machine

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import old_urls
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.runtime.errors import SiteRequired
from api.static_site import prerender
from api.web import files
from api.web.prerendering import addresses, standing_in
from api.web.prerendering.folder import ASIDE, MANIFEST, NotOurs
from api.web.prerendering.following import Copy
from api.web.prerendering.site import Prerendered
from tests import nginx
from tests.api.delivery.world import at, rename, revise
from tests.api.web.conftest import FRONTEND
from tests.factories import make_article, make_site
from tests.serving import free_port

ROOT = FRONTEND.parent
GUIDE = (ROOT / "docs/integrate/web.md").read_text("utf-8")
NAMED = r"joined/([\w-]+\.[0-9a-f]{16}\.js)"
OLD = ["/?tabid=77&id=9", "/tin-t%E1%BB%A9c/b%C3%A0i-1.html", "/../../Default.aspx?ItemID=9"]


@pytest.fixture
def article(site):
    """An article that had another address here, and two on the former portal."""
    article = make_article(site, "Khánh thành cầu")
    old_urls.replace(article, OLD)
    rename(article, "cau-da", at(0))
    return article


@pytest.fixture
def copy(app, settings, article, tmp_path: Path) -> Copy:
    """The site of the article, written once."""
    copy = Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)
    copy.catch_up()
    return copy


def nameless(page: str) -> str:
    """A page whose script has no name: it is told where the API is, and so it is another one."""
    return re.sub(NAMED, "joined/script.js", page)


def in_copy(page: str, folder: str) -> str:
    """A page with room for what nginx says in it."""
    return standing_in.with_room(nameless(page).encode(), folder).decode()


def names(folder: Path) -> set[str]:
    """Every file of a folder by its path in it."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def names_of_fresh(app, settings, folder: Path) -> set[str]:
    """The files of the same site in a new folder."""
    Copy(app.wsgi_app, files.read(settings.frontend_dir), folder, None).catch_up()
    return names(folder)


def withdraw(article, why: str = "error") -> None:
    commands.withdraw(get_document(article.id), OPERATOR, at(1), Withdrawal(why, "Sai số liệu."))


def test_t63_a_byte_that_somebody_changed_is_seen_and_healed(copy, tmp_path: Path) -> None:
    page, style = (tmp_path / "site" / name for name in ("index.html", "robots.txt"))
    before = page.read_bytes(), style.read_bytes()
    page.write_bytes(before[0].replace(b"<title>", b"<title>!", 1))
    style.unlink()
    copy.catch_up()  # Nothing is new, so nothing is looked at.
    spoilt = page.read_bytes()

    seen = copy.look_through()
    copy.catch_up()

    assert spoilt != before[0]
    assert sorted(seen) == ["index.html", "robots.txt"]
    assert (page.read_bytes(), style.read_bytes()) == before
    assert copy.look_through() == []


def test_t63_a_file_that_somebody_added_is_seen_and_out_of_reach(copy, tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.html").write_text("Bí mật")
    (folder / "bai-viet/la.html").write_text("Lạ")
    (folder / "ngoai").symlink_to(outside)
    (folder / ".well-known/acme-challenge").mkdir()
    (folder / ".well-known/acme-challenge/abc").touch()

    seen = copy.look_through()

    assert sorted(seen) == ["bai-viet/la.html", "ngoai"]
    assert not (folder / "bai-viet/la.html").exists()
    assert not (folder / "ngoai").is_symlink()
    assert (folder / ASIDE / "bai-viet/la.html").read_text() == "Lạ"
    assert (folder / ASIDE).stat().st_mode & 0o077 == 0
    assert (outside / "secret.html").is_file()
    assert (folder / ".well-known/acme-challenge/abc").is_file()
    assert copy.look_through() == []


def test_t63_a_single_run_names_what_it_heals_and_ends_with_three(
    app, copy, runner, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("api.create_app", lambda: app)
    page = tmp_path / "site/bai-viet/cau-da/index.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"</body>", b"<script src=//evil.example></script></body>"))

    healed, after = (runner.invoke(prerender, [str(tmp_path / "site")]) for _ in range(2))

    assert (healed.exit_code, after.exit_code) == (3, 0)
    assert "healed: bai-viet/cau-da/index.html" in healed.output
    assert page.read_bytes() == before


def test_t63_a_script_of_older_pages_that_was_changed_goes(copy, tmp_path: Path) -> None:
    folder = copy.site.folder
    for name in ("joined/home.0123456789abcdef.js", "joined/page.0123456789abcdef.js"):
        folder.put(name, b"old()")
    (tmp_path / "site/joined/home.0123456789abcdef.js").write_text("evil()")

    copy.look_through()
    copy.catch_up()

    assert not (tmp_path / "site/joined/home.0123456789abcdef.js").exists()
    assert (tmp_path / "site/joined/page.0123456789abcdef.js").is_file()


def test_each_page_is_what_the_application_answers(copy, visit, tmp_path: Path) -> None:
    folder = tmp_path / "site"

    for path in ("/", "/bai-viet/cau-da", "/thong-bao", "/lich-lam-viec", "/tim-kiem"):
        written = (folder / path.lstrip("/") / "index.html").read_text("utf-8")
        assert nameless(written) == in_copy(visit(path).html, "")
        english = (folder / "en" / path.lstrip("/") / "index.html").read_text("utf-8")
        assert nameless(english) == in_copy(visit(f"{path}?lang=en").html, "/en")
        (script,) = set(re.findall(NAMED, written))
        assert 'apiOrigin: "http' in (folder / "joined" / script).read_text("utf-8")
    for name in ("robots.txt", "sitemap.xml", "sitemap-articles-1.xml", "lib/html.js"):
        assert (folder / name).is_file(), name
    assert "Không tìm thấy" in (folder / "404.html").read_text("utf-8")
    assert 'apiOrigin: "http' in (folder / "config.js").read_text("utf-8")
    assert not {name for name in names(folder) if name.startswith(("desk/", "bai-viet/khanh"))}


def test_what_moved_is_a_line_for_nginx(copy, tmp_path: Path) -> None:
    lines = (tmp_path / "site" / "moved.map").read_text("utf-8").splitlines()

    assert lines == [
        f'"{old}" "/bai-viet/cau-da";' for old in sorted([*OLD, "/bai-viet/khanh-thanh-cau"])
    ]


def test_what_is_withdrawn_leaves_the_folder_and_says_why(copy, article, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    withdraw(article)

    assert copy.catch_up()

    assert not (folder / "bai-viet").exists()
    assert not (folder / "en/bai-viet").exists()
    assert "cau-da" not in (folder / "index.html").read_text("utf-8")
    assert not (folder / "sitemap-articles-1.xml").exists()
    assert (folder / "moved.map").read_text("utf-8") == ""
    gone = re.findall(r'^"(.*)" "/(.*)";$', (folder / "gone.map").read_text("utf-8"), re.M)
    assert {path for path, _ in gone} == {*OLD, "/bai-viet/khanh-thanh-cau", "/bai-viet/cau-da"}
    for _, file in gone:
        assert "Sai số liệu." in (folder / file).read_text("utf-8")


def test_it_writes_what_comes_and_only_that(copy, site, tmp_path: Path) -> None:
    copy.site.folder.written = 0
    assert not copy.catch_up()
    make_article(site, "Hội thao")

    assert copy.catch_up()

    assert (tmp_path / "site/bai-viet/hoi-thao/index.html").is_file()
    assert 0 < copy.site.folder.written < len(names(tmp_path / "site")) / 2
    assert not copy.catch_up()


def test_what_changed_itself_is_written_before_what_lists_it(copy, article, site) -> None:
    for number in range(8):
        make_article(site, f"Tin {number}")
    copy.catch_up()
    asked, order = copy.site.ask, list[str]()

    def ask(path: str):
        order.append(path)
        return asked(path)

    copy.site.ask = ask
    withdraw(article)
    make_article(site, "Hội thao")
    copy.catch_up()

    listing = [order.index(f"/bai-viet/tin-{number}") for number in range(8)]
    assert max(order.index(f"/bai-viet/{slug}") for slug in ("cau-da", "hoi-thao")) < min(listing)


def test_f27_what_is_withdrawn_goes_while_much_else_is_yet_to_be_written(
    app, settings, article, site, tmp_path: Path
) -> None:
    for number in range(8):
        make_article(site, f"Tin {number}")
    folder = tmp_path / "site"
    Copy(app.wsgi_app, files.read(settings.frontend_dir), folder, None).catch_up()
    copy = Copy(app.wsgi_app, files.read(settings.frontend_dir), folder, None)
    asked, order = copy.site.ask, list[str]()
    # The time of each call is over with its first page.
    while "/" not in copy.site._tags:
        copy.catch_up(0)
    withdraw(article)
    make_article(site, "Hội thao")

    copy.site.ask = lambda path: order.append(path.partition("?")[0]) or asked(path)
    while copy.catch_up(1e-9):
        pass

    listing = [order.index(f"/bai-viet/tin-{number}") for number in range(8)]
    assert max(order.index(f"/bai-viet/{slug}") for slug in ("cau-da", "hoi-thao")) < min(listing)
    assert order.index("/") < min(listing)
    assert len([path for path in order if path == "/bai-viet/tin-3"]) == 2
    assert names(folder) == names_of_fresh(app, settings, tmp_path / "fresh")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_waits_is_not_put_off_by_what_comes(copy, site) -> None:
    for number in range(4):
        make_article(site, f"Tin {number}")
    copy.catch_up()
    asked, order = copy.site.ask, list[str]()
    copy.site.ask = lambda path: order.append(path) or asked(path)

    at_once = len([*addresses.foremost(copy.site.pages)])
    for number in range(6):
        make_article(site, f"Hội thao {number}")
        for _ in range(at_once + 2):
            copy.catch_up(0)

    assert "/bai-viet/tin-0" in order


def test_another_day_is_another_week_in_every_page(copy, app, tmp_path: Path) -> None:
    page = tmp_path / "site/lich-lam-viec/index.html"
    before = page.read_text("utf-8")

    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert copy.catch_up()

    assert page.read_text("utf-8") != before


def test_what_a_killed_run_has_left_is_taken_away_once_it_is_withdrawn(
    app, settings, article, tmp_path: Path, monkeypatch
) -> None:
    folder, frontend = tmp_path / "site", files.read(settings.frontend_dir)
    # Killed before it could note what it has written.
    monkeypatch.setattr(Prerendered, "_finish", lambda self: None)
    Copy(app.wsgi_app, frontend, folder, None).catch_up()
    monkeypatch.undo()
    assert (folder / "bai-viet/cau-da/index.html").is_file()
    withdraw(article)

    Copy(app.wsgi_app, frontend, folder, None).catch_up()

    assert not (folder / "bai-viet/cau-da/index.html").exists()


def test_what_cannot_be_asked_keeps_its_file(copy, article, tmp_path: Path) -> None:
    page = tmp_path / "site/bai-viet/cau-da/index.html"
    asked = copy.site.ask
    copy.site.ask = lambda path: asked(path)._replace(status=503)
    rename(article, "cau-moi", at(2))

    copy.catch_up()

    assert page.is_file()
    assert "/bai-viet/cau-da" in copy.site.failed
    copy.site.ask = asked
    copy.catch_up()
    assert not copy.site.failed
    assert not page.exists()


def test_it_takes_no_folder_in_which_something_else_is(
    app, site, runner, tmp_path: Path, monkeypatch
) -> None:
    frontend = files.read(FRONTEND)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/photo.jpg").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / MANIFEST).write_text("congxa prerender xa-khac\n")

    for folder, why in (("mine", "is not empty"), ("other", "holds the site xa-khac")):
        with pytest.raises(NotOurs, match=why):
            Copy(app.wsgi_app, frontend, tmp_path / folder, None)
    make_site("dong-ha", name="Xã Đông Hà")
    with pytest.raises(SiteRequired):
        Copy(app.wsgi_app, frontend, tmp_path / "new", None)

    monkeypatch.setattr("api.create_app", lambda: app)
    done = runner.invoke(prerender, [str(tmp_path / "new")])

    assert (done.exit_code, "--site" in done.output) == (2, True)
    assert not (tmp_path / "new").exists()


def test_one_process_at_a_time_writes_into_a_folder(app, site, tmp_path: Path) -> None:
    frontend, folder = files.read(FRONTEND), tmp_path / "site"
    hold = (
        "from api.runtime.disk.locks import hold; import pathlib, sys; hold(pathlib.Path('.lock'))"
    )
    folder.mkdir()
    command = [sys.executable, "-c", f"{hold}; print(flush=True); sys.stdin.read()"]
    with subprocess.Popen(
        command, stdin=PIPE, stdout=PIPE, cwd=folder, env={"PYTHONPATH": str(ROOT)}
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"\n"
        with pytest.raises(NotOurs, match=f"process {other.pid} writes into"):
            Copy(app.wsgi_app, frontend, folder, None)
        other.kill()

    Copy(app.wsgi_app, frontend, folder, None).catch_up()

    assert (folder / "index.html").exists()


def test_a_site_whose_address_shows_another_is_not_written(
    app, copy, runner, tmp_path: Path, monkeypatch
) -> None:
    make_site("dong-ha", name="Xã Đông Hà")
    monkeypatch.setattr("api.create_app", lambda: app)

    done = runner.invoke(prerender, [str(tmp_path / "new"), "--site", "dong-ha"])

    assert (done.exit_code, "are the pages of yen-hoa" in done.output) == (1, True)
    assert names(tmp_path / "new") == {MANIFEST, ".lock"}
    copy.catch_up()
    assert (tmp_path / "site/bai-viet/cau-da/index.html").is_file()


def test_a_site_that_moves_while_it_is_followed_keeps_its_files(
    app, settings, article, site, tmp_path: Path
) -> None:
    revise(site, at(1), base_url="https://cu.example.vn")
    copy = Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)
    copy.catch_up()
    before = names(tmp_path / "site")

    revise(site, at(3), base_url="https://moi.example.vn")
    copy.catch_up()

    assert names(tmp_path / "site") == before
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert 'rel="canonical" href="https://moi.example.vn/"' in home


def test_what_is_withdrawn_goes_even_while_something_cannot_be_asked(
    app, settings, copy, article, tmp_path: Path, monkeypatch
) -> None:
    page = tmp_path / "site/bai-viet/cau-da/index.html"
    withdraw(article)
    again = Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)
    asked = again.site.ask
    again.site.ask = lambda path: asked(path)._replace(status=503) if path == "/" else asked(path)

    again.catch_up()

    assert again.site.failed.keys() == {"/"}
    assert (tmp_path / "site/index.html").is_file()
    assert not page.exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nginx_set_up_by_the_guide_sends_each_with_its_status(
    copy, article, tmp_path: Path
) -> None:
    make_article(get_document(article.site), "Hội thao")
    withdraw(article)
    copy.catch_up()
    config = GUIDE[GUIDE.index("map_hash_bucket_size") :].split("```")[0]

    gone, found = (*OLD[:2], "/bai-viet/cau-da"), ("/", "/bai-viet/hoi-thao", "/?lang=en")
    hidden = ("/khong-co", "/gone.map", f"/{MANIFEST}")

    with nginx.sending(tmp_path / "site", free_port(), config) as address:
        asked = {path: answer(address + path) for path in (*gone, *found, *hidden)}

    for paths, status in ((gone, 410), (found, 200), (hidden, 404)):
        assert {path: asked[path][0] for path in paths} == dict.fromkeys(paths, status)
    assert [path for path in gone if "Sai số liệu." not in asked[path][1]] == []
    assert "Không tìm thấy" in asked["/khong-co"][1]
    assert ('lang="vi"' in asked["/"][1], 'lang="en"' in asked["/?lang=en"][1]) == (True, True)


def answer(url: str) -> tuple[int, str]:
    try:
        with urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
