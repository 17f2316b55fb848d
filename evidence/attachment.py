"""What a file really is, told by its first and its last bytes, and whether its end is missing.

What a visitor can open is no fault: an Office program opens old and new formats, RTF and its own pages under any of its
suffixes, an archiver every archive, a browser every picture. Bytes of a kind we do not know say nothing.
"""

import re
from collections.abc import Mapping

SENTENCE = 512  # bytes that are too few for a document, and enough to say that there is none
TAIL = 1024  # last bytes in which a whole file says that it ends

OFFICE = frozenset(("doc", "xls", "ppt", "wps", "et", "dps", "docx", "xlsx", "pptx", "rtf", "uof"))
ARCHIVES = frozenset(("zip", "rar", "7z"))
PICTURES = frozenset(("jpg", "jpeg", "png", "gif", "bmp"))

_BEGINNINGS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"<?xml", "xml"),
    (b"MZ\x90\x00", "exe"),
)
# What a server says instead of a file.
_JSON = re.compile(rb"""\s*\{\s*"(?:code|msg|message|status|success|error|errcode|errmsg|timestamp)"\s*:""")
_EXCUSE = re.compile(r"不存在|找不到|未找到|已删除|无权|失败|出错|错误|not found|no such|error", re.IGNORECASE)
_NONE = re.compile(
    r"""不存在|找不到|未找到|已被?删除|not found|"(?:code|status|errcode)"\s*:\s*"?(?:404|500)\b""", re.IGNORECASE
)
# What Office programs write at the beginning of a document that they save as a page.
_OFFICE_PAGE = re.compile(rb"xmlns:[owx]=|\bProgId\b|content=[\"']?Microsoft (?:Word|Excel)", re.IGNORECASE)
_OPENED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(OFFICE, frozenset(("ole", "zip", "rtf", "xml"))),
    **dict.fromkeys(ARCHIVES, frozenset(("zip", "rar", "7z", "gzip"))),
    "pdf": frozenset(("pdf",)),
    "ofd": frozenset(("zip",)),
}
_SENT = frozenset(
    (
        *("application/pdf", "application/msword", "application/zip", "application/ofd", "application/vnd.ms-excel"),
        *("application/octet-stream", "application/x-download", "application/force-download"),
    )
)
_COUNTS = re.compile(
    r"/(?:\w{0,12}(?:hits?|count(?:er)?|stat(?:s|istics?)?|track(?:er|ing)?|beacon|tongji|visit|pv|click)\w{0,6})"
    r"(?:\.(?:asp|aspx|php|jsp|do|gif|ashx|action))?(?:[/?]|$)",
    re.IGNORECASE,
)
ENDS: Mapping[str, bytes] = {
    "pdf": b"%%EOF",
    **dict.fromkeys(("docx", "xlsx", "pptx", "ofd", "zip"), b"PK\x05\x06"),
}


def is_sent(kind: str, headers: Mapping[str, str]) -> bool:
    """Whether an answer of this type is meant to be saved as a file, whatever its address is called."""
    return kind in _SENT or headers.get("content-disposition", "").lower().startswith("attachment")


def only_counts(path: str) -> bool:
    """Whether a picture is asked for to count a visit, and not to be looked at."""
    return _COUNTS.search(path) is not None


def kind_of(raw: bytes) -> str:
    """What a file is by its first bytes: `pdf`, `zip`, `ole`, `png` …; empty where they are not known."""
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    start = raw[:16].removeprefix(b"\xef\xbb\xbf")
    found = next((kind for magic, kind in _BEGINNINGS if start.startswith(magic)), "")
    return found or ("json" if _JSON.match(raw[:300]) else "")


def other_kind(suffix: str, raw: bytes) -> str:
    """The known kind of a file that no program for its suffix opens; empty where there is no such contradiction."""
    kind = kind_of(raw)
    opened = _OPENED.get(suffix)
    return kind if opened is not None and kind and kind not in opened else ""


def is_office_page(suffix: str, raw: bytes, content_type: str = "") -> bool:
    """Whether a page under the suffix of a document is one that its program opens: it wrote it, or it is a bare table.

    Many portals export a table as a page and send it as a document (`content_type` is no page's then).
    """
    if suffix not in OFFICE:
        return False
    start = raw[:4096].lower()
    exported = content_type != "" and "html" not in content_type and b"<table" in start and b"<script" not in start
    return exported or bool(_OFFICE_PAGE.search(raw[:2048]))


def is_excuse(raw: bytes) -> bool:
    """Whether what came instead of a file is a sentence, or a little JSON, that says there is none."""
    return is_sentence(raw) and _EXCUSE.search(text_of(raw)) is not None


def is_sentence(raw: bytes) -> bool:
    """Whether bytes are a few words of text, and no file of any kind that begins with signs of its own."""
    return len(raw) < SENTENCE and b"\0" not in raw and kind_of(raw) in ("", "json")


def says_none(raw: bytes) -> bool:
    """Whether what came instead of a page is a little JSON by which a program says that there is none."""
    return len(raw) < SENTENCE and kind_of(raw) == "json" and _NONE.search(text_of(raw)) is not None


def text_of(raw: bytes) -> str:
    """What a few bytes say, in UTF-8 or else in Chinese."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def should_end(suffix: str, raw: bytes) -> bool:
    """Whether a file is of a kind that says where it ends, and begins in earnest."""
    if suffix not in ENDS:
        return False
    return b" obj" in raw if suffix == "pdf" else raw.startswith(b"PK\x03\x04")


def ends(suffix: str, tail: bytes) -> bool:
    """Whether the last bytes of a file say that it ends there."""
    return ENDS[suffix] in tail[-TAIL:]


def whole_size(headers: Mapping[str, str]) -> int | None:
    """How many bytes a file has by the headers of an answer that may be a part of it; None where they do not tell."""
    part = headers.get("content-range", "")
    told = part.rpartition("/")[2] if part else headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else None
