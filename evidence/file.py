"""One attachment of a run, read when it is asked for."""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

from evidence.documents.model import Document, Unread
from evidence.documents.read import read_document, readable_suffix
from evidence.records import Fetch

# Why an attachment that answered was not kept, by the reason of its Skip.
NOT_KEPT: Mapping[str, str] = MappingProxyType(
    {
        "file-bytes": "超过单个附件的大小上限",
        "max-files": "超过附件个数上限",
        "files-bytes": "超过附件总量上限",
        "file-broken": "没有下载完整",
    }
)


class File:
    """An attachment as it was seen: `url` is the address that pages link to, `fetch` the last look at it.

    `read` gives its bytes, None where they were not kept, for which `unread` is the Chinese reason.
    """

    def __init__(self, *, url: str, fetch: Fetch, read: Callable[[], bytes | None], unread: str = "") -> None:
        self.url = url
        self.fetch = fetch
        self._read = read
        self._unread = unread

    @property
    def suffix(self) -> str:
        """The ending under which it is known (`pdf`, `xlsx`)."""
        return _suffix(self.fetch)

    @cached_property
    def document(self) -> Document | Unread:
        """What it says, or why that could not be read."""
        body = self._read()
        return Unread(self._unread or "没有下载") if body is None else read_document(body, self.suffix)


def is_file(fetch: Fetch) -> bool:
    """Whether a look met a readable file."""
    return bool(_suffix(fetch))


def _suffix(fetch: Fetch) -> str:
    disposition = fetch.headers.get("content-disposition", "")
    return readable_suffix(fetch.final_url or fetch.url, fetch.content_type, disposition)
