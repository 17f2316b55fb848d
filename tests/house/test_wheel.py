"""The built wheel, installed into an environment of its own, is whole and runs from any folder."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project, project_files, rooms, shipped

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; the test fails with all it said when it fails."""
    scrubbed = {name: value for name, value in os.environ.items() if not name.startswith(("HECHA_", "PYTHON"))}
    done = subprocess.run(command, cwd=cwd, env=scrubbed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the project's own files and nothing else."""
    source = tmp_path_factory.mktemp("source")
    for path in project_files():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel in it; what hecha depends on is lent by ours."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / SCRIPTS / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=home)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    # A folder named in a .pth file has its own .pth files left unread: our editable install stays out of sight.
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(site, "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return home / SCRIPTS


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder away from the source, with a stray package of one of our names in it."""
    stray = tmp_path / "checks"
    stray.mkdir()
    (stray / "__init__.py").write_text("raise ImportError('a stray package of the current folder was taken')\n")
    return tmp_path


def test_it_holds_every_shipped_file_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    owned = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert held == {name for name in owned if name.split("/")[0] in shipped()}


def test_it_tells_its_version_from_another_folder(installed: Path, elsewhere: Path) -> None:
    assert project()["project"]["version"] in run(installed / "hecha", "--version", cwd=elsewhere)


def test_it_lists_the_checks_from_another_folder(installed: Path, elsewhere: Path) -> None:
    listed = run(installed / "hecha", "checks", "list", cwd=elsewhere)
    assert "broken-links" in listed


def test_its_names_are_its_own(installed: Path, tmp_path: Path) -> None:
    ask = "import importlib.metadata as m, json; print(json.dumps(m.packages_distributions()))"
    owners = json.loads(run(installed / "python", "-c", ask, cwd=tmp_path))
    assert {name: owners.get(name) for name in rooms()} == {name: ["hecha"] for name in rooms()}
