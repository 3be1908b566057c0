"""The image of `deploy/Containerfile`, built of Debian's packages and run on a read-only root."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.api.server.processes import eventually
from tests.no_skips import IS_CI

ROOT = Path(__file__).parents[2]
STORAGE = '[storage]\ndriver = "overlay"\ngraphroot = "{0}/graph"\nrunroot = "{0}/run"\n'
PODMAN = ("podman", "--runtime=runc", "--cgroup-manager=cgroupfs")
GUARDED = ("--read-only", "--tmpfs=/tmp", "--volume=state:/srv/congxa", "--cap-drop=all",
           "--security-opt=no-new-privileges")  # fmt: skip
# What a test machine needs: it may have no network of containers, and may not raise its limits.
HERE = ("--network=host", "--ulimit=nofile=4096:4096", "--ulimit=nproc=4096:4096")


class Containers:
    """Images and containers in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        (folder / "storage.conf").write_text(STORAGE.format(folder))
        storage = str(folder / "storage.conf")
        self._environ = {**os.environ, "CONTAINERS_STORAGE_CONF": storage, "PYTHON": sys.executable}

    def run(self, *command: str | Path) -> str:
        """What a command prints; a failure shows all that it said."""
        done = subprocess.run(
            command, env=self._environ, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def podman(self, *command: str) -> str:
        """What it prints."""
        return self.run(*PODMAN, *command)


@pytest.fixture
def containers(tmp_path: Path) -> Iterator[Containers]:
    """A place for containers, with the image in it."""
    programs = ("mmdebstrap", "buildah", "podman", "runc")
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    missing = [each for each in programs if shutil.which(each, path=path) is None]
    if missing:
        reason = f"missing: install {' '.join(missing)}"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    found = Containers(tmp_path)
    try:
        found.run(ROOT / "deploy/container.sh")
        yield found
    finally:
        found.podman("rm", "--all", "--force", "--time=0")
        found.run("buildah", "rmi", "--all", "--force")


def test_it_serves_from_a_read_only_root_without_any_right(containers: Containers) -> None:
    port = serving.free_port()
    url = f"http://127.0.0.1:{port}"
    told = ["--env=CONGXA_HOST=127.0.0.1", f"--env=CONGXA_PORT={port}"]
    containers.podman("run", "--detach", "--name=it", *HERE, *GUARDED, *told, "localhost/congxa")
    eventually(lambda: is_ready(url))

    containers.podman("exec", "it", "congxa", "site", "create", "yen-hoa", "--name", "Xã Yên Hòa")
    conformity = containers.podman("exec", "it", "congxa", "conform", url)
    page = urllib.request.urlopen(f"{url}/").read().decode()
    status = containers.podman("exec", "it", "cat", "/proc/1/status")
    root = containers.podman("exec", "it", "grep", " / ", "/proc/mounts")
    containers.podman("stop", "--time=30", "it")

    assert " 0 broken" in conformity.splitlines()[-1]
    assert "<title>Xã Yên Hòa</title>" in page
    assert "Uid:\t10001" in status
    assert "CapEff:\t0000000000000000" in status
    assert " ro," in root
    assert containers.podman("inspect", "--format={{.State.ExitCode}}", "it").strip() == "0"


def is_ready(url: str) -> bool:
    """Whether it answers that it can do its work."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
