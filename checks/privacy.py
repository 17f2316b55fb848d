"""Identity numbers, mobile phones and bank cards of persons in pages and attachments; kept masked only."""

import re
from collections.abc import Iterator, Sequence

from checks.api import page_check
from checks.model import Statement
from checks.privacy_files import in_files
from checks.privacy_gate import may_hold
from checks.privacy_leaks import Leak, Piece, leaks
from checks.privacy_persons import above
from checks.privacy_says import CODES, PrivacyOptions, Where, said
from checks.privacy_tables import coded
from evidence.page import Page
from evidence.personal import digest, is_id_number, made_whole
from evidence.records import Need
from evidence.report_grid import grids_of
from evidence.titles import headline
from evidence.urls import host_of
from evidence.visible import read_visible

KEPT_IN = ("value", "alt", "data-id", "data-idcard", "data-sfz", "data-sfzh", "data-value", "data-content", "data-text")
KEPT = ", ".join(("input[value]", *(f"[{name}]" for name in KEPT_IN[1:])))


@page_check(
    "privacy",
    title="隐私泄露",
    version=2,
    needs={Need.LINKS, Need.FILES},
    codes=CODES,
    measures={"attachments-read": "读到内容的附件"},
    options=PrivacyOptions(),
    after=in_files,
)
def privacy(page: Page, options: PrivacyOptions) -> Iterator[Statement]:
    """看什么：页面正文（含文本框、隐藏域和鼠标悬停提示）和本站附件（PDF、OFD、Word、RTF、Excel、CSV、文本）中的公民身份号码（18位，校验码、出生日期、行政区划均有效；
    15位的须有“身份证”等字样；残疾人证号、学籍号含身份证号）、手机号码、银行卡号（校验位有效且有“卡号、账号、银行卡”等字样）；表格以表头为上下文。
    只记录打码后的号码和加密摘要，不保存原号码。

    为什么：《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条；
    《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”。

    什么算问题：公开了有效的身份证号、个人银行卡号；名单中有3人以上的姓名和手机号码；手机号码与身份证号一同公开。

    什么算疑似：零星出现的手机号码，包括“联系人、咨询电话、值班电话”后的手机（可能是工作电话）；
    通讯录、值班表、招标采购公告等专门公布联系电话的名单；填写示例中的号码。

    看不出什么：图片、扫描件、加密文件、压缩包和超过读取上限的附件中的号码（逐个列为“无法判断”）；
    已打码的号码（如138****1234）、座机、热线、索引号、统一社会信用代码、单位账户、页脚中的网站联系电话、
    标准中的示例号码不算。经本人同意或法律规定应当公开的，需人工核对。
    """
    if not may_hold(page.html):
        return
    piece = _without_codes(page, Piece.of(_text(page)))
    if piece.found:
        where = Where(what="页面", name=headline(page.title), page_url=page.url)
        yield from said(where, _leaks(page, piece, options), options)


def _text(page: Page) -> str:
    """All that may be read on a page: its text, hidden parts, boxes of text, what only pointers and scripts show."""
    visible = read_visible(page.tree)
    parts = [visible.text, *(part.text for part in visible.hidden)]
    parts += (box.text() for box in page.tree.css("textarea, option"))
    parts += _kept(page)
    hints = (node.attributes.get("title") or "" for node in page.tree.css("[title]"))
    parts += (hint for hint in hints if may_hold(hint) and hint not in visible.text)
    # Cells that only style sheets keep apart run together in the text: <i>李某</i><i>4301…</i><i>800</i>.
    cells = {node.text(strip=True) for node in page.tree.css("span, i, em, b, font, label")}
    parts += sorted(cell for cell in cells if is_id_number(cell) and not _stands_apart(cell, visible.text))
    return made_whole("\n".join(parts), cards=False)


def _kept(page: Page) -> Iterator[str]:
    """Identity numbers that a field or a mark keeps unshown: the page hides a number and its source gives it away."""
    for node in page.tree.css(KEPT):
        for name, value in node.attributes.items():
            if name in KEPT_IN and value and is_id_number(value.strip().upper()):
                yield value.strip()


def _stands_apart(number: str, text: str) -> bool:
    return re.search(rf"(?<![\dA-Za-z]){number}(?![\dA-Za-z])", text) is not None


def _without_codes(page: Page, piece: Piece) -> Piece:
    """The numbers of a page without those that the head of their column says to be something else."""
    others = coded(grids_of(page.tree), "") if piece.found else frozenset[str]()
    if not others:
        return piece
    return piece._replace(found=tuple(one for one in piece.found if digest(piece.text, one, "") not in others))


def _leaks(page: Page, piece: Piece, options: PrivacyOptions) -> Sequence[Leak]:
    key = options.key or host_of(page.url)
    return leaks((piece,), title=page.title, headings=lambda piece, one: above(piece.text, one), key=key)
