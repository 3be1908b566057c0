"""What people do with a product they have just got, step by step."""

import gzip
import json
import os
import re
import shutil
import signal
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.fresh.pages import open_every_page
from tests.fresh.product import URL, Product, ask, public_answers

SILENCE_SECONDS = 35
ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (`congxa [^|]*)", re.MULTILINE)
_COMMAND = re.compile(r"`(?:congxa )?([a-z]+)")
_CHANGING = {"site", "withdraw", "republish", "trash", "recover", "purge", "configure"}
"""Commands that are meant to change what is public."""

Step = Callable[[Product], None]


class Memory:
    """What one step leaves for a later one."""

    answers: dict[str, str]


def demo_shows_its_home_page(product: Product) -> None:
    """`congxa demo` in an empty folder shows `/`."""
    product.start()
    home = ask("/")
    assert home.status == 200
    assert "Yên Hòa" in home.body.decode()
    assert "<h1" in home.body.decode(), "the page came unfilled"
    Memory.answers = public_answers()
    assert len(Memory.answers) > 100
    bad = {path: said for path, said in Memory.answers.items() if not said.startswith("200")}
    assert bad == {}


def every_kind_of_page_opens(product: Product) -> None:
    """Every kind of page opens in Chromium without a complaint."""
    open_every_page(URL)


def it_conforms(product: Product) -> None:
    """`congxa conform` finds nothing broken, and checks everything."""
    done = product.run("conform", URL)
    counted = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"[1-9][0-9]+ ok, 0 broken, 0 not checked\.", counted), done.stdout


def the_snapshot_is_whole(product: Product) -> None:
    """`/v1/snapshot.ndjson.gz` holds a line for each live object, and the digest of the feed."""
    answer = ask("/v1/snapshot.ndjson.gz")
    assert answer.status == 200, answer.body
    lines = [json.loads(line) for line in gzip.decompress(answer.body).splitlines()]
    assert lines[-1]["digest"]["count"] == len(lines) - 1 > 50


