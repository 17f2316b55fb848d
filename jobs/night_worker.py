"""Who takes nights: a name for this process, and whether the process behind a name is surely gone."""

import os
import socket
from pathlib import Path

_PARTS = 4


def own_name() -> str:
    """The name of this process: `host/machine/process/start`. No other process, ever, has the same."""
    return f"{socket.gethostname()}/{_machine()}/{os.getpid()}/{_started(os.getpid())}"


def surely_gone(name: str) -> bool:
    """Whether the process of a name was one of this very machine and boot and is no more; false when in doubt."""
    parts = name.rsplit("/", _PARTS - 1)
    if len(parts) != _PARTS or not _machine() or parts[1] != _machine() or not parts[2].isdigit():
        return False
    return _started(int(parts[2])) != parts[3]


def _machine() -> str:
    """This boot and this namespace of processes: containers of one host do not see each other. "" when unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}-{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _started(process: int) -> str:
    """When a process began, in the kernel's ticks; "" when there is none or it has ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = told.rpartition(")")[2].split()  # the name before it may hold anything
    return "" if fields[0] in ("Z", "X") else fields[19]
