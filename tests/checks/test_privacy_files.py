"""privacy in attachments: lists as offices publish them beside what only looks like a leak, and what is not read."""

import io
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter

from checks import Outcome, Result
from checks.privacy import privacy
from checks.testing import FakeSite, run_check
from tests.checks.test_privacy import NAMES, PHONES, codes, doubts
from tests.evidence.files_made import Rows, doc_of, docx_of, ods_of, ofd_of, ofd_text, pdf_of, word_xml, xls_of, xlsx_of
from tests.evidence.test_personal import CARD, ID, card_number, id_number

IDS = tuple(id_number(order=f"{n:03}") for n in range(451, 455))
CARDS = tuple(card_number(f"62220219020000{n:04}") for n in range(4))


def said(body: bytes | None, name: str = "附件.xlsx", text: str = "附件：公示名单") -> Result:
    link = f"<a href='/files/{name}'>{text}</a>"
    pages = {"/": "<a href=/a.html>公示</a>", "/a.html": f"<title>关于公示的通知</title>{link}", "/b.html": link}
    return run_check(privacy, FakeSite.of(pages, files={f"/files/{name}": body}))


def rows(head: Sequence[str], *columns: Sequence[str]) -> Rows:
    return [head, *zip(*columns, strict=True)]


LEAKS = [
    (rows(("序号", "姓名", "身份证号"), "1234", NAMES, IDS), ["id-number"] * 4),
    (rows(("姓名", "身份证号码"), NAMES, [f"43012190030745{n}" for n in range(1, 5)]), ["id-number"] * 4),
    (rows(("姓名", "工作单位", "银行账号"), NAMES, ["某某公司"] * 4, CARDS), ["bank-card"] * 4),
    (rows(("姓名", "联系电话"), NAMES, PHONES), ["mobile-number"] * 4),
    (rows(("联系电话", "姓名"), PHONES, NAMES), ["mobile-number"] * 4),
    (rows(("姓名", "身份证号", "住址", "电话"), NAMES[:1], IDS[:1], ["某县" * 40], PHONES[:1]),
     ["id-number", "mobile-number"]),
    ([("某区困难群众补助名单",), ("姓名", "一卡通卡号"), ("张某某", CARD)], ["bank-card"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wanted"), LEAKS)
@pytest.mark.parametrize("make", [xlsx_of, xls_of, ods_of, lambda table: docx_of([], [table])])
def test_lists_of_persons(make: object, table: Rows, wanted: list[str]) -> None:
    result = said(make(table))  # type: ignore[operator]
    assert codes(result) == wanted and doubts(result) == []
    shown = repr(result)
    assert all(value not in shown for value in (*IDS, *CARDS, CARD, *PHONES))


def laid_out(table: Rows) -> bytes:
    """The rows as an OFD, cell by cell."""
    cells = ((str(text), x, y) for y, row in enumerate(table) for x, text in enumerate(row))
    return ofd_of("".join(ofd_text(text, 10 + 60 * x, 20 + 8 * y, 2 * len(text)) for text, x, y in cells))


def in_rtf(table: Rows) -> bytes:
    """The rows as an RTF, letters by their numbers in Unicode."""
    lines = ("\\cell ".join(map(str, row)) + "\\row " for row in table)
    coded = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in "".join(lines))
    return b"{\\rtf1 " + coded.encode() + b"}"


@pytest.mark.parametrize(("make", "name"), [(laid_out, "名单.ofd"), (in_rtf, "名单.rtf")])
def test_lists_of_persons_in_files_of_lines(make: Callable[[Rows], bytes], name: str) -> None:
    assert codes(said(make(LEAKS[0][0]), name)) == ["id-number"] * 4
    masked = said(
        make(rows(("姓名", "身份证号", "电话"), NAMES, ["4301**********4510"] * 4, ["0731-88886666"] * 4)), name
    )
    assert masked.findings == () and masked.outcome is Outcome.PASSED


def test_the_phones_of_parents_are_no_offices() -> None:
    assert codes(said(xlsx_of(rows(("学生", "监护人电话"), NAMES, PHONES)), text="附件")) == ["mobile-number"] * 4
    assert codes(said(xlsx_of(rows(("学校", "监督电话"), NAMES, PHONES)), text="附件")) == []


def test_numbers_that_a_narrow_column_of_a_pdf_breaks() -> None:
    broken = [part for one in IDS for part in (f"Li {one[:17]}", f"{one[17:]} 200")]
    assert codes(said(pdf_of(broken), "名单.pdf")) == ["id-number"] * 4
    assert said(pdf_of([f"No. {IDS[0][:16]}", "12 Li", f"Tel {PHONES[0][:9]}", "12 Wang"]), "台账.pdf").findings == ()


def test_numbers_in_cells_that_are_numbers() -> None:
    table: Rows = [("姓名", "手机"), *((name, float(phone)) for name, phone in zip(NAMES, PHONES, strict=True))]
    assert codes(said(xlsx_of(table))) == codes(said(xls_of(table), "a.xls")) == ["mobile-number"] * 4


@pytest.mark.parametrize(
    "table",
    [
        rows(("姓名", "身份证号", "电话"), NAMES, ["4301**********4510"] * 4, ["138****1234"] * 4),
        rows(("科室", "办公电话"), NAMES, ["0731-88886666"] * 4),
        rows(("单位名称", "统一社会信用代码"), NAMES, IDS),
        rows(("项目", "项目编号"), NAMES, IDS),
        rows(("收款单位", "账号"), ["某区财政局"] * 4, CARDS),
        rows(("流水号", "金额"), CARDS, "1234"),
        rows(("姓名", "报名序号"), NAMES, PHONES),
    ],
)
def test_look_alikes(table: Rows) -> None:
    result = said(xlsx_of(table))
    assert result.findings == () and result.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (rows(("姓名", "联系电话"), NAMES, PHONES), "附件：某区各镇值班电话"),
        ([("某区网格员联系方式一览表",), *rows(("姓名", "电话"), NAMES, PHONES)], "附件"),
        (rows(("科室", "值班电话"), NAMES, PHONES), "附件"),
        (rows(("姓名", "电话"), NAMES[:2], PHONES[:2]), "附件"),
    ],
)
def test_phones_that_may_be_of_an_office_are_doubts(table: Rows, text: str) -> None:
    result = said(xlsx_of(table), text=text)
    assert codes(result) == [] and set(doubts(result)) == {"mobile-number"}


