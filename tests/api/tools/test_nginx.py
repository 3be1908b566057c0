"""Both commands behind a real nginx: a right cache breaks nothing, a stale one fools nobody."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import apsw
import pytest

from api.runtime.jsons import loads
from tests import nginx, serving
from tests.api.tools.world import files_in
from tests.demo import LoadedDemo

SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}
KEPT, GONE = {"key": "1", "title": "Bài giữ"}, {"key": "2", "title": "Bài sẽ rút"}
NOWHERE = {"PATH": ""}


def load(environ: dict[str, str], *articles: dict[str, str]) -> None:
    bundle = Path(environ["HOME"]) / "bundle"
    bundle.mkdir(exist_ok=True)
    (bundle / "site.json").write_text(json.dumps(SITE), "utf-8")
    (bundle / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    serving.quick(environ, "import", str(bundle))


@pytest.fixture
def port() -> int:
    return serving.free_port()


@pytest.fixture
def environ(tmp_path: Path, port: int) -> dict[str, str]:
    """A portal whose public address is that of nginx."""
    public = {"CONGXA_BASE_URL": f"http://127.0.0.1:{port}", "CONGXA_PROXY_HOPS": "1"}
    return serving.environment(tmp_path, **public, CONGXA_WORKERS="1")


def test_a_right_portal_behind_a_right_cache_conforms(
    demo: LoadedDemo, environ, port: int, tmp_path: Path
) -> None:
    demo.into(environ)

    with (
        serving.serving(environ) as server,
        nginx.in_front_of(server.url, port, nginx.RIGHT) as address,
    ):
        first = serving.quick(NOWHERE, "conform", address, check=False)
        again = serving.quick(NOWHERE, "conform", address, check=False)
        is_cached = nginx.status_of(f"{address}/v1")
        copied = serving.quick(NOWHERE, "mirror", address, str(tmp_path / "copy"))

    assert " 0 broken, 0 not checked." in first.stdout, first.stdout
    assert " 0 broken, 0 not checked." in again.stdout, again.stdout
    assert is_cached == "HIT"
    assert copied.stdout.startswith("Identical: ")


@pytest.mark.parametrize(
    ("caching", "why"),
    [
        (nginx.RIGHT, "the change feed: the portal answers 502"),
        (nginx.WRONG, "an answer that it has kept from an earlier request"),
    ],
)
def test_f35_a_withdrawal_that_a_stale_cache_hides_is_not_called_identical(
    environ, port: int, tmp_path: Path, caching: str, why: str
) -> None:
    load(environ, KEPT, GONE)
    folder = tmp_path / "copy"
    asked = ("mirror", f"http://127.0.0.1:{port}", str(folder))
    with (
        serving.serving(environ) as server,
        nginx.in_front_of(server.url, port, caching) as address,
    ):
        serving.quick(NOWHERE, *asked)
        last = f"{address}/v1/changes?limit=200&cursor={quote(cursor_of(folder))}"
        nginx.status_of(last)  # Now it lies in the cache, if the cache keeps it.
        load(environ, KEPT, GONE | {"state": "withdrawn", "reason": "personal_data"})
        serving.stop(server)
        if caching == nginx.WRONG:
            wait_for_stale(last)

        done = serving.quick(NOWHERE, *asked, check=False)

    assert done.returncode == 1
    assert "Identical" not in done.stdout
    assert why in done.stderr
    assert len(files_in(folder)) == 3


def wait_for_stale(address: str) -> None:
    """Until what nginx keeps has outlived its second, as if eighty had passed."""
    deadline = time.monotonic() + 20
    while nginx.status_of(address) != "STALE":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def cursor_of(folder: Path) -> str:
    base = apsw.Connection(str(folder / "mirror.db"))
    (state,) = base.execute("SELECT json FROM state").fetchone()
    base.close()
    return str(loads(state)["cursor"])
