"""The measures are those of the command, not of the process that asks."""

import sys
from pathlib import Path

from benches.measure import measure

BURN = "import time\nwhile time.process_time() < 0.3: pass"
HOLD = "x = bytearray(60_000_000); print('held')"


def test_cpu_and_wall(tmp_path: Path) -> None:
    busy = measure([sys.executable, "-c", BURN], log=tmp_path / "busy.txt")
    idle = measure([sys.executable, "-c", "import time; time.sleep(0.3)"], log=tmp_path / "idle.txt")
    assert busy.cpu >= 0.3
    assert idle.cpu < busy.cpu  # what it slept is no CPU
    assert idle.wall >= 0.3


def test_memory_of_the_asking_process_does_not_count(tmp_path: Path) -> None:
    ballast = bytearray(b"x" * 120_000_000)
    small = measure([sys.executable, "-c", "pass"], log=tmp_path / "small.txt")
    large = measure([sys.executable, "-c", HOLD], log=tmp_path / "large.txt")
    assert small.peak_mb < 40
    assert small.peak_mb + 50 < large.peak_mb < 120
    assert len(ballast) == 120_000_000


def test_exit_code_and_log(tmp_path: Path) -> None:
    failed = measure([sys.executable, "-c", "print('why'); raise SystemExit(3)"], log=tmp_path / "failed.txt")
    assert failed.exit_code == 3
    assert (tmp_path / "failed.txt").read_text().strip() == "why"
