"""The recording that is kept, one taken now, and how they differ."""

import difflib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from tests.recording.questions import API
from tests.serving import environment

HERE = Path(__file__).parent
ANSWERS, WANTED = HERE / "answers", HERE / "wanted.md"
_SHOWN = 60
_SECRET = "recording-only-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Answers = Mapping[str, str]


def taken(home: Path, **variables: str) -> Answers:
    """What a new installation in an empty folder answers, by subject."""
    environ = environment(
        home,
        CONGXA_BASE_URL=API,
        CONGXA_SECRET_KEY=_SECRET,
        CONGXA_RATE_LIMITS="0",
        **variables,
    )
    command = [sys.executable, "-m", "tests.recording.taking", str(home / "answers")]
    done = subprocess.run(
        command, cwd=HERE.parents[1], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return read(home / "answers")


def read(folder: Path) -> Answers:
    """The answers that were written into a folder, by subject."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def digest(answers: Answers) -> str:
    """A short name of all answers together."""
    text = "\0".join(f"{name}\0{answers[name]}" for name in sorted(answers))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def differences(before: Answers, after: Answers) -> Iterator[str]:
    """The addresses whose answers differ, each with its first lines that do."""
    for subject in sorted({*before, *after}):
        old, new = (_by_address(each.get(subject, "")) for each in (before, after))
        for address in dict.fromkeys([*old, *new]):
            if old.get(address) != new.get(address):
                yield "\n".join([f"{subject}: {address}", *_lines(old, new, address)])


def _by_address(text: str) -> dict[str, str]:
    parts = ("\n" + text).split("\n=== ")[1:]
    return dict(part.split("\n", 1) for part in parts)


def _lines(old: Mapping[str, str], new: Mapping[str, str], address: str) -> list[str]:
    pair = (each.get(address, "").split("\n") for each in (old, new))
    changed = [*difflib.unified_diff(*pair, "recorded", "now", lineterm="", n=2)]
    rest = len(changed) - _SHOWN
    return [*changed[:_SHOWN], *([f"... and {rest} lines more"] if rest > 0 else [])]
