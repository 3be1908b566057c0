"""Builds the wheel and installs it where nothing else is, as people do, but without a network.

`install(folder)` gives the path of a `congxa` in a fresh virtual environment that holds the wheel
and what the wheel says it needs, and nothing more: no checkout, no tool of the developers. What it
needs is not fetched but linked from the environment that runs the tests, which `make setup` has
installed from the locked lists.
"""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def install(folder: Path, *extras: str) -> Path:
    """The `congxa` of a new virtual environment in `folder`; `extras` are those of the wheel."""
    environment = folder / "venv"
    venv.create(environment, symlinks=True)
    _pip("--python", str(environment), "install", "--no-deps", "--no-compile", str(build(folder)))
    _link_dependencies(_packages_of(environment), extras)
    return environment / "bin" / "congxa"


def build(folder: Path) -> Path:
    """The wheel of this checkout, made in `folder`."""
    _pip("wheel", "--no-deps", "--no-build-isolation", f"--wheel-dir={folder}", str(ROOT))
    [wheel] = folder.glob("congxa-*.whl")
    return wheel


def _pip(*arguments: str) -> None:
    # --isolated: no setting of this machine may name an index.
    command = [sys.executable, "-m", "pip", "--isolated", "--quiet", *arguments, "--no-index"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"pip {' '.join(arguments)}\n{done.stderr}")


def _packages_of(environment: Path) -> Path:
    variables = {"base": str(environment), "platbase": str(environment)}
    return Path(sysconfig.get_path("purelib", "venv", variables))


def _link_dependencies(packages: Path, extras: tuple[str, ...]) -> None:
    [congxa] = packages.glob("congxa-*.dist-info")
    for each in _needed(Distribution.at(congxa), extras):
        for name in {file.parts[0] for file in each.files or ()} - {"..", "__pycache__"}:
            link = packages / name
            if not link.is_symlink():
                link.symlink_to(Path(str(each.locate_file(name))).resolve())


def _needed(root: Distribution, extras: tuple[str, ...]) -> Iterator[Distribution]:
    """Every distribution that one needs, however far away."""
    asked = {(root.name, extra) for extra in ("", *extras)}
    waiting = [(root, extra) for extra in ("", *extras)]
    while waiting:
        above, extra = waiting.pop()
        for each in map(Requirement, above.requires or ()):
            if each.marker is not None and not each.marker.evaluate({"extra": extra}):
                continue
            below = distribution(each.name)
            new = {(each.name, extra) for extra in ("", *each.extras)} - asked
            asked |= new
            waiting += [(below, extra) for _name, extra in new]
            yield below
