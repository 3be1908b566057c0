"""Hostile bytes are decoded in a process that is limited, replaced when it dies, and not shared."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import RawIOBase
from pathlib import Path

import pytest

import api
from api.media.errors import BrokenImage, ImageWorkerUnavailable, TooCostly
from api.media.images import intake as images
from api.media.images.intake import prepare
from api.media.sandbox import pool as sandbox
from api.media.sandbox.protocol import read_message, write_message
from tests.api.media.samples import LIMIT, encoded, picture

PNG = encoded(picture(), "PNG")
ROOT = Path(api.__file__).parents[1]


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines in an interpreter of their own."""
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )


def test_it_has_at_most_512_mb_of_memory() -> None:
    limited = "from api.media.sandbox import limits; limits.limit_process(); "

    assert run(limited + "bytearray(300 << 20)").returncode == 0
    assert "MemoryError" in run(limited + "bytearray(512 << 20)").stderr


def test_it_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"

    ended = run(
        "from api.media.sandbox import limits; limits.limit_process(); "
        f"open({str(target)!r}, 'wb', buffering=0).write(b'x')"
    )

    assert "File too large" in ended.stderr
    assert target.read_bytes() == b""


def test_it_is_ended_when_its_time_is_used_up() -> None:
    ended = run(
        "from api.media.sandbox import limits; limits.allow_cpu_seconds(0)\nwhile True: pass"
    )

    assert ended.returncode == -signal.SIGXCPU


def test_each_image_has_its_own_time() -> None:
    ended = run(
        "import resource; from api.media.sandbox import limits, worker; "
        "limits.allow_cpu_seconds(10); "
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], worker.MAX_CPU_SECONDS)"
    )

    limit, seconds = map(int, ended.stdout.split())
    assert seconds < limit <= seconds + 5


# The worker as it is, with one more kind of file: one that takes five seconds of work.
WORKING = """
import time
from api.media.sandbox import worker
def work(data):
    while time.process_time() < 5:
        pass
    return [b"done"]
worker.TASKS["work"] = (1, work)
worker.main()
"""


def test_a_file_gets_no_more_time_than_its_kind_may_take() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WORKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    with process:
        read_message(process.stdout)
        write_message(process.stdin, [b"work", b""])

        with pytest.raises(EOFError):
            read_message(process.stdout)

    assert process.returncode == -signal.SIGXCPU


def test_no_kind_of_file_may_take_more_than_ten_seconds() -> None:
    ended = run(
        "from api.media.sandbox import worker; "
        "print(max(each[0] for each in worker.TASKS.values()))"
    )

    assert ended.stdout == "10\n"


@pytest.mark.parametrize(
    "inside",
    ["while True: pass", "sum(range(10**11))", "while True: open('/dev/zero').read(1 << 24)"],
)
def test_a_moment_ends_within_a_call_into_c_too(inside: str) -> None:
    ended = run(
        f"from api.media.sandbox import limits\nwith limits.ended_after(0.05):\n    {inside}"
    )

    assert ended.returncode == -signal.SIGPROF


def test_what_comes_after_a_moment_has_its_own_time() -> None:
    ended = run(
        "import time; from api.media.sandbox import limits\n"
        "with limits.ended_after(0.05): pass\n"
        "while time.process_time() < 0.5: pass\n"
        "print('done')"
    )

    assert ended.stdout == "done\n"


def test_it_knows_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGXA_SECRET_KEY", "hidden")
    monkeypatch.setenv("PGPASSWORD", "hidden")

    worker = sandbox.Worker()

    environment = Path(f"/proc/{worker.pid}/environ").read_bytes()
    worker.close()
    assert b"hidden" not in environment


def test_a_picture_that_nobody_waits_for_leaves_the_processor_to_readers() -> None:
    niceness = partial(os.getpriority, os.PRIO_PROCESS)
    worker = sandbox.Worker()
    worker.ask(PNG)
    before = niceness(worker.pid)

    worker.ask(b'{"drawn": false}\n' + PNG, "link_preview")

    after = niceness(worker.pid)
    worker.close()
    assert (before, after) == (niceness(0), 19)


@pytest.mark.parametrize(
    ("end", "refusal"),
    [
        (signal.SIGXCPU, TooCostly),
        (signal.SIGPROF, TooCostly),
        (signal.SIGKILL, TooCostly),
        (signal.SIGSEGV, BrokenImage),
        (signal.SIGABRT, BrokenImage),
    ],
)
def test_a_worker_that_dies_refuses_its_image(end: signal.Signals, refusal: type) -> None:
    worker = sandbox.Worker()
    os.kill(worker.pid, end)

    with pytest.raises(refusal):
        worker.ask(PNG)

    assert not worker.is_usable()


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = sandbox.Worker()
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 0.05)
    os.kill(worker.pid, signal.SIGSTOP)

    with pytest.raises(TooCostly):
        worker.ask(PNG)

    assert not worker.is_usable()


