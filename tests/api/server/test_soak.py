"""A portal that is read, written and backed up for an hour stays as it was (F30)."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites.commands import set_two_person_rule
from benchmarks.servers import memory, processes
from tests import serving
from tests.api.publishing.authoring.writers import Writer, publisher_of, version_of
from tests.api.server.processes import eventually
from tests.conftest import Served
from tests.factories import make_article, make_site
from tests.sizes import SIZES

SIZE = SIZES["F30"]
READERS, WRITES = 2, 5
"""Connections that read, and edits that are published in a second."""
ARTICLES, WORKERS = 20, 4
MORE_MEGABYTES, MORE_FILES = 16, 8
"""So much more than at a third of the time is no growth: a thread's first connection, a cache."""
LONGEST_LOG = 64_000_000
OTHERS = ("/v1", "/v1/home?site=yen-hoa", "/v1/articles?limit=20", "/v1/search?q=so+dat", "/",
          "/v1/changes?limit=50", "/sitemap.xml", "/feeds/articles.atom")  # fmt: skip


class Portal:
    """The articles, and which edit of each is public for sure and which may be."""

    def __init__(self, url: str, articles: list[Document], secret: str) -> None:
        self.url, self.secret = url, secret
        self.ids = [str(each.id) for each in articles]
        self.versions = {str(each.id): each.version for each in articles}
        self.public = dict.fromkeys(self.ids, 0)
        self.coming = dict.fromkeys(self.ids, 0)
        self.wrong: Counter[str] = Counter()
        self.asked: Counter[int] = Counter()
        self.is_over = Event()

    def write(self) -> None:
        """Publish one edit after the other."""
        with Writer(self.url, self.secret) as writer:
            for number, identity in self._paced(self.ids, WRITES):
                path, version = f"/articles/{identity}", self.versions[identity]
                self.coming[identity] = number
                said = {"lead": f"Lần {number}"}
                changed = writer.call("PATCH", path, said, If_Match=f'"v{version}"')
                _, version = version_of(changed)
                put = "PUT", f"{path}/publication", {}
                _, version = version_of(writer.call(*put, If_Match=f'"v{version}"'))
                self.public[identity], self.versions[identity] = number, version

    def read(self) -> None:
        """Read articles, each as it was published last, and between them all else."""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        ways = [way for pair in zip(self.ids, OTHERS * ARTICLES, strict=False) for way in pair]
        for _, way in self._paced(ways, SIZE.clients / READERS):
            if way.startswith("/"):
                self._get(line, way)
                continue
            least = self.public[way]
            lead = str(json.loads(self._get(line, f"/v1/articles/{way}"))["lead"])
            if not least <= int(lead.removeprefix("Lần ")) <= self.coming[way]:
                self.wrong[f"{lead} of {way} after {least}"] += 1
        line.close()

    def _get(self, line: http.client.HTTPConnection, path: str) -> bytes:
        line.request("GET", path)
        answer = line.getresponse()
        self.asked[answer.status] += 1
        return answer.read()

    def _paced(self, items: list[str], a_second: float) -> Iterator[tuple[int, str]]:
        number, begun = 0, time.monotonic()
        while not self.is_over.wait(max(0.0, begun + number / a_second - time.monotonic())):
            number += 1
            yield number, items[number % len(items)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_f30_nothing_grows_or_is_said_and_every_answer_is_right(
    database: str, served: Served, tmp_path: Path
) -> None:
    site = make_site()
    secret = publisher_of(site)
    set_two_person_rule("yen-hoa", False, (OPERATOR, clock.now()))
    articles = [make_article(site, f"Hồ sơ đất {n}", lead="Lần 0") for n in range(ARTICLES)]
    with served(CONGXA_RATE_LIMITS="0") as server, ThreadPoolExecutor(READERS + 1) as pool:
        eventually(lambda: server.log.read_text().count("runtime-1") == WORKERS)
        portal, said = Portal(server.url, articles, secret), server.log.read_text()
        busy = [pool.submit(each) for each in (portal.write, *[portal.read] * READERS)]
        try:
            time.sleep(SIZE.items / 3)
            before = standing(server)
            serving.quick(server.environ, "backup", str(tmp_path / "backups"))
            time.sleep(SIZE.items * 2 / 3)
            after = standing(server)
        finally:
            portal.is_over.set()
        for each in busy:
            each.result()

        assert server.log.read_text() == said
    assert (portal.wrong, set(portal.asked)) == ({}, {200})
    assert max(portal.public.values()) > 0
    assert after[0] - before[0] <= MORE_MEGABYTES
    assert after[1] - before[1] <= MORE_FILES
    assert sum(each.stat().st_size for each in tmp_path.glob("data/*-wal")) <= LONGEST_LOG


def standing(server: serving.LiveServer) -> tuple[int, int]:
    """Megabytes and open files of all processes of a server."""
    files = [[*Path(f"/proc/{pid}/fd").iterdir()] for pid in processes(server)]
    return memory(server), sum(map(len, files))
