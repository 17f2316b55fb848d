"""One way to write any export: whole or not at all."""

import errno
import pkgutil
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from evidence.errors import EnvironmentError_, HechaError, UsageError, system_words
from reports.delimited import write_csv
from reports.jsonl import write_json, write_jsonl
from reports.model import Dossier

Writer = Callable[[Dossier, BinaryIO], None]


def _late(name: str) -> Writer:
    """A writer that is loaded with its libraries when it is first used: a night starts without Word and Excel."""
    return lambda dossier, stream: pkgutil.resolve_name(name)(dossier, stream)


FORMATS: Mapping[str, Writer] = {
    "xlsx": _late("reports.xlsx:write_xlsx"),
    "docx": _late("reports.docx:write_docx"),
    "html": _late("reports.html:write_html"),
    "csv": write_csv,
    "jsonl": write_jsonl,
    "json": write_json,
}

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ETXTBSY)


def write(dossier: Dossier, format: str, path: Path) -> Path:
    """Write a dossier to a file, through a file beside it; an old file stays until the new one is whole."""
    writer = FORMATS.get(format)
    if writer is None:
        raise UsageError(f"没有“{format}”这种导出格式，可用：{'、'.join(FORMATS)}")
    return write_file(path, lambda stream: writer(dossier, stream))


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write any file through one beside it; an old file stays until the new one is whole."""
    try:
        target = _target(path)
        _write_beside(write, target)
    except OSError as fault:
        raise explained(fault, str(path)) from fault
    return target


def _target(path: Path) -> Path:
    """Where the file really goes (links followed), if a file can go there."""
    try:
        target = path.resolve()
    except RuntimeError as fault:  # what Python before 3.13 makes of links that lead to each other
        raise UsageError(f"{path} 经过互相指向的链接，不能写入，请换一个位置") from fault
    if not target.parent.is_dir():
        raise UsageError(f"输出文件夹不存在：{target.parent}，请先建立该文件夹或换一个位置")
    if target.is_dir():
        raise UsageError(f"{path} 是文件夹，请写明文件名，例如 {path / '问题清单.xlsx'}")
    if target.exists() and not target.is_file():
        raise UsageError(f"{path} 不是普通文件，不能写入，请换一个文件名")
    return target


def _write_beside(write: Callable[[BinaryIO], None], target: Path) -> None:
    beside = target.with_name(f".hecha-{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as stream:
            write(stream)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def explained(fault: OSError, where: str) -> HechaError:
    """The fault of the disk in one line that says what to do."""
    if fault.errno in _NO_ROOM:
        return EnvironmentError_(f"磁盘空间不足，未能写入 {where}，请清理空间后重试")
    if fault.errno in _NO_RIGHT:
        return UsageError(f"没有写入 {where} 的权限，或该文件正被其他程序打开，请关闭后重试或换一个位置")
    if fault.errno == errno.ENAMETOOLONG:
        return UsageError(f"文件名过长：{Path(where).name[:40]}…，请换一个短些的文件名")
    if fault.errno == errno.ELOOP:
        return UsageError(f"{where} 经过互相指向的链接，不能写入，请换一个位置")
    if fault.errno in (errno.ENOENT, errno.ENXIO, errno.EINVAL, errno.EOPNOTSUPP):
        return UsageError(f"{where} 所在的位置不能存放文件，请换一个位置")
    return EnvironmentError_(f"未能写入 {where}：{system_words(fault)}，请检查磁盘后重试")
