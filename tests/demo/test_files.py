"""Attachments and pictures are what they say."""

import io
import zipfile
import zlib
from typing import Any

import pypdfium2
import pytest
from docx import Document

from demo.attachments import attachment
from demo.columns import content
from demo.files import docx, pdf, pixel, png, svg, xlsx
from evidence.documents.model import Document as EvidenceDocument
from evidence.documents.read import read_document


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


@pytest.mark.parametrize(
    "spec", [{"rows": [["姓名", "电话"], ["王某某", "0000"]]}, {"lines": ["通知"]}, {"report": 4, "wrong": "3.2"}]
)
def test_attachments_with_content_open_and_are_the_same_bytes_each_time(spec: dict[str, Any]) -> None:
    (body, _), again = (attachment(spec, 2025, content("report.yaml")) for _ in range(2))
    assert again[0] == body and isinstance(read_document(body), EvidenceDocument)


def test_the_picture_has_its_size_and_runs_between_its_colours() -> None:
    data = png(2, 3, top=0x000000, bottom=0xFFFFFF)
    assert data[16:24] == (2).to_bytes(4, "big") + (3).to_bytes(4, "big")
    rows = zlib.decompress(data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8])
    assert [rows[start + 1] for start in (0, 7, 14)] == [0, 128, 255]


def test_nearly_empty_pictures_are_pictures() -> None:
    assert pixel().startswith(b"GIF89a") and pixel().endswith(b";")
    assert svg().startswith(b"<svg")
