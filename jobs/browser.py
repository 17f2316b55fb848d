"""Where the browser is: the one of the settings, the system's, or Playwright's own. Looks only, starts nothing."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from jobs.settings import Settings

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_INSTALLED = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# Below `chromium-1234/` or `chromium_headless_shell-1234/`, by system and by age of the release.
_OWN = ("chrome-*/chrome", "chrome-*/headless_shell", "chrome-*/*.app/Contents/MacOS/*", "chrome-*/chrome.exe")


def find_browser(settings: Settings) -> Path | None:
    """The browser to use; None when there is none.

    A `browser.executable` that was set is the only one taken: another one in its place would be a surprise.
    """
    named = settings.browser.executable
    if named:
        found = shutil.which(str(Path(named).expanduser()))
        return Path(found) if found else None
    return next(_candidates(), None)


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    for place in map(Path, _INSTALLED):
        if place.is_file():
            yield place
    yield from _playwright()


def _playwright() -> Iterator[Path]:
    """What `playwright install chromium` left behind, the newest first, the full browser before its headless shell."""
    for kind in ("chromium-", "chromium_headless_shell-"):
        folders = sorted(_browsers().glob(kind + "*"), key=_revision, reverse=True)
        for folder in folders:
            for pattern in _OWN:
                yield from (path for path in sorted(folder.glob(pattern)) if os.access(path, os.X_OK))


def _revision(folder: Path) -> int:
    number = folder.name.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _browsers() -> Path:
    set_ = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if set_ and set_ != "0":
        return Path(set_)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path.home() / "AppData/Local/ms-playwright"
    return Path.home() / ".cache/ms-playwright"
