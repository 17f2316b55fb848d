"""An export is whole or it is not there, and what went wrong is said in one line."""

import errno
import gc
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from evidence.errors import EnvironmentError_, HechaError, UsageError
from reports import write as module
from reports.model import Dossier
from reports.write import FORMATS, write
from tests.reports.samples import empty, usual


def failing(number: int) -> module.Writer:
    """A writer that gets half-way."""

    def writer(dossier: Dossier, stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(number, os.strerror(number))

    return writer


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that must hold no leavings in the end."""
    yield tmp_path
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


def refused(path: Path, format: str = "csv") -> HechaError:
    with pytest.raises(HechaError) as caught:
        write(usual(), format, path)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("dossier", [usual(), empty()], ids=["usual", "empty"])
def test_every_format_is_written_and_written_the_same_again(format: str, dossier: Dossier, folder: Path) -> None:
    one, other = (write(dossier, format, folder / f"{name}.{format}") for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == [f"a.{format}", f"b.{format}"]


def test_an_unknown_format_names_the_known_ones(folder: Path) -> None:
    error = refused(folder / "a.pdf", "pdf")
    assert isinstance(error, UsageError)
    assert "xlsx" in str(error)


def test_a_missing_folder(folder: Path) -> None:
    error = refused(folder / "没有" / "a.csv")
    assert isinstance(error, UsageError)
    assert "没有" in str(error)
    assert not (folder / "没有").exists()


def test_a_folder_in_place_of_a_file(folder: Path) -> None:
    assert "是文件夹" in str(refused(folder))


def test_a_pipe_is_not_replaced(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    assert isinstance(refused(pipe), UsageError)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_links_that_lead_to_each_other(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    assert "互相指向" in str(refused(folder / "loop" / "a.csv"))
    assert "互相指向" in str(refused(folder / "loop"))


def test_a_place_that_holds_no_files() -> None:
    if not Path("/proc/self").exists():
        pytest.skip("no /proc here")
    assert "不能存放文件" in str(refused(Path("/proc/a.csv")))


def test_a_name_too_long(folder: Path) -> None:
    assert "文件名过长" in str(refused(folder / ("长" * 200)))


@pytest.mark.parametrize(
    ("number", "kind", "word"),
    [
        (errno.ENOSPC, EnvironmentError_, "磁盘空间不足"),
        (errno.EDQUOT, EnvironmentError_, "磁盘空间不足"),
        (errno.EIO, EnvironmentError_, "检查磁盘"),
        (errno.EACCES, UsageError, "权限"),
        (errno.EROFS, UsageError, "权限"),
    ],
)
def test_a_fault_half_way_leaves_the_old_file(
    number: int, kind: type[HechaError], word: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FORMATS", {"csv": failing(number)})
    (folder / "a.csv").write_text("old")
    error = refused(folder / "a.csv")
    assert isinstance(error, kind)
    assert word in str(error)
    assert (folder / "a.csv").read_text() == "old"


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_in_any_format(format: str, folder: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("wb", buffering=0) as stream, pytest.raises(OSError, match=str(errno.ENOSPC)):
        FORMATS[format](usual(), stream)
    gc.collect()  # a writer that leaves an archive open says so here


def test_a_full_folder_for_temporary_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("xlsxwriter.packager.Packager._create_package", full)
    assert "磁盘空间不足" in str(refused(folder / "a.xlsx", "xlsx"))
    assert list(folder.iterdir()) == []


def test_a_fault_of_ours_leaves_nothing_either(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def writer(dossier: Dossier, stream: BinaryIO) -> None:
        stream.write(b"half")
        raise KeyError("ours")

    monkeypatch.setattr(module, "FORMATS", {"csv": writer})
    with pytest.raises(KeyError):
        write(usual(), "csv", folder / "a.csv")
    assert list(folder.iterdir()) == []


def test_a_link_is_followed_and_stays(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "link.json").symlink_to(folder / "real.json")
    write(empty(), "json", folder / "link.json")
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text())["findings"] == []


def test_a_new_file_has_the_usual_rights(folder: Path) -> None:
    (folder / "plain").touch()
    written = write(empty(), "csv", folder / "a.csv")
    assert written.stat().st_mode == (folder / "plain").stat().st_mode
