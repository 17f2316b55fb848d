"""What the system complains of reaches the analyst in Chinese."""

import errno
import os
import re
from pathlib import Path

import pytest

from evidence.errors import HechaError, system_words
from jobs.inventory_files import read_rows
from jobs.rubric_files import read_blocks
from jobs.score_tables import read_filled
from storage.store import open_store


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EIO, errno.EROFS, errno.EISDIR, errno.EMFILE])
def test_the_usual_faults_are_chinese(number: int) -> None:
    assert not re.search("[A-Za-z]", system_words(OSError(number, os.strerror(number))))


def test_an_unusual_fault_is_said_as_the_system_says_it() -> None:
    assert system_words(OSError(errno.ENOTSOCK, "odd")) == "odd"
    assert system_words(OSError("bare")) == "bare"


@pytest.mark.parametrize(("read", "name"), [(read_rows, "a.csv"), (read_blocks, "a.txt"), (read_filled, "a.csv")])
def test_a_file_that_is_not_given_to_us(read, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / name).write_text("a")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(HechaError, match="没有权限"):
        read(tmp_path / name)


def test_a_data_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HechaError) as error:
        open_store(f"sqlite:///{tmp_path}/file/hecha.db")
    assert not re.search("[A-Za-z]{3,} [a-z]", str(error.value).replace(str(tmp_path), ""))
