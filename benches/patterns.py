"""Every pattern of the house on long runs of one character: what takes longer than a tenth of a second is named.

A pattern that can share a run of blanks out among several parts of itself takes the square or the cube of its length:
a page that holds such a run would stop a night. The texts come from the patterns: Hypothesis draws what matches, and
the run is put inside it. Many patterns only see short texts: whether a name printed here matters is for its reader.

python -m benches.patterns [--length 2000] [--within crawler]
"""

import argparse
import importlib
import pkgutil
import re
import signal
import sys
import warnings
from collections.abc import Iterator
from random import Random
from time import process_time
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

ROOMS = ("evidence", "checks", "rubric_map", "crawler", "storage", "reports", "jobs")
RUNS = (" ", "\n", "a", "1", "中", "<", "(", ">", "、", "<b>")
SLOW = 0.1  # seconds of CPU
PATIENCE = 2  # seconds after which a search is broken off
DRAWN, KEPT, PLACES = 25, 5, 4  # texts drawn and kept of a pattern, places for a run in each
_NOT_IN_HYPOTHESIS = re.compile(r"(?<=[*+?}])\+")  # possessive


def main() -> int:
    """Print what is slow; 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=2_000)
    parser.add_argument("--within", nargs="*", default=ROOMS)
    given_ = parser.parse_args()
    patterns = {(pattern.pattern, pattern.flags): name for name, pattern in _patterns(given_.within)}
    slow = 0
    for (text, flags), name in patterns.items():
        took, run, example = slowest(re.compile(text, flags), given_.length)
        if took > SLOW:
            slow += 1
            print(f"{took:.2f} s  {name}  {run!r} in {example[:60]!r}", flush=True)
    print(f"{len(patterns)} patterns, {slow} slow")
    return 1 if slow else 0


def slowest(pattern: re.Pattern[str], length: int) -> tuple[float, str, str]:
    """The longest that a search took, in seconds of CPU, with the run and the text it was put into."""
    usual = signal.signal(signal.SIGALRM, _break_off)
    try:
        return max(_timed(pattern, length))
    finally:
        signal.signal(signal.SIGALRM, usual)


def _patterns(rooms: list[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    for room in rooms:
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if ".migrations." in module.name:
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((f"{module.name}.{name}", pattern) for pattern in _within(value))


def _within(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module: itself, in a table, behind a method, in a slot."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    inside: list[Any] = []
    if isinstance(value, (tuple, list, set, frozenset)):
        inside = list(value)
    elif isinstance(value, dict):
        inside = list(value.values())
    elif not isinstance(value, type):
        slots = getattr(type(value), "__slots__", ())
        inside = [getattr(value, "__self__", None), *(getattr(value, slot, None) for slot in slots)]
    for one in inside if depth else ():
        yield from _within(one, depth - 1)


def _timed(pattern: re.Pattern[str], length: int) -> Iterator[tuple[float, str, str]]:
    """How long a search takes with a run at some places of texts that match, the run, and the text."""
    dice = Random(length)
    for example in _examples(pattern):
        places = {0, len(example), *(dice.randrange(len(example) + 1) for _ in range(PLACES))}
        for place in sorted(places):
            for run in RUNS:
                before = example[:place] + run * length
                took = max(_search(pattern, before + example[place:] + "\0"), _search(pattern, before + "\0"))
                yield took, run, example
                if took > SLOW:
                    return


def _examples(pattern: re.Pattern[str]) -> list[str]:
    drawn: list[str] = []

    @settings(
        max_examples=DRAWN, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.from_regex(re.compile(_NOT_IN_HYPOTHESIS.sub("", pattern.pattern), pattern.flags), fullmatch=True))
    def draw(text: str) -> None:
        drawn.append(text[:300])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            draw()
        except (HypothesisException, NotImplementedError, re.error):  # what it cannot draw begins with nothing
            drawn.append("")
    return sorted(set(drawn), key=len)[-KEPT:]


def _search(pattern: re.Pattern[str], text: str) -> float:
    begun = process_time()
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        for _ in pattern.finditer(text):
            pass
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return process_time() - begun


def _break_off(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
