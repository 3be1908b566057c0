"""Clients generated from the OpenAPI document, and a portal on each database for them to read."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import node, serving
from tests.api.bundles.bundles import article, write_bundle
from tests.no_skips import IS_CI

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "openapi" / "delivery.json"
KEYS = [f"so-{number:02}" for number in range(1, 26)]
# A run of a few seconds is over before the better of Java's two compilers has paid off.
SHORT_RUN = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
BODY = "<p>Cầu dài <strong>120 m</strong>.</p>"

Read = dict[str, Any]
Reading = Callable[..., Read]


@pytest.fixture
def portal(empty_database_url: str, tmp_path: Path) -> Iterator[serving.LiveServer]:
    """`congxa serve` with twenty-five articles."""
    settings = {"CONGXA_DATABASE_URL": empty_database_url, "CONGXA_WORKERS": "1"}
    environ = serving.environment(tmp_path, **settings)
    write(tmp_path, [article(key, body_html=BODY) for key in KEYS])
    serving.congxa(environ, "import", str(tmp_path / "bundle"))
    with serving.serving(environ) as server:
        yield server


@pytest.fixture
def withdrawal(portal: serving.LiveServer, tmp_path: Path) -> Callable[[], None]:
    """Takes one article away."""

    def withdraw() -> None:
        gone = article(KEYS[0], state="withdrawn", reason="error")
        serving.congxa(portal.environ, "import", str(write(tmp_path, [gone])))

    return withdraw


@pytest.fixture(scope="session")
def python_reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Runs the program of ours that reads by the generated Python client."""
    folder = tmp_path_factory.mktemp("python")
    arguments = ("--path", DOCUMENT, "--meta", "none", "--output-path", folder / "portal_client")
    run([sys.executable, "-m", "openapi_python_client", "generate", *arguments])
    program = folder / "read.py"
    program.write_bytes((HERE / "python" / "read.py").read_bytes())
    return lambda *asked: printed([sys.executable, program, *asked])


@pytest.fixture(scope="session")
def typescript_reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Runs the program of ours that reads by the generated TypeScript client, strictly checked."""
    node.need("openapi-typescript")
    folder = tmp_path_factory.mktemp("typescript")
    (folder / "node_modules").symlink_to(node.MODULES)
    for name in ("read.ts", "tsconfig.json", "package.json"):
        (folder / name).write_bytes((HERE / "typescript" / name).read_bytes())
    run([node.MODULES / ".bin" / "openapi-typescript", DOCUMENT, "-o", folder / "portal.d.ts"])
    run([node.MODULES / ".bin" / "tsc", "--project", folder])
    return lambda *asked: printed(["node", folder / "read.js", *asked])


@pytest.fixture(scope="session")
def generator_python_reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Runs the program of ours that reads by openapi-generator's Python client."""
    folder = tmp_path_factory.mktemp("generator-python")
    generate("python", folder)
    program = folder / "read.py"
    program.write_bytes((HERE / "generator_read.py").read_bytes())
    return lambda *asked: printed([sys.executable, program, *asked])


@pytest.fixture(scope="session")
def fetch_reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Runs the program of ours that reads by openapi-generator's client for fetch, type-checked."""
    node.need("typescript")
    folder = tmp_path_factory.mktemp("fetch")
    generate("typescript-fetch", folder / "portal")
    (folder / "read.ts").write_bytes((HERE / "fetch_read.ts").read_bytes())
    strict = ("--strict", "--target", "es2022", "--lib", "es2022,dom", "--skipLibCheck")
    modules = ("--module", "commonjs", "--moduleResolution", "node10")
    run([node.MODULES / ".bin" / "tsc", *strict, *modules, folder / "read.ts"])
    return lambda *asked: printed(["node", folder / "read.js", *asked])


def generate(generator: str, folder: Path) -> str:
    """Make a client by openapi-generator; what it said. Without Java the test is skipped."""
    if shutil.which("java") is None:
        reason = "no java: make system-packages"
        pytest.fail(reason) if IS_CI else pytest.skip(reason)
    program = Path(sys.executable).with_name("openapi-generator-cli")
    return run([program, "generate", "-g", generator, "-i", DOCUMENT, "-o", folder], **SHORT_RUN)


def write(folder: Path, articles: list[Read]) -> Path:
    return write_bundle(folder / "bundle", articles)


def printed(command: list[Any]) -> Read:
    read: Read = json.loads(run(command))
    return read


def run(command: list[Any], **told: str) -> str:
    """What a program printed, `told` more variables; a failure shows all of it."""
    environ = {**os.environ, **told}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
