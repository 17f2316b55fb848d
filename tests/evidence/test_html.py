"""Bytes to text: a declaration is believed as far as the bytes bear it out."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.html import decode, decode_as, detect

TEXT = "政府信息公开指南,通知公告,办事服务。"
LABELS = [
    "",
    "utf-8",
    "gb2312",
    "gbk",
    "big5",
    "utf-16",
    "hex",
    "base64",
    "idna",
    "undefined",
    "punycode",
    "x",
    "utf-7",
]


@given(st.binary(max_size=400), st.sampled_from(LABELS), st.sampled_from(LABELS))
def test_decoding_never_raises(body: bytes, header: str, meta: str) -> None:
    source = f'<meta charset="{meta}">'.encode() + body
    text, encoding = decode(source, f"text/html; charset={header}")
    assert isinstance(text, str)
    assert decode_as(source, encoding) == text


@given(st.text(max_size=200).filter(lambda t: "\x00" not in t and not t.startswith("\ufeff")))
def test_what_is_declared_rightly_is_read_rightly(text: str) -> None:
    encodable = text.encode("utf-8", "ignore").decode()
    assert decode(encodable.encode(), "text/html; charset=utf-8")[0] == encodable


def page(text: str, encoding: str, declared: str) -> bytes:
    return f'<html><head><meta charset="{declared}"><title>{text}</title></head></html>'.encode(encoding)


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        (page(TEXT, "utf-8", "utf-8"), "", "utf-8"),
        (page(TEXT, "utf-8", "gb2312"), "", "utf-8"),
        (page(TEXT, "utf-8", "utf-8"), "gbk", "utf-8"),
        (page(TEXT, "gb18030", "gb2312"), "", "gb18030"),
        (page(TEXT, "gb18030", "utf-8"), "", "gb18030"),
        (page(TEXT, "gb18030", "utf-8"), "utf-8", "gb18030"),
        (page(TEXT, "gb18030", ""), "", "gb18030"),
        (page("䶮㐀𠮷" + TEXT, "gb18030", "gb2312"), "", "gb18030"),
        (page("政府資訊公開", "big5", "big5"), "", "big5hkscs"),
        (codecs.BOM_UTF8 + page(TEXT, "utf-8", "gb2312"), "gbk", "utf-8"),
        # A servlet that was told no encoding says ISO-8859-1; a western page may say so too, and means it.
        (page(TEXT, "gb18030", "gb2312"), "ISO-8859-1", "gb18030"),
        (page(TEXT, "gb18030", ""), "ISO-8859-1", "gb18030"),
        (page("Visite à l’école : «été», naïveté", "cp1252", ""), "ISO-8859-1", "cp1252"),
        ("\ufeff<html>政府".encode("utf-16-le"), "", "utf-16le"),
        ("\ufeff<html>政府".encode("utf-16-be"), "", "utf-16be"),
        # Two bytes that are both: the declaration decides, and without one UTF-8 does.
        ("<meta charset=gb2312>联通".encode("gb18030"), "", "gb18030"),
        ("<meta charset=utf-8>通知".encode(), "", "utf-8"),
        (b"<html>ascii</html>", "", "utf-8"),
        (b"<meta charset=gb2312>ascii", "", "gb18030"),
        (b"<meta charset=hex>ascii", "", "utf-8"),
        (b"<meta charset=utf-16>ascii", "", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_detect(body: bytes, header: str, encoding: str) -> None:
    assert detect(body, f"text/html; charset={header}" if header else "text/html") == encoding


def test_a_body_cut_in_the_middle_of_a_character_is_still_utf8() -> None:
    body = page(TEXT * 5, "utf-8", "gb2312")
    cut = body[: body.index("办事".encode()) + 1]
    assert detect(cut) == "utf-8"
    assert decode(cut)[0].endswith("\ufffd")


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"a")[0] == "a"
