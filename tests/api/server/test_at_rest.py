"""A server that was busy and then has nothing to do stays as it is (F31)."""

import threading
import urllib.request
from pathlib import Path

from tests import serving
from tests.api.server.processes import workers
from tests.sizes import SIZES

PARALLEL = 8


def test_f31_its_workers_outlive_a_silence(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        before = workers(server.process.pid)
        ask_at_once(server.url)
        lines = server.log.read_text()

        threading.Event().wait(SIZES["F31"].items)

        assert workers(server.process.pid) == before
        assert server.log.read_text() == lines
        ask_at_once(server.url)


def ask_at_once(url: str) -> None:
    """Keep all threads of all workers busy for a moment, with questions that no cache answers."""
    answers: list[int] = []

    def ask(limit: int) -> None:
        with urllib.request.urlopen(f"{url}/v1/articles?limit={limit}", timeout=20) as answer:
            answers.append(answer.status)

    askers = [threading.Thread(target=ask, args=(limit,)) for limit in range(1, PARALLEL + 1)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert answers == [200] * PARALLEL
