"""The main job from outside: `hecha demo` finds all that was planted in its portal, and nothing else."""

from pathlib import Path

import pytest

from tests.jobs.served import hecha_in


@pytest.mark.slow
def test_all_that_was_planted_is_found_and_nothing_is_invented(tmp_path: Path) -> None:
    hecha = hecha_in(tmp_path)
    ours = {name: value for name, value in hecha.environment.items() if not name.startswith("HECHA_")}
    ran = type(hecha)(tmp_path, ours)("--no-progress", "demo", "--output", str(tmp_path / "out"), timeout=280)
    table = ran.err[ran.err.find("与预埋问题比对") :]
    assert ran.code == 0, table
    assert "全部查出，没有误报" in table
    assert {path.suffix for path in (tmp_path / "out").rglob("*")} >= {".xlsx", ".db"}


def test_a_folder_that_cannot_be_one_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    said = hecha_in(tmp_path)("demo", "--output", "taken")
    assert (said.code, said.out) == (2, "")
    assert said.err == "错误：结果不能放在 taken：请用 --output 换一个可以写入的文件夹\n"
