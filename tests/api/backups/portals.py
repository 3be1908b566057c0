"""Portals as an operator has them: their settings, commands on them, and what their readers get."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient

from api.db import databases
from api.preparation import prepare
from api.runtime import runtime
from api.settings import load
from tests import applications, serving
from tests.api.bundles.bundles import article, write_bundle, write_photo

PATHS = (
    "/v1/sites/yen-hoa/articles/khanh-thanh-cau-cau",
    "/v1/articles",
    "/v1/home",
    "/v1/search?q=khanh",
    "/feeds/articles.json",
)
SECRET = "Nguyễn Thị Hoa, CCCD 001185012345"


@dataclass
class Portal:
    """One installation, and the folder of its backups."""

    environ: dict[str, str]
    backups: Path
    key: str = field(default="")

    def run(self, *arguments: str, ok: bool = True) -> "subprocess.CompletedProcess[str]":
        return serving.quick(self.environ, *arguments, check=ok)

    def backup(self, *options: str) -> Path:
        """The path of a new backup; `key` is then that of who signed it."""
        done = self.run("backup", str(self.backups), *options)
        found = re.search("^Signed by (ed25519:.*)$", done.stdout, re.MULTILINE)
        assert found
        self.key = found[1]
        return Path(done.stdout.splitlines()[-1])

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Its database, for commands and queries of the test."""
        runtime.begin()
        prepare(load(self.environ))
        try:
            yield
        finally:
            databases.close()
            runtime.current().close()
            runtime.begin()

    @contextmanager
    def read(self) -> Iterator[FlaskClient]:
        app = applications.opened(load(self.environ))
        try:
            yield app.test_client()
        finally:
            databases.close()
            runtime.current().close()
            runtime.begin()

    def public(self) -> dict[str, bytes]:
        """What readers get at every address that is asked, pictures included."""
        with self.read() as client:
            answers = {path: client.get(path) for path in PATHS}
            assert {answer.status_code for answer in answers.values()} == {200}
            texts = {path: answer.get_data() for path, answer in answers.items()}
            pictures = re.findall(rb"/media/[0-9a-f]{40}\.\w+", texts[PATHS[0]])
            assert pictures
            shown = {key.decode(): client.get(key.decode()) for key in set(pictures)}
            assert {answer.status_code for answer in shown.values()} == {200}
            return texts | {path: answer.get_data() for path, answer in shown.items()}

    def ids(self) -> dict[str, str]:
        """The ids of its public articles by their titles."""
        with self.read() as client:
            items = client.get("/v1/articles?limit=100").json["items"]
        return {each["title"]: each["id"] for each in items}


def fill(portal: Portal, folder: Path) -> None:
    """Two articles, one with a photo, one about somebody."""
    lines = [
        article("cau", cover={"file": "media/cau.jpg", "alt": "Cầu"}),
        article("don", title="Giải quyết đơn", body_html=f"<p>Đơn của bà {SECRET}</p>"),
    ]
    write_photo(write_bundle(folder, lines), "cau.jpg")
    portal.run("import", str(folder))


Places = Callable[..., Portal]
