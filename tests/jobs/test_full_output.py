"""What is printed to a full disk: one line that says so, never a trace, never the code that means findings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [("checks", "list"), ("checks", "list", "-f", "csv")])
def test_a_full_disk_takes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr.startswith("错误：磁盘空间不足")
    assert done.stderr.count("\n") == 1