def it_stays_up_at_rest(product: Product) -> None:
    """Its workers outlive eight questions at once and a silence."""
    before = product.workers()
    askers = [threading.Thread(target=ask, args=(f"/v1/articles?limit={n}",)) for n in range(1, 9)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    time.sleep(SILENCE_SECONDS)
    assert product.workers() == before


def a_killed_worker_comes_back(product: Product) -> None:
    """A worker that is killed is started again, and nobody notices."""
    before = product.workers()
    os.kill(before[0], signal.SIGKILL)
    deadline = time.monotonic() + 20
    while len(set(product.workers()) - set(before)) < 1 and time.monotonic() < deadline:
        assert ask("/healthz").status == 200
        time.sleep(0.1)
    assert len(product.workers()) == len(before)
    assert "worker died" in product.log.read_text()


def commands_leave_it_as_it_is(product: Product) -> None:
    """Each command of the README not meant to change content runs in a second shell."""
    rows = _ROW.findall((ROOT / "README.md").read_text())
    documented = {name for row in rows for name in _COMMAND.findall(row)}
    calls = _calls(product.folder)
    tried = {word for call, _status in calls for word in call[:2]}
    assert documented <= _CHANGING | tried, f"forgotten: {documented - _CHANGING - tried}"
    failed = []
    for call, status in calls:
        done = product.run(*call)
        if done.returncode != status or "Traceback" in done.stderr:
            failed.append(f"congxa {' '.join(call)}: {done.returncode}\n{done.stdout}{done.stderr}")
    assert failed == [], "\n".join(failed)


def _calls(folder: Path) -> list[tuple[tuple[str, ...], int]]:
    """Commands, and the status with which each ends."""
    return [
        (("settings",), 0),
        (
            (
                "setup",
                "--root",
                str(folder / "machine"),
                "--name",
                "Xã An",
                "--domain",
                "an.example",
                "--admin",
                "an@xa.example",
                "--backups",
                "/mnt/backups",
            ),
            0,
        ),
        (("migrate",), 0),
        (("audit", "verify"), 0),
        (("export", str(folder / "out.zip")), 0),
        (("import", "--dry-run", str(folder / "out.zip")), 0),
        (("reindex",), 0),
        (("user", "create", "an@xa.example", "--name", "An", "--role", "author"), 0),
        (("user", "list"), 0),
        (("token", "create", "an@xa.example", "--name", "Máy"), 0),
        (("token", "list"), 0),
        (("token", "revoke", "01900000-0000-7000-8000-000000000000"), 1),
        (("token", "confirm", "01900000-0000-7000-8000-000000000000"), 1),
        (("backup", str(folder / "backups")), 0),
        (("restore", str(folder / "backups"), "--trust", "ed25519:" + "A" * 43 + "="), 1),
        (("doctor",), 0),
        (("user", "disable", "an@xa.example"), 0),
        (("user", "enable", "an@xa.example"), 0),
        (("user", "reset", "an@xa.example"), 0),
        (("quarantine", "an@xa.example", "--since", "2026-07-11T08:00:00Z", "--dry-run"), 0),
        (("quarantine", "an@xa.example", "--since", "2026-07-11T08:00:00Z"), 0),
        (("openapi", str(folder / "openapi")), 0),
        (("mirror", URL, str(folder / "mirror")), 0),
        (("prerender", str(folder / "pages")), 0),
        (("conform", URL, "--json"), 0),
        (("demo", "--load-only"), 0),
        (("serve",), 1),
        (("worker", "--help"), 0),
    ]


def a_wrong_folder_stays_empty(product: Product) -> None:
    """A command in a wrong folder says so, and makes nothing there."""
    wrong = product.folder / "wrong"
    wrong.mkdir()
    for call in (("audit", "verify"), ("reindex",), ("export", "out.zip")):
        done = product.run(*call, cwd=wrong)
        assert done.returncode == 1, (call, done.stdout, done.stderr)
        assert "there is no database at" in done.stderr, (call, done.stderr)
        assert list(wrong.iterdir()) == []


def everything_public_is_as_before(product: Product) -> None:
    """All public answers are the same after all that."""
    now = public_answers()
    assert {path: said for path, said in now.items() if Memory.answers.get(path) != said} == {}
    assert Memory.answers.keys() == now.keys()


def it_logs_no_other_error(product: Product) -> None:
    """The log holds no error but the worker's that was killed."""
    lines = product.log.read_text().splitlines()
    bad = [line for line in lines if re.search(r"ERROR|CRITICAL|Traceback|panicked|WARNING", line)]
    bad = [line for line in bad if "worker died" not in line]
    assert bad == [], "\n".join(bad)


def a_plain_shell_keeps_the_address(product: Product) -> None:
    """What a service says its address is stands in every link, whatever shell a command is from."""
    address = "http://localhost:8000"
    assert product.stop() == 0
    home, product.home = product.home, product.folder / "addressed"
    product.home.mkdir()
    product.variables = {"CONGXA_BASE_URL": address}
    try:
        product.start("serve")
        for call in (
            ("import", str(product.folder / "out.zip")),
            ("reindex",),
            ("audit", "verify"),
        ):
            done = product.run(*call)
            assert done.returncode == 0, (call, done.stderr)
        time.sleep(2)  # What would be rendered again is, by the ticker.
        listed = ask("/v1/articles?limit=100").json["items"]
        urls = [each["url"] for each in listed]  # type: ignore[attr-defined]
        assert [url for url in urls if not url.startswith(f"{address}/")] == []
        assert len(urls) > 10
        assert product.stop() == 0
    finally:
        product.kill()
        product.home, product.variables = home, {}
        product.start("serve")


def a_mirror_sees_through_a_rollback(product: Product) -> None:
    """With an older `var/` put back and changed otherwise, a mirror ends with the right words."""
    var, older, copy = product.home / "var", product.folder / "older", product.folder / "mirror"
    assert product.stop() == 0
    shutil.copytree(var, older)
    for words, is_rolled_back in (("Những chữ sai", False), ("Những chữ đúng", True)):
        if is_rolled_back:
            shutil.rmtree(var)
            shutil.copytree(older, var)
        product.start("serve")
        _retitle(product, words)
        done = product.run("mirror", URL, str(copy))
        held = "".join(path.read_text() for path in (copy / "article").glob("*.json"))
        assert words in held, (words, done.returncode, done.stdout, done.stderr)
        assert product.stop() == 0
    assert "Những chữ sai" not in held


def _retitle(product: Product, words: str) -> None:
    """Change the title of one article by an import, as an editor's file would."""
    bundle = product.folder / "bundle"
    shutil.rmtree(bundle, ignore_errors=True)
    with zipfile.ZipFile(product.folder / "out.zip") as packed:
        packed.extractall(bundle)
    file = next(bundle.rglob("articles.jsonl"))
    first, *rest = file.read_text().splitlines()
    file.write_text("\n".join([json.dumps({**json.loads(first), "title": words}), *rest]) + "\n")
    done = product.run("import", "--overwrite", str(file.parent))
    assert done.returncode == 0, done.stderr


STEPS: tuple[Step, ...] = (
    demo_shows_its_home_page,
    every_kind_of_page_opens,
    it_conforms,
    the_snapshot_is_whole,
    it_stays_up_at_rest,
    a_killed_worker_comes_back,
    commands_leave_it_as_it_is,
    a_wrong_folder_stays_empty,
    everything_public_is_as_before,
    it_logs_no_other_error,
    a_plain_shell_keeps_the_address,
    a_mirror_sees_through_a_rollback,
)
