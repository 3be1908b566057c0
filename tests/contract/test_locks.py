"""What is installed is what was locked: the lists agree, hold their floors, and pip minds them."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import apsw
import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+)")

# T80: below these versions each of them has a known hole, or a bug that loses data.
FLOORS = {
    "flask": (3, 1, 3),
    "marshmallow": (4, 1, 2),
    "werkzeug": (3, 1, 6),
    "pillow": (12, 3),
    "apsw": (3, 51, 3),  # APSW's version begins with that of the SQLite it carries
}

Locked = dict[str, tuple[str, frozenset[str]]]


def test_requirements_hold_what_uv_locked_for_running() -> None:
    lock = uv_lock()
    wanted = reachable(lock, extras={"postgres"}, groups=())

    assert requirements("requirements.txt") == {name: pinned(lock[name]) for name in wanted}


def test_development_requirements_hold_what_uv_locked_with_tools() -> None:
    lock = uv_lock()
    wanted = reachable(lock, extras={"postgres"}, groups=("dev",))

    assert requirements("requirements-dev.txt") == {name: pinned(lock[name]) for name in wanted}


def test_uv_locked_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for extra in extras.values() for one in extra)]
    metadata = uv_lock()["congxa"]["metadata"]["requires-dist"]

    locked = {(row["name"], row.get("specifier", "")) for row in metadata}
    assert {specifier_of(line) for line in asked} == {(n, ordered(s)) for n, s in locked}


def test_the_build_requirements_build_the_project_and_clash_with_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    build = requirements("requirements-build.txt")
    develop = requirements("requirements-dev.txt")

    assert {specifier_of(line)[0] for line in project["build-system"]["requires"]} <= set(build)
    assert "editables" in build
    assert {n: v for n, (v, _) in build.items() if n in develop} == {
        n: v for n, (v, _) in develop.items() if n in build
    }


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_requirement_has_hashes_and_none_names_a_host(file: str) -> None:
    assert all(hashes for _, hashes in requirements(file).values())
    assert not re.search(r"://|--(extra-)?index|--find-links", (ROOT / file).read_text("utf-8"))


@pytest.mark.parametrize("name", FLOORS)
def test_t80_a_floor_holds(name: str) -> None:
    version, _ = requirements("requirements.txt")[name]

    assert numbers(version) >= FLOORS[name]


def test_t80_the_sqlite_in_use_has_no_wal_reset_bug() -> None:
    assert numbers(apsw.sqlite_lib_version()) >= FLOORS["apsw"]


def test_t80_pip_refuses_an_altered_wheel(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    hashed = pip("hash", "--algorithm=sha256", str(wheel)).stdout.split("--hash=")[1].strip()
    listed = tmp_path / "requirements.txt"
    listed.write_text(f"tiny==1.0 --hash={hashed}\n")
    unharmed = download(listed, into=tmp_path / "first")

    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("tiny/evil.py", "")
    altered = download(listed, into=tmp_path / "second")

    assert unharmed.returncode == 0, unharmed.stderr
    assert altered.returncode != 0
    assert "DO NOT MATCH THE HASHES" in altered.stderr


def uv_lock() -> dict[str, dict]:
    """The locked packages by name."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    return {package["name"]: package for package in packages}


def reachable(lock: dict[str, dict], extras: set[str], groups: tuple[str, ...]) -> set[str]:
    """The packages that the project needs, itself left out."""
    root = lock["congxa"]
    wanted = [
        *root["dependencies"],
        *(one for extra in extras for one in root["optional-dependencies"][extra]),
        *(one for group in groups for one in root["dev-dependencies"][group]),
    ]
    found: set[str] = set()
    asked: set[tuple[str, str]] = set()
    while wanted:
        one = wanted.pop()
        found.add(one["name"])
        package = lock[one["name"]]
        for extra in ("", *one.get("extra", ())):
            if (one["name"], extra) not in asked:
                asked.add((one["name"], extra))
                optional = package.get("optional-dependencies", {})
                wanted += optional.get(extra, []) if extra else package.get("dependencies", [])
    return found


def pinned(package: dict) -> tuple[str, frozenset[str]]:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return package["version"], frozenset(file["hash"] for file in files)


def requirements(file: str) -> Locked:
    """Version and hashes of each package that a requirements file names."""
    lines = (ROOT / file).read_text("utf-8").replace("\\\n", " ").splitlines()
    found = [(match, line) for line in lines if (match := PINNED.match(line))]
    return {
        match[1]: (match[2], frozenset(re.findall(r"--hash=(\S+)", line))) for match, line in found
    }


def specifier_of(line: str) -> tuple[str, str]:
    name, specifier = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?(.*)", line).groups()
    return name.lower(), ordered(specifier.strip())


def ordered(specifier: str) -> str:
    return ",".join(sorted(specifier.replace(" ", "").split(",")))


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def make_wheel(folder: Path) -> Path:
    """The smallest wheel that pip takes."""
    wheel = folder / "tiny-1.0-py3-none-any.whl"
    info = "tiny-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny/__init__.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return wheel


def download(listed: Path, into: Path) -> subprocess.CompletedProcess[str]:
    offline = ("--no-index", f"--find-links={listed.parent}", "--no-cache-dir", f"--dest={into}")
    return pip("download", "--quiet", "--require-hashes", *offline, f"--requirement={listed}")


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    # --isolated: neither the environment nor a file of this machine may soften what pip checks.
    command = [sys.executable, "-m", "pip", "--isolated", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
