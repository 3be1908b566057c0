"""`congxa mirror` makes a folder identical to a portal, and keeps it so."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

import apsw
import orjson
from flask import Flask

from api.publishing.models import Counter
from api.publishing.queries import get_document, head_seq
from api.runtime import change_signal
from tests.api.syndication.test_never_stale import rewrite
from tests.api.tools.conftest import Mirror
from tests.api.tools.portals import Exchange, Proxy
from tests.api.tools.world import World, files_in, media_of, objects_of
from tests.factories import make_article


def is_identical(app: Flask, folder: Path) -> bool:
    return files_in(folder) == objects_of(app) | media_of(app)


def test_it_holds_each_object_and_each_media_file(app, world: World, sync: Mirror, folder) -> None:
    done = sync()

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Identical: 11 objects; 11 written, 0 removed.\n"
    assert is_identical(app, folder)
    assert len(media_of(app)) > 2


def test_it_writes_only_what_changed(app, world: World, sync: Mirror, folder: Path) -> None:
    sync()
    world.rename(world.plain[0], "Bài sửa")
    make_article(world.site, "Bài mới")

    done = sync()

    assert done.stdout == "Identical: 12 objects; 2 written, 0 removed.\n"
    assert is_identical(app, folder)


def test_it_removes_what_was_withdrawn_and_the_files_that_only_it_named(
    app, world: World, sync: Mirror, folder: Path
) -> None:
    sync()
    held = media_of(app)
    world.withdraw(world.shown)

    done = sync()

    assert done.stdout == "Identical: 10 objects; 0 written, 1 removed.\n"
    assert is_identical(app, folder)
    assert media_of(app).keys() < held.keys()


def test_it_says_what_the_portal_says_of_a_site_that_it_does_not_know(sync: Mirror) -> None:
    done = sync("--site", "khong-co")

    told = "congxa: the change feed: the portal answers 404: There is no site of this name here."
    assert (done.exit_code, done.stderr) == (1, f"{told}\n")


def test_f35_it_finds_words_that_were_put_back_under_the_same_number(
    app, world: World, sync: Mirror, folder: Path
) -> None:
    sync()
    rewrite(get_document(world.plain[0].id), "Bài 0", "Lời khác")
    app.extensions["cache"]._entries.clear(head_seq())  # As a new start would.

    first, second = sync(), sync()

    assert (first.exit_code, second.exit_code) == (1, 0)
    assert first.stderr.startswith("warning: NOT IDENTICAL: the portal has 11 objects")
    assert first.stdout == "Identical: 11 objects; 1 written, 0 removed.\n"
    assert is_identical(app, folder)


def test_f35_a_copy_of_before_rows_had_hashes_begins_anew_and_keeps_what_is_the_same(
    app, world: World, sync: Mirror, folder: Path
) -> None:
    sync()
    with apsw.Connection(str(folder / "mirror.db")) as base:
        base.execute("ALTER TABLE object DROP COLUMN hash")
        (state,) = base.execute("SELECT json FROM state").fetchone()
        held = orjson.loads(state)
        _form, *rest = orjson.loads(urlsafe_b64decode(held["cursor"] + "=="))
        held["cursor"] = urlsafe_b64encode(orjson.dumps(rest)).decode().rstrip("=")
        base.execute("UPDATE state SET json = ?", (orjson.dumps(held).decode(),))
    base.close()

    done = sync()

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Identical: 11 objects; 0 written, 0 removed.\n"
    assert is_identical(app, folder)


def test_it_follows_a_site_or_some_types_alone(app, world: World, sync: Mirror, folder) -> None:
    done = sync("--site", "yen-hoa", "--type", "notice", "--type", "page")

    assert done.exit_code == 0
    assert {name.split("/")[0] for name in files_in(folder)} == {"notice", "page", "media"}


def test_it_refuses_a_folder_that_holds_something_else(sync: Mirror, folder: Path) -> None:
    sync()

    other = sync("--site", "yen-hoa")

    assert other.exit_code == 1
    assert other.stderr.startswith("congxa: this folder holds a copy of something else: http://")


def test_it_refuses_a_folder_with_files_that_are_not_its_own(sync: Mirror, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")

    done = sync()

    assert done.exit_code == 1
    assert "is not empty and holds no copy of a portal" in done.stderr
    assert [each.name for each in folder.iterdir()] == ["notes.txt"]


def restore() -> None:
    """Give the portal another life, in which no cursor of the one before is known."""
    Counter.update(epoch="f" * 16).execute()
    change_signal.announce(head_seq(), "f" * 16)


def test_after_a_restore_it_compares_all_and_keeps_what_is_the_same(
    app, world: World, proxy: Proxy, sync: Mirror, folder: Path
) -> None:
    sync()
    kept = folder / f"article/{world.plain[1].id}.json"
    lost = folder / f"article/{world.plain[0].id}.json"
    before = kept.stat()
    world.withdraw(world.plain[0])
    restore()
    seen: list[bool] = []
    proxy.faults.append(lambda exchange: seen.append(lost.exists()))

    done = sync()

    assert done.stdout == "Identical: 10 objects; 0 written, 1 removed.\n"
    assert is_identical(app, folder)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(seen) > 1
    assert all(seen), "nothing is removed before the portal has told all"


def test_it_says_a_wrong_digest_loudly_and_compares_all_once_more(
    app, proxy: Proxy, sync: Mirror, folder: Path
) -> None:
    def lie(exchange: Exchange) -> None:
        if exchange.is_page and (page := exchange.json)["digest"]:
            page["digest"]["hash"] = "0" * 32
            exchange.json = page

    proxy.faults.append(lie)

    done = sync()

    assert done.exit_code == 1
    assert "warning: NOT IDENTICAL: the portal has 11 objects (00000000…)" in done.stderr
    assert done.stderr.endswith(
        "congxa: the copy is NOT identical to the portal, though everything was compared anew\n"
    )
    assert [each for each in proxy.asked if "changes" in each] == ["/v1/changes?limit=200"] * 2
    assert is_identical(app, folder)


def test_it_repairs_a_copy_that_is_not_identical_and_tells_it(
    app, world: World, proxy: Proxy, sync: Mirror, folder: Path
) -> None:
    def hide(exchange: Exchange) -> None:
        if exchange.is_page:
            page = exchange.json
            page["items"] = [row for row in page["items"] if row["id"] != str(world.plain[0].id)]
            exchange.json = page

    proxy.faults.append(hide)
    sync()
    proxy.faults.clear()

    first, second = sync(), sync()

    assert first.exit_code == 1
    assert first.stderr.startswith("warning: NOT IDENTICAL: the portal has 11 objects")
    assert first.stdout == "Identical: 11 objects; 1 written, 0 removed.\n"
    assert (second.exit_code, second.stderr) == (0, "")
    assert is_identical(app, folder)


def test_it_finds_out_that_a_tombstone_was_kept_from_it(
    app, world: World, proxy: Proxy, sync: Mirror, folder: Path
) -> None:
    sync()
    world.withdraw(world.plain[0])

    def hide(exchange: Exchange) -> None:
        if exchange.is_page and "cursor" in exchange.query:
            exchange.json = exchange.json | {"items": []}

    proxy.faults.append(hide)

    done = sync()

    assert done.exit_code == 1
    assert done.stderr.startswith("warning: NOT IDENTICAL: the portal has 10 objects")
    assert done.stdout == "Identical: 10 objects; 0 written, 1 removed.\n"
    assert is_identical(app, folder)
