"""Files for the tests, made in code: Office files of both ages, packages with faults, a PDF of given lines."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import docx
import xlsxwriter

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
Rows = Sequence[Sequence[str | float]]


def docx_of(lines: Iterable[str] = (), tables: Iterable[Rows] = ()) -> bytes:
    """A Word document of these paragraphs, then these tables."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(rows, table.rows, strict=True):
            for value, cell in zip(row, cells.cells, strict=False):
                cell.text = str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(*sheets: Rows) -> bytes:
    """A workbook of these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for y, row in enumerate(rows):
                sheet.write_row(y, 0, row)
    return out.getvalue()


def ods_of(rows: Rows, *, repeated: int = 1) -> bytes:
    """An OpenDocument sheet; `repeated` blank columns stand before the last cell of each row."""
    names = 'xmlns:table="t" xmlns:text="x" xmlns:office="o"'
    gap = f'<table:table-cell table:number-columns-repeated="{repeated}"/>'
    lines = (
        "".join(f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in row[:-1])
        + f"{gap}<table:table-cell><text:p>{row[-1]}</text:p></table:table-cell>"
        for row in rows
    )
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    xml = f"<office:document-content {names}><table:table>{body}</table:table></office:document-content>"
    return zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml})


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def word_xml(body: str, head: str = "") -> bytes:
    """A Word document whose body is this XML (prefix `w`)."""
    return zip_of({"word/document.xml": f'{head}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'})


def ofd_of(*pages: str) -> bytes:
    """An OFD of pages whose contents are this XML (prefix `ofd`)."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {"OFD.xml": f"<ofd:OFD {space}/>", "Doc_0/Document.xml": f"<ofd:Document {space}/>"}
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {space}>{content}</ofd:Page>"
    return zip_of(parts)


def ofd_text(text: str, x: float, y: float, width: float = 0.0) -> str:
    """One text object of an OFD, four millimetres high."""
    return (
        f'<ofd:TextObject Boundary="{x} {y} {width or 4 * len(text)} 4" Size="4">'
        f'<ofd:TextCode X="0" Y="3">{text}</ofd:TextCode></ofd:TextObject>'
    )


def compound_of(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams, each padded to where the small ones end."""
    data = bytearray()
    chains: list[int] = []
    starts: dict[str, int] = {}
    for name, stream in streams.items():
        starts[name] = len(chains)
        count = max(8, -(-len(stream) // _SECTOR))
        data += stream.ljust(count * _SECTOR, b"\0")
        chains += [*range(len(chains) + 1, len(chains) + count), _END]
    directory = len(chains)
    entries = [_entry("Root Entry", 5, _END, 0)]
    entries += [_entry(name, 2, starts[name], max(len(stream), 4096)) for name, stream in streams.items()]
    data += b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    chains += [*range(directory + 1, len(data) // _SECTOR), _END]
    table = len(chains)
    count = -(-(len(chains) + 1) // 127)
    chains += [_FAT] * count
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(count * _SECTOR, b"\xff")
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, count, directory, 0, 4096, _END, 0, _END, 0, table)
    named = [*range(table, table + count), *[_FREE] * 109][:109]
    return head[:76] + struct.pack("<109I", *named) + bytes(data) + fat


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    head = coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, _FREE, 1 if kind == 5 else _FREE)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def doc_of(text: str, *, narrow: str = "", flags: int = 0) -> bytes:
    """A Word 97 document of two pieces: the text in wide letters, then another in narrow ones."""
    wide, plain = text.encode("utf-16-le"), narrow.encode("cp1252")
    begin = 0x400
    places = struct.pack("<III", 0, len(text), len(text) + len(narrow))
    pieces = b"".join(struct.pack("<HIH", 0, fc, 0) for fc in (begin, ((begin + len(wide)) * 2) | 0x40000000))
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    head = bytearray(begin)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 10, flags)
    struct.pack_into("<II", head, 0x1A2, 4, len(clx))
    return compound_of({"WordDocument": bytes(head) + wide + plain, "0Table": b"\0\0\0\0" + clx})


def xls_of(rows: Rows, *, split: int = 0, locked: bool = False) -> bytes:
    """An Excel 97 workbook of one sheet; the shared strings go on in a further record after `split` bytes."""
    texts = [value for row in rows for value in row if isinstance(value, str)]
    shared = struct.pack("<II", len(texts), len(texts))
    shared += b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    bof = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    password = _record(0x002F, bytes(6)) if locked else b""
    strings = _record(0x00FC, shared[: split or None])
    if split:
        strings += _record(0x003C, b"\x01" + shared[split:])
    name = b"\x06\x00Sheet1"
    rest = password + strings
    place = len(bof) + 4 + 6 + len(name) + len(rest) + 4
    globals_ = bof + _record(0x0085, struct.pack("<IH", place, 0) + name) + rest + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + b"".join(_cells(rows))
    return compound_of({"Workbook": globals_ + sheet + _record(0x000A, b"")})


def _cells(rows: Rows) -> Iterable[bytes]:
    count = 0
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str):
                yield _record(0x00FD, struct.pack("<HHHI", y, x, 0, count))
                count += 1
            elif float(value).is_integer() and abs(value) < 1 << 28:
                yield _record(0x027E, struct.pack("<HHHi", y, x, 0, int(value) << 2 | 2))
            else:
                yield _record(0x0203, struct.pack("<HHHd", y, x, 0, value))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF of one page with lines of ASCII letters."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = "".join(f"{number} 0 obj{one}endobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 6>>\n%%EOF".encode()
