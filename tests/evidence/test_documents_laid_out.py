"""OFD and RTF to words: as programs in use write them, and what only looks like text of theirs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.documents import rtf
from evidence.documents.model import PAGES, Document, Unread
from evidence.documents.pdf import parted
from evidence.documents.read import read_document
from tests.evidence.files_made import ofd_of, ofd_text, zip_of
from tests.evidence.test_documents import LAUGHS, read, reason

PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'


def test_figures_of_narrow_cells_that_run_together() -> None:
    told = "7.属于行\n政执\n0\n0\n1\n0\n12\n0\n1\n2026\n年"
    assert parted("7.属于行\n政执\n00101201\n2026\n年", told) == "7.属于行\n政执\n0 0 1 0 12 0 1\n2026\n年"
    assert parted("0010001\n年", "0010001 别的") == "0010001\n年"


def test_an_ofd_is_read_line_by_line_wherever_its_objects_stand() -> None:
    second = ofd_text("电话", 20, 30, 8) + ofd_text("13907310047", 60, 30.5, 22)
    first = ofd_text("关于公示的通知", 40, 10)
    document = read(ofd_of(second + first, ofd_text("第二页", 20, 10)))
    assert document.lines == ("关于公示的通知", "电话 13907310047", "第二页")
    assert not document.exact and not document.lacking


def test_digits_that_stand_one_by_one_are_one_number() -> None:
    digits = "".join(ofd_text(digit, 20 + 2 * n, 30, 2) for n, digit in enumerate("13907310047"))
    assert read(ofd_of(digits)).lines == ("13907310047",)
    pieces = '<ofd:TextCode X="0" Y="3">1390731</ofd:TextCode><ofd:TextCode>0047</ofd:TextCode>'
    assert read(ofd_of(f'<ofd:TextObject Boundary="2 2 20 4">{pieces}</ofd:TextObject>')).lines == ("13907310047",)


def test_pages_come_in_the_order_of_their_numbers_and_not_without_bound() -> None:
    lines = read(ofd_of(*(ofd_text(f"第{n}页", 0, 0) for n in range(12)))).lines
    assert lines[2] == "第2页" and lines[11] == "第11页"
    many = read(ofd_of(*[ofd_text("页", 0, 0)] * (PAGES + 3)))
    assert len(many.lines) == PAGES and str(PAGES) in many.lacking


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (ofd_of(PICTURE), "扫描件"),
        (ofd_of(""), "没有文字"),
        (zip_of({"OFD.xml": "x", "Doc_0/Encryptions.xml": "x", "Doc_0/Pages/Page_0/Content.xml": "?"}), "加密"),
        (zip_of({"OFD.xml": "x", "Doc_0/Pages/Page_0/Content.xml": LAUGHS + "<a>&b;</a>"}), "实体"),
        (zip_of({"OFD.xml": "x", "Doc_0/Pages/Page_0/Content.xml": "<a>"}), "损坏"),
        (rb"{\rtf1{\fonttbl{\f0 Song;}}}", "没有文字"),
        (rb"{\rtf1{\pict 0102}}", "扫描件"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    assert why in reason(body)


def test_a_page_that_is_a_picture_beside_others_is_told() -> None:
    assert read(ofd_of(ofd_text("正文", 0, 0), PICTURE)).lacking == "有 1 页是图片"


def test_boundaries_that_are_no_numbers_hurt_nothing() -> None:
    odd = '<ofd:TextObject Boundary="nan inf x"><ofd:TextCode Y="-">一</ofd:TextCode></ofd:TextObject>'
    assert read(ofd_of(odd)).lines == ("一",)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0\'d0\'d5\'c3\'fb\par 139}", ("姓名", "139")),
        (rb"{\rtf1\uc1\u22995?\u21517?\par\uc2\u30005\'b5\'e7 13907310047}", ("姓名", "电 13907310047")),
        (rb"{\rtf1 a\cell b\cell\row c\tab d}", ("a\tb\t", "c\td")),
        (rb"{\rtf1{\info{\author 13907310047}}{\*\generator Word 1}{\stylesheet{\s1 x;}}text}", ("text",)),
        (rb"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}}", ("shown",)),
        (rb"{\rtf1{\shp{\*\shpinst{\sp{\sn fLine}{\sv 0}}{\shptxt boxed}}}}", ("boxed",)),
        (rb"{\rtf1{\pict\bin5 a}b{c}shown}", ("shown",)),
        ("{\\rtf1\\ansicpg1252 直接写}".encode("gb18030"), ("直接写",)),
        (rb"{\rtf1 \{a\\\}\~b\u-10179?\u-8701?", ("{a\\} b\U0001f603",)),
        (b"{\\rtf1 139\r\n07310047}", ("13907310047",)),  # lines of the source are none of the text
    ],
)
def test_rtf(source: bytes, lines: tuple[str, ...]) -> None:
    assert read(source).lines == lines


def test_rtf_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(read_document(b"{\\rtf1 a" + b"{" * 100_000), Document)
    monkeypatch.setattr(rtf, "TOKENS", 100)
    assert read(rb"{\rtf1 a" + rb"\par b" * 200).lacking


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_odd_rtf_raises_nothing(tail: bytes) -> None:
    assert isinstance(read_document(b"{\\rtf1 " + tail), Document | Unread)
