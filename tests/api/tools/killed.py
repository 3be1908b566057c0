"""Runs `congxa mirror` and kills it at its N-th line: python -m tests.api.tools.killed N …"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from api.tools.cli import mirror

WHERE = f"{os.sep}api{os.sep}tools{os.sep}"


def kill_at(line: int) -> None:
    """Let this process be killed when so many lines of the mirror have run."""
    left = line

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if WHERE not in frame.f_code.co_filename:
            return None
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


if __name__ == "__main__":
    kill_at(int(sys.argv[1]))
    mirror(sys.argv[2:])
