"""A process with hecha imported once that starts commands as forks: `python -m tests.jobs.kills_nursery`.

A line `[seconds, bytes, [argument, …]]` in, a line `[exit code, CPU seconds, complaint]` out. With `seconds` the kernel
ends the command after so much CPU time: SIGPROF with nobody to catch it ends a process at once, like SIGKILL, and how
far it came does not hang on how busy the machine is. With `bytes` no file may grow beyond them: as on a full disk.
"""

import json
import os
import resource
import signal
import sys
import tempfile

import cli
import jobs.demo
import jobs.gather  # noqa: F401


def main() -> None:
    """Start what is asked for, one after another."""
    for line in sys.stdin:
        seconds, room, arguments = json.loads(line)
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                _become(said.fileno(), seconds, room, arguments)
            _, status, usage = os.wait4(child, 0)
            said.seek(0)
            answer = (os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, said.read().decode())
        print(json.dumps(answer), flush=True)


def _become(said: int, seconds: float | None, room: int | None, arguments: list[str]) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(said, 2)
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    if seconds is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)
    sys.argv = ["hecha", *arguments]
    cli.main(arguments)


if __name__ == "__main__":
    main()
