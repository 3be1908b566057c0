"""What a backup leaves on a server of PostgreSQL whose process is killed."""

import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from api.backups import dumps
from api.publishing.audit import beside
from tests.api.backups.portals import Portal
from tests.postgres import Server

KILLED = """
import os, signal, sys
from pathlib import Path
from api.backups import dumps
with dumps.beside(sys.argv[1], Path()):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def proofs(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        named = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE '%proof%'")
        return {name for (name,) in named.fetchall()}


def test_the_next_one_drops_it_and_leaves_alone_what_another_is_at(postgres: Server) -> None:
    url = postgres.create()
    before = proofs(url)
    done = subprocess.run([sys.executable, "-c", KILLED, url], check=False)
    left = proofs(url) - before

    with dumps.beside(url, Path()) as first, dumps.beside(url, Path()) as second:
        during = proofs(url) - before
    postgres.drop(url)

    assert (done.returncode, len(left)) == (-signal.SIGKILL, 1)
    assert during == {each.rpartition("/")[2] for each in (first, second)}


CUT_OFF = """
import os, signal, sys
def look(event, given):
    if event == "os.rename" and os.path.basename(given[1]).startswith("congxa-"):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(look)
from api.cli import main
main()
"""


def test_killed_before_its_name_the_newest_that_is_noted_is_there(portal: Portal) -> None:
    made = portal.backup()
    state = Path(portal.environ["CONGXA_STATE_DIR"])

    command = [sys.executable, "-c", CUT_OFF, "backup", str(portal.backups)]
    done = subprocess.run(command, env=portal.environ, check=False)

    assert done.returncode == -signal.SIGKILL
    assert list(beside.newest_backups(state)) == [made]
