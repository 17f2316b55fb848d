"""Tables of files as rows of words in which every number stands behind the head of its column."""

import re
from collections.abc import Iterable, Iterator, Mapping

from checks.privacy_leaks import Piece
from checks.privacy_persons import is_named
from evidence.personal import digest, find_personal
from evidence.report_grid import Grid, Row

HEAD_WITHIN = 15  # characters of the word by which heads of columns are known
HEADS_WITHIN = 40  # characters of any of them
FEWEST_HEADS = 2

_MAY_HOLD = re.compile(r"\d[\d -]{10}")
_DIGITS = re.compile(r"\d{5}")
_HEAD = re.compile(
    r"姓名|户主|户[名号]|身份证|证件号|公民身份|电话|手机|联系方式|账号|帐号|卡号|一卡通|存折|序号|编号|代码|编码|考号|单位|名称"
    r"|流水|条码|证号|(?<!\d)号码?$|备注|金额"
)
# Whose phone it is, such a head does not say: an office's and a person's stand under the same words.
_PHONE = re.compile(
    r"^(?:本人|家长|家庭|监护人|学生|考生|户主|申请人|个人)?(?:联系|移动|手机)?(?:电话|手机|方式|号码|手机号)(?:号码|号)?$"
)
_CODE = re.compile(r"流水|编号|编码|代码|序列|批次|条码|单号|户号|学号|考号|工号")
# A number of another thing: 注册号, 许可证号; a mere 证号 or 编号 beside 身份证 may be that of the person.
_OTHER_NUMBER = re.compile(
    r"(?!.*(?:身份|证件|公民|学籍|残疾|卡|账|帐|存折|手机|电话|保障|社保|医保|(?<!许可)(?<!执业)(?<!产权)(?<!资格)证号))"
    r"[\u4e00-\u9fff]{2,10}号"
)
# What is counted or paid is no number of anybody.
_AMOUNT = re.compile(
    r"(?:金额|额度|合计|总计|小计|收入|支出|决算数?|预算数?|产值|面积|数量|[万亿]?元)(?:[(（][^)）]{1,8}[)）])?"
    r"|.*[(（][万亿千]?(?:元|千瓦时|度|吨|公斤|亩|公顷|平方米|平方公里|立方米|公里|千米|米|户|人次?|件|㎡|%)[)）]"
)
# A head under which nobody's fifteen digits and cards stand: none of a number, an account or a bank.
_NUMBERED = re.compile(r"[号码证位卡账帐折行社]|身份")
_OFFICE = re.compile(
    r"(?:收款|用人|实施|申报|项目)?(?:单位|企业|公司|学校|医院|机构|合作社|商户|协会|主体|经营主体)(?:名称|全称)?|名\s*称"
)
# Who only acts for it; any other name in its row may be that of the holder: 农户, 领款人, 户名.
_ACTS = re.compile(r"负责人|法定代表人|法人代表|法人|联系人|经办人|经营者")
_CARD = re.compile(r"卡号|账号|帐号|账户|帐户|一卡通|存折")
_PERSON = re.compile(r"姓名|户主|持卡人|领款人|申请人|受益人")


def headings(grid: Grid) -> Iterator[str]:
    """What stands over a table inside it: rows of one cell before the heads of the columns."""
    for row in grid[:8]:
        cells = _texts(row)
        if len(set(cells.values())) > 1:
            return
        yield from set(cells.values())


def pieces(grid: Grid) -> Iterator[Piece]:
    """The rows of a table that may hold a personal number."""
    for cells, heads in _headed(grid):
        yield from _row(cells, heads)


def coded(grids: Iterable[Grid], key: str) -> frozenset[str]:
    """The digests of what looks like a personal number and is none by the head of its column: 受理编号, 准考证号, 户号.

    Fifteen digits and cards are personal numbers only beside a word for them, which may stand over another column.
    """
    return frozenset(
        digest(told, one, key)
        for grid in grids
        for cells, heads in _headed(grid)
        for told in _others(cells, heads)
        for one in find_personal(told)
    )


def _others(cells: Mapping[int, str], heads: Mapping[int, str]) -> Iterator[str]:
    """The cells of a row that hold no personal number whatever it looks like, and with words that make it look so."""
    office = _is_of_office(cells, heads)
    for x, text in cells.items():
        head = heads.get(x, "")
        if office and _CARD.search(head):
            yield f"卡号 {text}"
        elif head and (_AMOUNT.fullmatch(head) or not find_personal(_labelled(text, head))):
            yield from (text, f"身份证号、卡号 {text}") if _is_code(head, text) else (text,)


def _is_code(head: str, text: str) -> bool:
    if _CODE.search(head) or _OTHER_NUMBER.fullmatch(head):
        return True
    return text.isdecimal() and _NUMBERED.search(head) is None


def _is_of_office(cells: Mapping[int, str], heads: Mapping[int, str]) -> bool:
    """Whether a row is of a school, a firm or an office and names no person who holds the account in it."""
    offices = {x for x in cells if _OFFICE.fullmatch(heads.get(x, ""))}
    others = (text for x, text in cells.items() if x not in offices and not _ACTS.search(heads.get(x, "")))
    return bool(offices) and not any(map(is_named, others))


def _headed(grid: Grid) -> Iterator[tuple[dict[int, str], dict[int, str]]]:
    """The rows that may hold a personal number, each with the heads of its columns."""
    heads: dict[int, str] = {}
    for row in grid:
        cells = _texts(row)
        if _MAY_HOLD.search("\t".join(cells.values())):
            yield cells, heads
        elif _is_head(cells, 2 if heads else 1):
            heads = {**heads, **cells}


def _row(cells: Mapping[int, str], heads: Mapping[int, str]) -> Iterator[Piece]:
    """One row; the account of a named person by itself, for it is not that of the firm or office beside it."""
    office = _is_of_office(cells, heads)
    cells = {x: text for x, text in cells.items() if not _is_nobodys(heads.get(x, ""), office=office)}
    labelled = {x: _labelled(text, heads.get(x, "")) for x, text in cells.items()}
    named = any(_PERSON.search(heads.get(x, "")) for x in cells)
    apart = {x for x in cells if named and _CARD.search(heads.get(x, ""))}
    piece = Piece.of("\t".join(text for x, text in labelled.items() if x not in apart), is_row=True)
    accounts = (Piece.of(labelled[x], is_row=True) for x in sorted(apart))
    yield from (one for one in (piece, *accounts) if one.found)


def _is_nobodys(head: str, *, office: bool) -> bool:
    return _AMOUNT.fullmatch(head) is not None or (office and _CARD.search(head) is not None)


def _labelled(text: str, head: str) -> str:
    return text if not head or _PHONE.search(head) else f"{head}：{text}"


def _is_head(cells: Mapping[int, str], needed: int) -> bool:
    """Whether a row heads the columns: several short cells, so many with words that head columns, none a number."""
    texts = set(cells.values())
    return (
        len(texts) >= FEWEST_HEADS
        and all(len(text) <= HEADS_WITHIN and not _DIGITS.search(text) for text in texts)
        and sum(len(text) <= HEAD_WITHIN and _HEAD.search(text) is not None for text in texts) >= needed
    )


def _texts(row: Row) -> dict[int, str]:
    """The filled cells of a row by place, each once however many places it spans."""
    found: dict[int, str] = {}
    seen: set[int] = set()
    for x, cell in enumerate(row):
        if cell.text and cell.origin not in seen:
            seen.add(cell.origin)
            found[x] = cell.text
    return found
