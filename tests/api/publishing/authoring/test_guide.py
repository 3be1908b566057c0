"""What docs/integrate/authoring.md shows is run by the letter, but for the address."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from api.publishing.models import Document
from api.publishing.queries import get_document
from tests import serving
from tests.api.publishing.authoring.test_writers import secret  # noqa: F401 - a fixture

GUIDE = Path("docs/integrate/authoring.md").read_text("utf-8")
IN_GUIDE = "https://api.example.vn"


def blocks(language: str) -> list[str]:
    """The guide's blocks of one language that write, in their order."""
    found = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return [each for each in found if "/notices" in each]


# The guide knows no database.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_program_publishes_a_notice(served, secret: str) -> None:  # noqa: F811 - that fixture
    (program,), (by_hand, steps) = blocks("python"), blocks("sh")
    with served() as server:
        program, by_hand = (each.replace(IN_GUIDE, server.url) for each in (program, by_hand))
        environ = {**os.environ, "CONGXA_TOKEN": secret}

        def run(*command: str) -> str:
            done = subprocess.run(
                command, env=environ, capture_output=True, text=True, check=True, timeout=60
            )
            return done.stdout

        handed_in = run(sys.executable, "-c", program)
        serving.congxa(server.environ, "site", "two-person", "yen-hoa", "off")
        public = run(sys.executable, "-c", program.replace("000137", "000139"))
        environ["ID"] = json.loads(run("bash", "-ec", by_hand))["id"]
        run("bash", "-ec", by_hand.splitlines()[0] + "\n" + steps)

    assert handed_in.startswith("handed in: ")
    assert get_document(UUID(handed_in.split()[-1])).stage == "in_review"
    assert public.startswith("public: ")
    assert get_document(UUID(environ["ID"])).scheduled
    assert Document.select().where(Document.type == "notice").count() == 3
