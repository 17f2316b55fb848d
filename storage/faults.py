"""What the database drivers complain of, in words a user can act on. The one place where this is decided."""

import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from evidence.errors import EnvironmentError_, HechaError, UsageError

# By the beginning of SQLite's error name.
_SQLITE = {
    "SQLITE_FULL": "磁盘已满，写不进数据库 {where}：请腾出空间，或用 --database 换一个位置后重试",
    "SQLITE_BUSY": "数据库 {where} 正被另一个程序占用：请等它结束后重试",
    "SQLITE_LOCKED": "数据库 {where} 正被另一个程序占用：请等它结束后重试",
    "SQLITE_READONLY": "数据库 {where} 只能读不能写：请检查该文件及所在文件夹的权限",
    "SQLITE_PERM": "没有权限使用数据库 {where}：请检查该文件及所在文件夹的权限",
    "SQLITE_CANTOPEN": "打不开数据库 {where}：请检查路径和所在文件夹的权限",
    "SQLITE_CORRUPT": "数据库 {where} 已损坏：请从备份恢复，或用 --database 换一个位置",
    "SQLITE_IOERR": "读写数据库 {where} 时磁盘出错：请检查磁盘是否已满或损坏",
}
# By the beginning of the SQLSTATE.
_POSTGRES = {
    "53100": "PostgreSQL 所在磁盘已满（{where}）：请腾出空间后重试",
    "53": "PostgreSQL 资源不足（{where}）：请检查其内存和连接数后重试",
    "25006": "PostgreSQL 数据库 {where} 只能读不能写：请换用可写的主库",
    "42501": "对 PostgreSQL 数据库 {where} 权限不足：请为该用户授权",
    "55P03": "PostgreSQL 数据库 {where} 正被占用：请稍后重试",
    "40P01": "PostgreSQL 数据库 {where} 出现相互等待：请重试",
    "57": "PostgreSQL 服务已停止或中断了连接（{where}）：请确认服务已启动后重试",
    "58": "PostgreSQL 服务器系统出错（{where}）：请查看其日志",
}
_UNREACHABLE = "连不上 PostgreSQL 数据库 {where}：请检查地址、端口、库名、用户名和口令，并确认服务已启动"


def fault_of(error: BaseException | None, where: str) -> HechaError | None:
    """The fault a driver's error stands for; None when it is a mistake of ours."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_fault(getattr(error, "sqlite_errorname", ""), where)
    if type(error).__module__.startswith("psycopg"):
        return _postgres_fault(error, where)
    return None


def _postgres_fault(error: BaseException | None, where: str) -> HechaError | None:
    import psycopg  # only where PostgreSQL is used: it is an extra

    if isinstance(error, psycopg.OperationalError | psycopg.InternalError | psycopg.errors.InsufficientPrivilege):
        text = _said(_POSTGRES, error.sqlstate or "")
        return EnvironmentError_((text or _UNREACHABLE).format(where=where))
    return None


def _sqlite_fault(name: str, where: str) -> HechaError | None:
    if name == "SQLITE_NOTADB":
        return UsageError(not_a_database(where))
    text = _said(_SQLITE, name)
    return EnvironmentError_(text.format(where=where)) if text else None


def not_a_database(where: str) -> str:
    """What to say of a file that is no SQLite database."""
    return f"{where} 不是数据库文件：请用 --database 换一个路径（原文件未改动）"


def _said(table: dict[str, str], code: str) -> str | None:
    return next((text for start, text in table.items() if code.startswith(start)), None)


def translate(engine: Engine, where: str) -> None:
    """Have every error of this engine that a user can mend raised as a fault of hecha."""

    def on_error(context: ExceptionContext) -> HechaError | None:
        return fault_of(context.original_exception, where)

    event.listen(engine, "handle_error", on_error, retval=True)
