"""Views of a running server: counted within two seconds, and all of them when it stops."""

import json
import urllib.request
from pathlib import Path

from tests import serving
from tests.api.server.processes import eventually
from tests.api.views.beacons import address
from tests.api.views.crowd import request, send, statuses
from tests.demo import LoadedDemo


def counted(server: serving.LiveServer, article: str) -> int:
    with urllib.request.urlopen(f"{server.url}/v1/articles/{article}?fields=views") as answer:
        return int(json.load(answer)["views"])


def test_a_stop_folds_and_a_start_goes_on(demo: LoadedDemo, tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_PROXY_HOPS="1")
    demo.into(environ)
    with serving.serving(environ) as server:
        with urllib.request.urlopen(f"{server.url}/v1/articles?limit=1&fields=id") as answer:
            article = json.load(answer)["items"][0]["id"]
        before = counted(server, article)
        body = json.dumps({"type": "article", "id": article}).encode()
        sent = [[request(body, address(client * 10 + n)) for n in range(10)] for client in range(4)]

        # Perhaps before its ticker has even begun.
        answers = send(server.url, sent)
        assert serving.stop(server) == 0

    assert statuses(answers) == {204}
    assert [*tmp_path.rglob("*.journal")] == []
    with serving.serving(environ) as server:
        assert counted(server, article) == before + 40
        send(server.url, [[request(body, address(1_000))]])
        url = f"{server.url}/v1/views?ids={article}"
        assert eventually(lambda: str(before + 41).encode() in urllib.request.urlopen(url).read())
