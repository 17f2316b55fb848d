"""Files that are packages of XML (docx, xlsx, ods): opened so that neither size nor content can hurt."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from evidence.documents.model import Unreadable

UNPACKED = 60_000_000  # bytes of all parts together
PARTS = 5_000
SUSPICIOUS = 5_000_000  # from this size on a part must not be packed tighter than any text is
TIGHTEST = 200  # times
EVENTS = 1_000_000  # beginnings and ends of elements in all parts; a list at the bound of cells has a tenth of it

_WORLD = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
# Office files have no document type; whoever writes one wants entities.
_DOCTYPE = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


class Package:
    """A package whose sizes, as it says them, are within bounds. Raises Unreadable where they are not."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _WORLD as error:
            raise Unreadable("文件已损坏") from error
        entries = self._zip.infolist()
        if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
            raise Unreadable("解压后过大")
        if any(e.file_size > SUSPICIOUS and e.file_size > TIGHTEST * max(e.compress_size, 1) for e in entries):
            raise Unreadable("压缩比异常")
        self._events = 0
        self.names = tuple(entry.filename for entry in entries)

    def find(self, pattern: str) -> str:
        """The first part whose whole name the pattern matches, or the empty string."""
        return next((name for name in self.names if re.fullmatch(pattern, name)), "")

    def part(self, name: str) -> bytes:
        """The bytes of one part; no more than its entry says are unpacked."""
        try:
            with self._zip.open(name) as stream:
                return stream.read(UNPACKED)
        except (*_WORLD, KeyError) as error:
            raise Unreadable("文件已损坏") from error

    def events(self, name: str, *, starts: bool = True) -> Iterator[tuple[str, str, ElementTree.Element]]:
        """The elements of an XML part as they begin and end: "start" or "end", name without namespace, element."""
        data = self.part(name)
        if any(mark in data for mark in _DOCTYPE):
            raise Unreadable("文件内含实体声明")
        try:
            parsed = ElementTree.iterparse(io.BytesIO(data), ("start", "end") if starts else ("end",))
            for event, element in parsed:
                self._events += 1
                if self._events > EVENTS:
                    raise Unreadable("内容过多")
                yield event, local(element.tag), element
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise Unreadable("文件已损坏") from error


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its name without namespace; "" where there is none."""
    return next((value for key, value in element.items() if local(key) == name), "")


def number(text: str, least: int, most: int) -> int:
    """A whole number of an attribute within bounds; the least where it is none."""
    return max(least, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 9 else least
