"""No file of the project tells where packages came from, what machine it was written on, or a private key."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project_files

# In pieces, so that this file does not find itself.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "npm" + "mirror.com")
DEBIAN = r"\b(?:deb|security|ftp|snapshot|cdn-fastly)\." + r"debian\.org"
MIRRORS = r"\bmirrors?\.[\w.-]+\.(?:cn|com|edu|org)\b|" + r"py" + r"pi\.[\w.-]+\.(?:cn|com|edu)\b"
PLACES = (
    r"(?<![\w.\-}])/(?:" + r"work/(?:main|shared|\.library)\b|" + r"tmp/\w|" + r"root/|" + r"opt/(?:pypi|wheels)\b)"
)
KEYS = "-----BEGIN [A-Z ]*" + "PRIVATE KEY-----"
FORBIDDEN = re.compile("|".join((*map(re.escape, HOSTS), DEBIAN, MIRRORS, PLACES, KEYS)))


def found(text: str) -> list[str]:
    """What must not stand in a file, as it stands there."""
    return [match.group() for match in FORBIDDEN.finditer(text)]


def test_no_file_names_a_registry_a_machine_path_or_a_key() -> None:
    told = {path.relative_to(ROOT).as_posix(): found(_text(path)) for path in project_files()}
    assert {name: words for name, words in told.items() if words} == {}


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize(
    "text",
    [
        "https://" + HOSTS[0] + "/simple",
        "Acquire http://deb." + "debian.org/debian",
        "--index-url https://mirrors." + "example.cn/simple",
        "cd /" + "work/main",
        'open("/' + 'tmp/x")',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
    ],
)
def test_a_leak_is_seen(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.gov.cn/work/main.html",
        'href="/wo' + 'rk/index.html"',
        "see debian.org",
        "tmp_path / 'x'",
        "/tmp",
    ],
)
def test_what_only_looks_like_a_leak_is_left_alone(text: str) -> None:
    assert found(text) == []
