"""Small attachments and pictures made in code; the same bytes every time."""

import io
import struct
import zipfile
import zlib

_OPC = "application/vnd.openxmlformats-officedocument."
DOCX = _OPC + "wordprocessingml.document"
XLSX = _OPC + "spreadsheetml.sheet"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pdf() -> bytes:
    """A PDF of one page."""
    text = b"BT /F1 18 Tf 72 720 Td (Demonstration attachment) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def docx(text: str = "演示附件") -> bytes:
    """A Word document of one paragraph."""
    body = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return _package("word/document.xml", DOCX + ".main+xml", {"word/document.xml": body})


def xlsx(text: str = "演示附件") -> bytes:
    """A workbook of one cell."""
    book = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_DOC}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    rels = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_DOC}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheet = (
        f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": sheet}
    return _package("xl/workbook.xml", XLSX + ".main+xml", parts)


def _package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    overrides = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    if "xl/worksheets/sheet1.xml" in parts:
        overrides += f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OPC}spreadsheetml.worksheet+xml"/>'
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    rels = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_DOC}/officeDocument" Target="{main}"/>'
        "</Relationships>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in {"[Content_Types].xml": types, "_rels/.rels": rels, **parts}.items():
            info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            package.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml)
    return out.getvalue()


def png(width: int = 320, height: int = 200, *, top: int = 0x2F6DB5, bottom: int = 0xBFD9F2) -> bytes:
    """A picture that runs from one colour to another."""
    rows = b"".join(b"\0" + _mix(top, bottom, y / max(height - 1, 1)) * width for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _mix(top: int, bottom: int, share: float) -> bytes:
    pairs = zip(top.to_bytes(3, "big"), bottom.to_bytes(3, "big"), strict=True)
    return bytes(round(a + (b - a) * share) for a, b in pairs)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pixel() -> bytes:
    """The transparent one-pixel picture that counters use."""
    return (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
        b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )


def cut() -> bytes:
    """A PDF whose end is missing."""
    return pdf()[:-120]


def ofd() -> bytes:
    """An OFD document of one empty page."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        info = zipfile.ZipInfo("OFD.xml", date_time=(2020, 1, 1, 0, 0, 0))
        package.writestr(info, '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"/>')
    return out.getvalue()


def mp4() -> bytes:
    """The beginning of a film in which nothing is shown."""
    return struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"isom", 512, b"isom", b"mp42") + struct.pack(">I4s", 8, b"mdat")


def svg() -> bytes:
    """A valid picture in which nothing is drawn."""
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
