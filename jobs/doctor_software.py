"""The doctor on software: Python, hecha itself, its package names, plug-ins, time zones."""

import platform
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checks.registry import registry
from jobs.clock import HOME_ZONE
from jobs.doctor_symptom import Health, Symptom
from jobs.settings import Settings

OLDEST = (3, 11)
ROOMS = ("evidence", "checks", "rubric_map", "crawler", "storage", "jobs", "reports", "demo")


def python() -> Symptom:
    """Whether this Python is new enough."""
    name, said = "Python", f"{platform.python_version()}（{sys.executable}）"
    if sys.version_info[:2] >= OLDEST:
        return Symptom(name=name, state=Health.OK, message=said)
    return Symptom(name=name, state=Health.BAD, message=said, advice="请改用 Python 3.11 或更新的版本")


def hecha() -> Symptom:
    """Which hecha this is."""
    try:
        said = version("hecha")
    except PackageNotFoundError:
        advice = "请用 pip install 安装 hecha，不要直接从源码文件夹运行"
        return Symptom(name="hecha", state=Health.BAD, message="没有安装，查不到版本", advice=advice)
    return Symptom(name="hecha", state=Health.OK, message=said)


def packages() -> Symptom:
    """Whether the rooms that were imported are ours: their names are common, another package may hold one."""
    home = Path(__file__).resolve().parents[1]
    owners = packages_distributions()
    strange = []
    for room in ROOMS:
        others = sorted({owner for owner in owners.get(room, ()) if owner.lower() != "hecha"})
        file = import_module(room).__file__
        if others:
            strange.append(f"{room}（{'、'.join(others)}）")
        elif file is None or Path(file).resolve().parents[1] != home:
            strange.append(f"{room}（{file}）")
    if strange:
        said = f"以下模块名被别的软件包占用：{'、'.join(strange)}"
        advice = "请把 hecha 单独安装在一个虚拟环境中"
        return Symptom(name="软件包", state=Health.BAD, message=said, advice=advice)
    return Symptom(name="软件包", state=Health.OK, message=f"{len(ROOMS)} 个模块都是 hecha 自己的")


def plugins() -> Symptom:
    """Whether every check could be loaded."""
    found = registry()
    said = f"{len(found.checks)} 个检查项可用"
    if not found.broken:
        return Symptom(name="检查项", state=Health.OK, message=said)
    broken = "；".join(f"{each.distribution} 的 {each.name}：{each.reason}" for each in found.broken)
    return Symptom(
        name="检查项",
        state=Health.WARN,
        message=f"{said}，{len(found.broken)} 个插件无法加载（{broken}）",
        advice="请升级或卸载这些插件；其余检查项不受影响",
    )


def time_zones(settings: Settings) -> Symptom:
    """Whether the time zones of the offices and of the nights are known here."""
    wanted = dict.fromkeys((HOME_ZONE, settings.schedule.timezone))
    unknown = [zone for zone in wanted if not _known(zone)]
    if not unknown:
        return Symptom(name="时区数据", state=Health.OK, message="、".join(wanted))
    return Symptom(
        name="时区数据",
        state=Health.BAD,
        message=f"不认识时区 {'、'.join(unknown)}",
        advice="请检查 schedule.timezone 的写法；如写法无误，请安装系统的 tzdata（或 pip install tzdata）",
    )


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