def test_the_next_image_gets_another_worker() -> None:
    pool = sandbox.WorkerPool()
    first = pool.ask(PNG)
    [worker] = pool._idle
    os.kill(worker.pid, signal.SIGKILL)
    worker._process.wait()

    second = pool.ask(PNG)

    assert second == first
    assert [each.pid for each in pool._idle] != [worker.pid]
    pool.close()


def test_a_worker_is_used_again_and_replaced_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_JOBS", 2)
    pool = sandbox.WorkerPool()

    pool.ask(PNG)
    [worker] = pool._idle
    pool.ask(PNG)

    assert pool._idle == []
    assert worker._process.returncode == 0


class InterruptedPipe(RawIOBase):
    """A pipe during whose reading the user presses Ctrl-C."""

    def read(self, size: int = -1) -> bytes:
        raise KeyboardInterrupt


def test_an_interrupted_exchange_is_not_continued_by_the_next_image() -> None:
    pool = sandbox.WorkerPool()
    pool.ask(PNG)
    [worker] = pool._idle
    answers, worker._from = worker._from, InterruptedPipe()

    with pytest.raises(KeyboardInterrupt):
        pool.ask(PNG)

    assert pool._idle == []
    assert worker._process.returncode is not None
    answers.close()


def test_a_worker_that_cannot_start_is_no_fault_of_the_image(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")

    with pytest.raises(ImageWorkerUnavailable) as refusal:
        sandbox.Worker()

    assert refusal.value.status == 503


@pytest.mark.parametrize("place", [1, 2])
def test_a_worker_is_believed_as_little_as_the_file_that_it_read(place: int) -> None:
    photo = encoded(picture(40), "PNG")
    answer = sandbox.ask(photo)
    whole = images._read_answer(answer, photo)
    answer[place] = encoded(picture(40), "GIF")

    with pytest.raises(ValueError, match=r"^$"):
        images._read_answer(answer, photo)

    assert whole.format == "png"


def test_threads_do_not_mix_their_images_up() -> None:
    images = [encoded(picture(40 + each, 30), "PNG") for each in range(12)]

    with ThreadPoolExecutor(4) as threads:
        prepared = list(threads.map(lambda data: prepare(data, max_bytes=LIMIT), images))

    assert [each.data for each in prepared] == images
    assert [each.width for each in prepared] == [40 + each for each in range(12)]
    assert len(sandbox._pool._idle) <= sandbox.MAX_WORKERS


FORKING = """
import os, signal
from api.media.images import intake as images; from api.media.sandbox import pool as sandbox
from tests.api.media.samples import encoded, picture
def pid_of_worker():
    images.prepare(encoded(picture(), "PNG"), max_bytes=10**6)
    return sandbox._pool._idle[0].pid
before = pid_of_worker()
for _slot in range(sandbox.MAX_WORKERS):  # as if threads of the parent were busy with images
    sandbox._pool._slots.acquire()
child = os.fork()
if child:
    for _slot in range(sandbox.MAX_WORKERS):
        sandbox._pool._slots.release()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
else:
    signal.alarm(20)
print(before, pid_of_worker())
"""


def test_a_forked_process_uses_its_own_workers() -> None:
    ended = run(FORKING)

    (_, of_child), (before, after) = (line.split() for line in ended.stdout.splitlines())
    assert (ended.returncode, ended.stderr) == (0, "")
    assert after == before
    assert of_child != before


def test_importing_it_loads_no_decoder_and_starts_no_process() -> None:
    ended = run(
        "import sys; from api.media.images import intake as i; "
        "print('PIL' in sys.modules, i.pool._pool._idle)"
    )

    assert ended.stdout.strip() == "False []"


def test_its_workers_end_with_their_process() -> None:
    ended = run(
        "from api.media.images import intake as images\n"
        "from api.media.sandbox import pool as sandbox\n"
        "from tests.api.media.samples import encoded, picture\n"
        "images.prepare(encoded(picture(), 'PNG'), max_bytes=10**6)\n"
        "print(sandbox._pool._idle[0].pid)"
    )

    assert ended.stderr == ""
    assert not Path(f"/proc/{int(ended.stdout)}").exists()
