"""Import the kept bundles at a fixed moment, ask all there is, write the answers into FOLDER.

A process of its own that knows commands, HTTP and the application, and no module inside of it, so
that it outlives every one of their names: `python -m tests.recording.taking FOLDER`.
"""

import sys
from pathlib import Path

import time_machine
from flask.testing import FlaskClient

from tests.recording.asking import asked
from tests.recording.questions import of_two_communes, questions

HERE = Path(__file__).parent
BUNDLE, NEIGHBOUR = HERE / "bundle", HERE / "neighbour"
MOMENT = "2026-11-28T10:00:00+07:00"
"""A Saturday: a banner and a notice of the bundle are over, another banner is to come."""


def main(folder: Path) -> None:
    """Take the recording into a folder, in the installation that the environment names."""
    with time_machine.travel(MOMENT, tick=False):
        answers = asked(_with(BUNDLE), questions(BUNDLE))
        # A portal of two communes answers some of it otherwise.
        answers |= asked(_with(NEIGHBOUR), of_two_communes(NEIGHBOUR))
    folder.mkdir(parents=True)
    for name, text in answers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


def _with(bundle: Path) -> FlaskClient:
    """A client of the portal that has a bundle too now."""
    from api import create_app
    from api.cli import main as congxa

    sys.argv[1:] = ["import", str(bundle)]
    try:
        congxa()
    except SystemExit as ended:
        if ended.code:
            raise
    return create_app().test_client()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