def test_text_of_documents() -> None:
    leak, duty = f"张某某（身份证号{ID}）", f"值班电话：{PHONES[0]}"
    for body in (docx_of([leak]), doc_of(leak + "\r"), word_xml(f"<w:p><w:r><w:t>{leak}</w:t></w:r></w:p>")):
        assert codes(said(body, "a.doc")) == ["id-number"]
    assert codes(said(leak.encode("gb18030"), "a.txt")) == ["id-number"]
    result = said(docx_of([duty]), "a.docx")
    assert codes(result) == [] and doubts(result) == ["mobile-number"]


def test_the_page_to_mend_links_the_file_and_every_use_is_named() -> None:
    (finding,) = said(docx_of([ID]), "名单.docx").findings
    assert finding.page_url.endswith("/a.html") and finding.target_url is not None
    assert finding.target_url.endswith(".docx") and "公示名单" in finding.message
    assert [place.page_url[-7:] for place in finding.places] == ["/a.html", "/b.html"]
    assert dict(finding.evidence).keys() == {"masked", "digest", "times"} and finding.evidence["times"] == 1


@pytest.mark.parametrize(
    ("body", "name", "why"),
    [(None, "大.pdf", "大小上限"), (b"%PDF-1.4 cut", "坏.pdf", "损坏"), (doc_of("x", flags=0x100), "密.doc", "加密")],
)
def test_what_is_not_read_is_unknown_and_its_findings_stay(body: bytes | None, name: str, why: str) -> None:
    result = said(body, name)
    (unknown,) = result.unknowns
    assert why in unknown.reason and unknown.url.startswith("http") and result.findings == ()
    assert [(m.numerator, m.denominator) for m in result.measures] == [(0, 1)]


def test_a_number_in_the_name_of_a_file_is_masked() -> None:
    (unknown,) = said(None, f"公示_{ID}.pdf").unknowns
    (finding,) = said(docx_of([ID]), "a.docx", text=f"{ID}.docx").findings
    assert all(ID not in text for text in (unknown.subject, unknown.reason, finding.message))


def test_a_long_list_is_bounded_and_counted() -> None:
    ids = [id_number(order=f"{n:03}") for n in range(80)]
    result = said(xlsx_of([("姓名", "身份证号"), *(("王某", one) for one in ids)]))
    assert len(result.findings) == 51 and any("80" in one.message for one in result.findings)


def commented(text: str) -> bytes:
    """A workbook whose cell says but 见批注 and carries a comment."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("姓名", "备注"))
        sheet.write_row(1, 0, ("张某某", "见批注"))
        sheet.write_comment(1, 1, text)
        sheet.insert_textbox(4, 0, text)
    return out.getvalue()


def test_comments_and_boxes_of_a_workbook() -> None:
    assert codes(said(commented(f"身份证号{IDS[0]}"))) == ["id-number"]
    assert said(commented(f"项目编号{IDS[0]}，联系电话0731-88886666")).findings == ()
