"""The mapped file tells every process of a node how far the log is, and survives being damaged."""

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.runtime import change_signal, runtime
from api.runtime.change_signal import NodeFile, State
from api.settings import SettingsError
from tests.disks import disk, read_only

Opened = Callable[[], NodeFile]
URL = "sqlite:////srv/xa.db"
EPOCH = "e"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens the file `state`, as often as it is called."""
    files: list[NodeFile] = []

    def open_it() -> NodeFile:
        files.append(NodeFile(tmp_path / "state"))
        return files[-1]

    yield open_it
    for file in files:
        file.close()


@pytest.fixture(autouse=True)
def _detached() -> Iterator[None]:
    yield
    runtime.current().close()
    runtime.begin()


def test_it_moves_the_head_and_the_tick(opened: Opened) -> None:
    file = opened()

    states = [file.read()]
    for seq in (5, 5, 9):
        file.announce(seq, EPOCH)
        states.append(file.read())

    assert states == [State(0, 0), State(5, 1), State(5, 2), State(9, 3)]


def test_it_never_moves_the_head_back(opened: Opened) -> None:
    file = opened()
    file.announce(9, EPOCH)

    file.announce(4, EPOCH)

    assert file.read() == State(9, 2)


@pytest.mark.parametrize(("head", "expected"), [(9, State(9, 1)), (12, State(12, 2))])
def test_it_follows_a_log_that_others_write(opened: Opened, head: int, expected: State) -> None:
    file = opened()
    file.announce(9, EPOCH)

    file.follow(lambda: (EPOCH, head))

    assert file.read() == expected


def test_f35_it_tells_a_log_that_is_older_than_what_was_said(opened: Opened) -> None:
    file = opened()
    file.announce(9, EPOCH)

    file.follow(lambda: (EPOCH, 4))

    assert file.read().seq == 9
    asked = [("e", 8), ("e", 9), ("e", 10), ("f", 8)]
    assert [file.has_said_more(*each) for each in asked] == [True, False, False, False]


def test_it_takes_over_a_new_epoch_wherever_it_stands(opened: Opened) -> None:
    file = opened()
    file.announce(9, EPOCH)

    file.follow(lambda: ("f", 4))

    assert (file.read(), file.epoch) == (State(4, 2), "f")


def test_f35_a_file_of_before_epochs_were_kept_is_a_witness_too(
    tmp_path: Path, opened: Opened
) -> None:
    (tmp_path / "state").write_bytes(struct.pack("@QQ", 9, 1))

    file = opened()

    assert (file.read(), file.epoch) == (State(9, 1), "")
    assert file.has_said_more(EPOCH, 8)


def started(
    program: str, folder: Path, *more: str, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """A process that has attached to the file of this database and does as `program` says."""
    attached = (
        "import sys; from pathlib import Path; from api.runtime import change_signal as node;"
        "node.attach(Path(sys.argv[1]), sys.argv[2])\n"
    )
    command = [sys.executable, "-c", attached + program, str(folder), URL, *more]
    return subprocess.Popen(command, stderr=stderr)


def test_every_process_sees_what_one_announces(tmp_path: Path) -> None:
    change_signal.attach(tmp_path, URL)

    started("node.announce(7, 'e')", tmp_path).wait()

    assert change_signal.state() == State(7, 1)


def test_processes_that_announce_at_once_lose_nothing(tmp_path: Path) -> None:
    program = (
        "(Path(sys.argv[1]) / f'ready-{sys.argv[3]}').touch()\n"
        "while len(list(Path(sys.argv[1]).glob('ready-*'))) < 2: pass\n"
        "for seq in range(20_000): node.announce(seq, 'e')"
    )

    processes = [started(program, tmp_path, str(number)) for number in range(2)]

    assert [process.wait() for process in processes] == [0, 0]
    change_signal.attach(tmp_path, URL)
    assert change_signal.state() == State(19_999, 40_000)


@pytest.fixture
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_switching_often")
def test_threads_that_announce_at_once_lose_nothing(tmp_path: Path) -> None:
    change_signal.attach(tmp_path, URL)
    start = threading.Barrier(8)

    def announce(first: int) -> None:
        start.wait()
        for seq in range(first, first + 3_000):
            change_signal.announce(seq, EPOCH)

    threads = [threading.Thread(target=announce, args=(n * 3_000,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert change_signal.state() == State(8 * 3_000 - 1, 8 * 3_000)


def test_a_number_is_never_seen_half_written(tmp_path: Path) -> None:
    change_signal.attach(tmp_path, URL)
    # Every byte of one differs from that of the other.
    numbers = (0x00FF_FFFF_FFFF_FFFF, 0x0100_0000_0000_0000)
    program = f"for _ in range(200_000):\n for seq in {numbers}: node.attached()._write(seq)"

    writer = started(program, tmp_path)
    seen = set()
    while writer.poll() is None:
        seen |= {change_signal.state().seq for _ in range(1_000)}

    assert seen - {0} == set(numbers)


@pytest.mark.parametrize("content", [b"", b"\x01", b"\x02" + b"\x00" * 14])
def test_a_short_file_is_made_whole(tmp_path: Path, opened: Opened, content: bytes) -> None:
    (tmp_path / "state").write_bytes(content)

    file = opened()
    file.announce(600, EPOCH)

    assert file.read() == State(600, 1)


def test_a_damaged_file_is_put_right_by_the_log(tmp_path: Path, opened: Opened) -> None:
    (tmp_path / "state").write_bytes(b"\xff" * 60)
    file = opened()

    file.follow(lambda: (EPOCH, 3))

    assert (file.read().seq, file.epoch) == (3, EPOCH)


def test_a_process_that_begins_on_a_read_only_disk_learns_and_later_writes(
    tmp_path: Path, opened: Opened
) -> None:
    opened().announce(5, EPOCH)

    with read_only(tmp_path):
        late = opened()
        learnt = late.read()
        with pytest.raises(OSError, match="Read-only file system"):
            late.announce(6, EPOCH)
    late.announce(7, EPOCH)

    assert learnt == State(5, 1)
    assert opened().read() == State(7, 2)


def test_a_full_disk_ends_no_process(tmp_path: Path) -> None:
    program = (
        "try: node.announce(9, 'e')\n"
        "except OSError: raise SystemExit(9)\n"
        "raise SystemExit(0 if node.state().seq == 9 else 1)"
    )
    with disk(tmp_path / "small", 1) as small:
        small.fill()
        # There is no room for the file, which is told in one line.
        without_room = started(program, small.path, stderr=subprocess.PIPE)
        said = without_room.communicate()[1]
        small.free()
        change_signal.attach(small.path, URL)
        small.fill()

        assert started(program, small.path).wait() == 0

    assert without_room.returncode == 1
    assert b"SettingsError" in said
    assert b"No space left" in said


def test_it_keeps_its_numbers_when_the_program_ends(tmp_path: Path, opened: Opened) -> None:
    first = NodeFile(tmp_path / "state")
    first.announce(8, EPOCH)
    first.close()

    assert opened().read() == State(8, 1)
    packed = struct.unpack_from("@QQ32s", (tmp_path / "state").read_bytes())
    assert packed == (8, 1, b"e".ljust(32, b"\0"))


def test_each_database_has_a_file_of_its_own(tmp_path: Path) -> None:
    change_signal.attach(tmp_path, URL)
    change_signal.announce(5, EPOCH)

    change_signal.attach(tmp_path, "postgresql://h/xa")
    assert change_signal.state() == State(0, 0)
    change_signal.attach(tmp_path, "sqlite:////srv/../srv/xa.db")

    assert change_signal.state() == State(5, 1)
    assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize("spoilt", ["folder", "file"])
def test_t81_it_says_in_one_line_that_the_folder_cannot_be_used(
    tmp_path: Path, spoilt: str
) -> None:
    state = tmp_path / "state"
    change_signal.attach(state, URL)
    name = os.listdir(state)[0]
    (state / name).unlink()
    if spoilt == "file":
        (state / name).mkdir()
    else:
        state.rmdir()
        state.write_text("no folder")

    with pytest.raises(SettingsError, match=r"^CONGXA_STATE_DIR: \S+: [A-Z].*$"):
        change_signal.attach(state, URL)


def test_nothing_is_known_before_it_is_attached() -> None:
    change_signal.announce(5, EPOCH)
    change_signal.follow(lambda: (EPOCH, 5))

    assert change_signal.state() == State(0, 0)
