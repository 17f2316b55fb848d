"""Attachments and pictures are what they say."""

import io
import zipfile
import zlib

import pypdfium2
from docx import Document

from demo.files import docx, pdf, pixel, png, svg, xlsx


def test_the_pdf_opens_and_shows_its_text() -> None:
    document = pypdfium2.PdfDocument(pdf())
    assert len(document) == 1
    page = document[0]
    text = page.get_textpage()
    assert text.get_text_range() == "Demonstration attachment"
    text.close()
    page.close()
    document.close()


def test_the_word_document_opens() -> None:
    assert [part.text for part in Document(io.BytesIO(docx())).paragraphs] == ["演示附件"]


def test_the_workbook_opens() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx())) as package:
        assert package.testzip() is None
        assert "演示附件" in package.read("xl/worksheets/sheet1.xml").decode()
        assert b"spreadsheetml.worksheet+xml" in package.read("[Content_Types].xml")


def test_packages_are_the_same_bytes_each_time() -> None:
    assert (docx(), xlsx(), pdf()) == (docx(), xlsx(), pdf())


def test_the_picture_has_its_size_and_runs_between_its_colours() -> None:
    data = png(2, 3, top=0x000000, bottom=0xFFFFFF)
    assert data[16:24] == (2).to_bytes(4, "big") + (3).to_bytes(4, "big")
    rows = zlib.decompress(data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8])
    assert [rows[start + 1] for start in (0, 7, 14)] == [0, 128, 255]


def test_nearly_empty_pictures_are_pictures() -> None:
    assert pixel().startswith(b"GIF89a") and pixel().endswith(b";")
    assert svg().startswith(b"<svg")
