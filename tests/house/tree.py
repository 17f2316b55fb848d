"""The source tree as the house laws see it: the files that belong to the project, and the settings of its packaging."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NOT_SOURCE = {"__pycache__", "build", "dist", "hecha-data"}


def project() -> dict[str, Any]:
    """The whole of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def shipped() -> list[str]:
    """The folders and files that the wheel holds, from the packaging settings."""
    names: list[str] = project()["tool"]["hatch"]["build"]["only-include"]
    return names


def rooms() -> list[str]:
    """The top-level import names of the project."""
    return [name.removesuffix(".py") for name in shipped()]


def project_files() -> list[Path]:
    """Every file that belongs to the project: what git tracks, or in an unpacked archive all that is there."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        return [ROOT / name for name in _tracked() if (ROOT / name).is_file()]
    return sorted(_walk())


def python_files() -> list[Path]:
    """Every Python source of the project."""
    return [path for path in project_files() if path.suffix == ".py"]


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return sorted(os.fsdecode(name) for name in listed.stdout.split(b"\0") if name)


def _walk() -> Iterator[Path]:
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if not name.startswith(".") and name not in NOT_SOURCE]
        yield from (Path(folder, name) for name in names)
