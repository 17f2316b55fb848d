"""The faults of hecha itself and of its settings; the world's failures are values (`records.Failure`)."""

import errno


class HechaError(Exception):
    """Base of every error a user may see. The text is one Chinese line that says what to do.

    `exit_code` is what the command line leaves with.
    """

    exit_code = 2


class UsageError(HechaError):
    """A wrong argument, an unknown name, a bad file or setting."""


class IncompleteError(HechaError):
    """A run ended before it saw what it had to see."""

    exit_code = 3


class EnvironmentError_(HechaError):
    """The machine lacks something: network, disk, browser, a usable database."""

    exit_code = 4


_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读不能写",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "同名的文件挡在路径中",
    errno.ELOOP: "链接互相指向",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "读写出错",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.EBUSY: "正被其他程序占用",
    errno.ETXTBSY: "正被其他程序占用",
    errno.ENOMEM: "内存不足",
}


def system_words(fault: OSError) -> str:
    """What the system complains of, in Chinese where it is one of the usual faults."""
    return _SYSTEM.get(fault.errno or 0) or fault.strerror or str(fault)
