"""Take the recording anew, and write down why: `make recording WHY="..."`."""

import sys
import tempfile
from pathlib import Path

from tests.recording.recorded import ANSWERS, WANTED, differences, digest, read, taken


def main(why: str) -> int:
    """Put the answers of now in place of the kept ones; 1 without a reason."""
    if not why.strip():
        print('Say why: make recording WHY="English pages have addresses"', file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home:
        now = taken(Path(home))
    changed = [*differences(read(ANSWERS), now)]
    if not changed:
        print("Nothing is answered differently.")
        return 0
    print("\n".join(changed))
    ANSWERS.mkdir(exist_ok=True)
    for old in set(read(ANSWERS)) - set(now):
        (ANSWERS / f"{old}.txt").unlink()
    for name, text in now.items():
        (ANSWERS / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    with WANTED.open("a", encoding="utf-8") as wanted:
        wanted.write(f"| {digest(now)} | {len(changed)} | {why.strip()} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
