"""Any file to its words: the form is told by the bytes, for names of files lie."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from evidence.documents.compound import MAGIC, Compound
from evidence.documents.model import Document, Unread, Unreadable
from evidence.documents.ofd import read_ofd
from evidence.documents.old_sheets import read_xls
from evidence.documents.old_word import read_doc
from evidence.documents.package import Package
from evidence.documents.plain import read_csv, read_page, read_text
from evidence.documents.rtf import read_rtf
from evidence.documents.sheets import read_ods, read_xlsx
from evidence.documents.word import read_word
from evidence.notice import HTML_TYPES, looks_like_html
from evidence.urls import file_suffix

# By the ending of a name: what is worth keeping whole.
READABLE = frozenset({"pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ods", "ofd", "rtf", "csv", "txt"})
_BY_TYPE: Mapping[str, str] = MappingProxyType(
    {
        "application/pdf": "pdf",
        "application/msword": "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.ms-excel": "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/ofd": "ofd",
        "application/rtf": "rtf",
        "text/rtf": "rtf",
        "text/csv": "csv",
    }
)
_HEAD = 1024
_NAMED = re.compile(r"filename\*?=[^;]*\.(\w{2,5})\b")


def readable_suffix(url: str, content_type: str, disposition: str) -> str:
    """The ending under which an answer is a readable file: by its address, the name its server gives it, or its type.

    The empty string where it is none; a web page under the address of a file is none.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind in HTML_TYPES:
        return ""
    named = _NAMED.search(disposition)
    for suffix in (file_suffix(url), named[1].lower() if named else ""):
        if suffix in READABLE:
            return suffix
    return _BY_TYPE.get(kind, "")


def read_document(body: bytes, suffix: str = "") -> Document | Unread:
    """What a file says, within bounds; `suffix` tells a list from other text. Never raises, whatever the bytes are."""
    try:
        return _reader(body, suffix)(body)
    except Unreadable as error:
        return Unread(str(error))


def _reader(body: bytes, suffix: str) -> Callable[[bytes], Document]:
    if not body:
        raise Unreadable("文件是空的")
    if b"%PDF" in body[:_HEAD]:
        from evidence.documents.pdf import read_pdf  # loads a large library, which few runs need

        return read_pdf
    if body.startswith(b"PK"):
        return _packed
    if body.startswith(MAGIC):
        return _compound
    if body.startswith(b"{\\rtf"):
        return read_rtf
    if body.startswith(b"MIME-Version:"):
        raise Unreadable("MHT 格式暂不读取")
    if looks_like_html(body) or b"<table" in body[:_HEAD].lower():
        return read_page
    if suffix in ("txt", "csv"):
        return read_csv if suffix == "csv" else read_text
    raise Unreadable("不认识的文件格式")


def _packed(body: bytes) -> Document:
    package = Package(body)
    if package.find(r"word/document\w*\.xml"):
        return read_word(package)
    if package.find(r"xl/worksheets/[^/]+\.xml"):
        return read_xlsx(package)
    if package.find(r"content\.xml"):
        return read_ods(package)
    if package.find(r"OFD\.xml"):
        return read_ofd(package)
    raise Unreadable("不是文档（压缩包等）")


def _compound(body: bytes) -> Document:
    compound = Compound(body)
    if "EncryptedPackage" in compound.names:
        raise Unreadable("文件已加密")
    if "WordDocument" in compound.names:
        return read_doc(compound)
    if {"Workbook", "Book"} & compound.names:
        return read_xls(compound)
    raise Unreadable("不认识的文件格式")
