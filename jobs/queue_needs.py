"""Whether nights can be shared by workers: a PostgreSQL database, and the packages that keep the queue in it."""

from evidence.errors import UsageError
from jobs.settings import Settings
from storage.address import file_of


def require_queue(settings: Settings, what: str) -> None:
    """Raises UsageError, saying what to do, when the database or this installation has no queue."""
    install = "并安装附加组件：pip install 'hecha[postgres]'"
    if file_of(settings.database_url) is not None:
        raise UsageError(f"{what} 需要 PostgreSQL：请用 --database postgresql://用户@主机/库 指定数据库，{install}")
    try:
        import jobs.night_queue  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(f"{what} 还缺少任务队列组件（{error.name}）：请安装 pip install 'hecha[postgres]'") from error
