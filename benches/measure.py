"""Run a command and measure it: wall time, CPU time and peak memory of it and what it started.

The command is started by a small process of its own (this file run as a program): the peak that Linux reports of
a child begins with the memory of the process it was forked from, and the bench itself is large.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one run of a command took. `peak_mb` is of its largest process."""

    wall: float
    cpu: float
    peak_mb: float
    exit_code: int


class Running:
    """A measured command that was started."""

    def __init__(self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        self._log = log
        self._result = log.with_suffix(".usage")
        starter = [sys.executable, "-I", "-S", __file__, str(self._result), *command]
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                starter,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=log.parent,
                env={**os.environ, **(env or {})},
            )

    def wait(self) -> Usage:
        """Wait for the end and read what it took."""
        self._process.wait()
        if not self._result.is_file():
            raise RuntimeError(f"nothing was measured: see {self._log}")
        return Usage(**json.loads(self._result.read_text(encoding="utf-8")))


def measure(command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> Usage:
    """Run a command to its end; what it prints goes to the log, its working folder is the log's."""
    return Running(command, log=log, env=env).wait()


def median(usages: Sequence[Usage]) -> Usage:
    """The median of each figure; the exit code of the worst run."""
    return Usage(
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        peak_mb=statistics.median(usage.peak_mb for usage in usages),
        exit_code=max((usage.exit_code for usage in usages), key=abs),
    )


def _main(result: str, command: list[str]) -> None:
    begun = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    taken = {
        "wall": time.perf_counter() - begun,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "exit_code": os.waitstatus_to_exitcode(status),
    }
    Path(result).write_text(json.dumps(taken), encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])
