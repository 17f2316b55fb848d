"""The doctor on the browser and the fonts its pictures need."""

import re
import shutil
import subprocess
from pathlib import Path

from jobs.browser import find_browser
from jobs.doctor_symptom import Health, Symptom
from jobs.settings import Settings

START_SECONDS = 15
_VERSION = re.compile(r"\d+(?:\.\d+){1,3}")


def browser(settings: Settings) -> Symptom:
    """Whether there is a Chromium and it starts. Without one, the checks that need a browser say "untested"."""
    found = find_browser(settings)
    if found is None:
        return _no_browser(settings.browser.executable)
    said = _version_of(found)
    if said is None:
        message = f"{found} 无法启动"
        advice = "请重新安装该浏览器，或用 browser.executable 指定另一个；需要浏览器的检查项将记为“未测”"
        return Symptom(name="浏览器", state=Health.WARN, message=message, advice=advice)
    return Symptom(name="浏览器", state=Health.OK, message=f"{said}（{found}）")


def _no_browser(named: str) -> Symptom:
    if named:
        message, advice = f"browser.executable 指定的“{named}”不存在或不可执行", "请改正路径，或删去此项以自动查找"
        return Symptom(name="浏览器", state=Health.BAD, message=message, advice=advice)
    advice = "请安装 Chromium，或用 browser.executable 指定；没有浏览器时，需要它的检查项记为“未测”"
    return Symptom(name="浏览器", state=Health.WARN, message="没有找到 Chromium、Chrome 或 Edge", advice=advice)


def _version_of(executable: Path) -> str | None:
    """What the browser says its version is; None when it does not start."""
    try:
        done = subprocess.run([executable, "--version"], capture_output=True, timeout=START_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = done.stdout.decode(errors="replace").strip()
    return said[:80] if done.returncode == 0 and _VERSION.search(said) else None


def fonts() -> Symptom:
    """Whether Chinese can be drawn: without a font, pictures of pages show boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        return Symptom(name="中文字体", state=Health.OK, message="本机没有 fc-list，未作判断")
    try:
        done = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, timeout=START_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return Symptom(name="中文字体", state=Health.WARN, message="fc-list 没有应答，未作判断")
    families = sorted({line.partition(",")[0].strip() for line in done.stdout.decode(errors="replace").splitlines()})
    families = [family for family in families if family]
    if families:
        return Symptom(name="中文字体", state=Health.OK, message=f"{len(families)} 种，如 {families[0]}")
    advice = "请安装中文字体（如 fonts-noto-cjk），否则截图中的汉字显示为方框"
    return Symptom(name="中文字体", state=Health.WARN, message="没有中文字体", advice=advice)
