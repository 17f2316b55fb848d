"""An input is too slow when it is so twice."""

from collections.abc import Iterable

import pytest

from benches import fuzz_run


def _clock(monkeypatch: pytest.MonkeyPatch, times: Iterable[float]) -> None:
    left = iter(times)
    monkeypatch.setattr(fuzz_run, "process_time", lambda: next(left))


def test_a_pause_of_the_machine_is_no_fault_of_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _clock(monkeypatch, (0, 6, 6, 6.1))
    fuzz_run.once(bytes, b"ab")


def test_an_input_that_is_slow_twice_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    _clock(monkeypatch, (0, 6, 6, 9))
    with pytest.raises(fuzz_run.TooSlow, match=r"6\.0 s, then 3\.0 s for 2 bytes"):
        fuzz_run.once(bytes, b"ab")
