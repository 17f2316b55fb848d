"""Reading PDF: the words of its pages, line by line; a page that is a picture has none."""

import re
from itertools import accumulate

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE

from evidence.documents.model import PAGES, Document, Room, Unreadable

_FIGURES = re.compile(r"[\d.,]{2,}")  # a line of nothing but figures


def read_pdf(body: bytes) -> Document:
    """The lines of a PDF, page by page."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise Unreadable("文件已加密" if locked else "文件已损坏") from error
    try:
        return _read(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("文件已损坏") from error
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> Document:
    room, lines, pictures = Room(), list[str](), 0
    count = len(document)
    for number in range(min(count, PAGES)):
        text, is_picture = _page(document, number)
        lines += room.take(text.replace("\0", "")).splitlines()
        pictures += is_picture
        if room.full:
            break
    if not any(line.strip() for line in lines):
        raise Unreadable("没有文字，可能是扫描件（图片）" if pictures else "没有文字")
    return Document(lines=tuple(lines), exact=False, lacking=room.lacking or _lacking(count, pictures))


def _lacking(count: int, pictures: int) -> str:
    if count > PAGES:
        return f"只读了前 {PAGES} 页（共 {count} 页）"
    return f"有 {pictures} 页是图片" if pictures else ""


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    """The words of a page, and whether it is a picture without any."""
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text = parted(str(words.get_text_bounded()), str(words.get_text_range()))
        finally:
            words.close()
        return text, not text.strip() and any(page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=2))
    finally:
        page.close()


def parted(text: str, told: str) -> str:
    """The words of a page, lines of figures parted where its words as `told` in the order of the file are.

    Cells of a narrow table that stand beside each other run together in the first reading (0010001) and stand each on
    a line of its own in the second.
    """
    if text == told or "".join(text.split()) != "".join(told.split()):
        return text
    pieces = told.split()
    breaks = set(accumulate(map(len, pieces)))
    lines, at = [], 0
    for line in text.splitlines():
        lines.append(_parted(line, at, breaks) if _FIGURES.fullmatch(line) else line)
        at += len("".join(line.split()))
    return "\n".join(lines)


def _parted(line: str, at: int, breaks: set[int]) -> str:
    return "".join(f" {sign}" if at + n in breaks and n else sign for n, sign in enumerate(line))
