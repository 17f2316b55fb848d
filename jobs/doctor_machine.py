"""The doctor on the disk, the database and the certificates of the settings."""

import tempfile
from pathlib import Path

from crawler.connect import trust
from evidence.errors import HechaError, system_words
from jobs.disk import data_folder, free_megabytes
from jobs.doctor_symptom import Health, Symptom
from jobs.settings import Settings
from storage.soundness import check_soundness, check_writes
from storage.store import open_store


def disk(settings: Settings) -> Symptom:
    """Whether the data folder takes files and has room for a night."""
    folder = data_folder(settings)
    free, floor = free_megabytes(folder), settings.schedule.min_free_mb
    said = f"{folder}，可用 {free} MB"
    reason = _unwritable(folder)
    if reason:
        advice = "请改正该文件夹的权限，或用 folder 设置换一个位置"
        return Symptom(name="数据文件夹", state=Health.BAD, message=f"{folder} 不能写入：{reason}", advice=advice)
    if free < floor:
        advice = "请腾出空间，或用 folder 设置换一个位置；空间不足时夜间运行会等待"
        message = f"{said}，低于 schedule.min_free_mb 规定的 {floor} MB"
        return Symptom(name="数据文件夹", state=Health.BAD, message=message, advice=advice)
    return Symptom(name="数据文件夹", state=Health.OK, message=said)


def _unwritable(folder: Path) -> str:
    """Why no file can be made in a folder, or in the nearest one above it that is there; "" when one can."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=".hecha-"):
            return ""
    except OSError as error:
        return system_words(error)


def database(settings: Settings) -> Symptom:
    """Whether the database opens, is ours, of our version, and takes writes. A missing file is not created."""
    address = settings.database_url
    if "://" not in address and not Path(address).expanduser().exists():
        return Symptom(name="数据库", state=Health.OK, message=f"{address} 尚未建立，第一次使用时自动建立")
    try:
        with open_store(address) as store:
            check_writes(store.database)
            check_soundness(store.database)
            sites, where = len(store.sites.list()), store.database.where
    except HechaError as error:
        message, _, advice = str(error).partition("：请")
        return Symptom(name="数据库", state=Health.BAD, message=message, advice=f"请{advice}" if advice else "")
    return Symptom(name="数据库", state=Health.OK, message=f"{where}，{sites} 个站点")


def certificates(settings: Settings) -> Symptom:
    """Whether the issuers of certificates can be read."""
    own = settings.network.ca_file
    try:
        count = len(trust(own).get_ca_certs())
    except HechaError as error:
        return Symptom(name="证书", state=Health.BAD, message=str(error), advice="请改正 network.ca_file")
    return Symptom(name="证书", state=Health.OK, message=f"{count} 个根证书" + (f"，含 {own}" if own else ""))
