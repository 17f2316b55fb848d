"""The process that atheris drives: `python -m benches.fuzz_run TARGET LIBFUZZER-OPTION…`."""

import importlib
import sys
from time import process_time
from typing import Any

LONGEST = 65_536  # bytes of an input
LIMIT = 2.0  # seconds of CPU for one input: the machine may be busy with other work


class TooSlow(Exception):
    """An input took longer than a reader may take."""


def once(target: Any, data: bytes) -> None:
    """Run a target over one input. One that is too slow is run again: a machine that was halted counts as CPU too."""
    took = _took(target, data)
    if took > LIMIT and (again := _took(target, data)) > LIMIT:
        raise TooSlow(f"{took:.1f} s, then {again:.1f} s for {len(data)} bytes")


def _took(target: Any, data: bytes) -> float:
    started = process_time()
    target(data)
    return process_time() - started


def main() -> None:
    """Instrument our rooms while they are imported, then let atheris go."""
    atheris: Any = importlib.import_module("atheris")
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["evidence", "checks", "crawler", "protego", "stdnum"]):
        target = importlib.import_module("benches.fuzz_targets").TARGETS[name]
    atheris.Setup(sys.argv, lambda data: once(target, data), enable_python_coverage=True)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
