"""Personal numbers in a text: identity cards, mobile phones, bank cards; found, masked, never kept.

ID numbers by GB 11643 (region, date, check digit), cards by ISO/IEC 7812 (Luhn); masked as local notices ask.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric

FIRST_BIRTH = 1890
LAST_BIRTH = 2060  # a later date of birth is no date of birth
LABEL_REACH = 40
LABEL_NEAR = 8  # characters in which the last word of a label right before a number ends
HEAD_REACH = 4000  # how far down a table the head of its column is heard
DIGEST = 12

_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WIDTHS = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: " ", 0xA0: " "}
_GAP = r"[ \-]?"
# Before and after a number neither digits nor letters nor what joins it to a longer code or an address may stand.
# (a slash only between two numbers).
_OPEN = r"(?<![\dA-Za-z_.@#=%*＊-])(?<!(?<!\d)/)"
_CLOSE = r"(?![\dA-Za-z_@%*＊]|[-.][\dA-Za-z]|/(?!1[3-9]\d))"
_ID18 = re.compile(rf"{_OPEN}([1-8]\d{{5}}){_GAP}((?:18|19|20)\d{{6}}){_GAP}(\d{{3}}[\dXx]){_CLOSE}")
# Set in groups of another size: 6301 0519 8503 1212 34. Only near a word for it, and the check digit must fit.
_ID_SPACED = re.compile(rf"{_OPEN}[1-8]\d{{1,7}}(?: \d{{1,8}}){{1,7}}[Xx]?{_CLOSE}")
# 全国学籍号: G and the identity number of the pupil.
_PUPIL = re.compile(rf"{_OPEN}[Gg](?=[1-8]\d{{5}}(?:19|20)\d{{6}}\d{{3}}[\dXx]{_CLOSE})")
# 残疾人证号: the identity number of the holder, kind (1-7) and degree (1-4) of the disability, B1 for a second card.
_DISABLED = re.compile(rf"{_OPEN}(?=([1-8]\d{{5}}(?:18|19|20)\d{{6}}\d{{3}}[\dXx])[1-7][1-4](?:[Bb]\d)?{_CLOSE})")
_ID15 = re.compile(rf"{_OPEN}([1-8]\d{{14}}){_CLOSE}")
# What is counted or measured is no phone: 13812345678元, 15987654321千瓦时.
_COUNTED = r"(?!余?[万亿]?(?:元|吨|千瓦|公斤|公里|立方|平方|人次|秒))"
_MOBILE = re.compile(rf"(?:(?<![\d+])\+?86{_GAP}|{_OPEN})(1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}){_CLOSE}{_COUNTED}")
_CARD = re.compile(
    rf"{_OPEN}((?:6[02]|95|[45]\d)\d\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}(?:{_GAP}\d{{1,3}})?){_CLOSE}"
)
# A number that a narrow cell broke over two lines: its last digits begin the next one.
_BROKEN = re.compile(rf"{_OPEN}(\d{{6,18}})\n(?=[\dXx])(\d{{0,12}}[Xx]?){_CLOSE}")
_ID_WORDS = re.compile(r"身份证|证件号|公民身份号码")
_TAKEN_BY = re.compile(r"[\u4e00-\u9fff](?<!号)码\s*[:：]?\s*$")  # 取件码, 验证码: no fifteen digits of a person
_CARD_WORDS = re.compile(r"[卡账帐]\s{0,4}号|账户|帐户|银行卡|一卡通|惠农卡|社保卡|存折|开户行|开户银行")
# What a label right before a number says it is instead.
_OTHER = re.compile(
    r"(?:索引号|文号|编号|编码|代码|序号|流水号?|发票号|ISBN|ISSN|QQ|QQ群|备案号|许可证号?|证书号?|准考证号?|考号|学号|订单号?|单号|条码|批号|批准文号|型号|税号|"
    r"合同号|图号|档案号|项目号|标段号|执照号?|注册号|登记号|字号|案号|票号|车架号|识别号|受理号|查询码|信用代码|标识码|传真|群号?)"
    r"[号码起止)）]{0,2}\s*[:：为是]?\s*(?:NO\.?|No\.?)?\s*$"
)
# Eleven digits after 户号 or 执法证号 are no phone; after 手机号, 联系号 and 微信号 they are.
_NUMBER_OF = re.compile(r"[\u4e00-\u9fff](?<![机话系络信同一二三四五六七八九十])号[\s:：]*$")
# Codes of offices are made of a region, a day of these years and a number: after 宗地号 or 林权证号 what has such a day
# is one of them, whatever its last digit.
_CODE_OF = re.compile(r"[\u4e00-\u9fff](?<!份)(?<!份证)(?<!证件)(?<!保障)(?<!社保)(?<!医保)(?<!学籍)号[\s:：]*$")
FIRST_CODE = "2000"
_OFFICIAL_ACCOUNT = re.compile(
    r"(?:户\s*名|账户名称?|帐户名称?|开户名|收款人|收款单位|单位名称|名\s*称|全\s*称)\s*[:：]?\s*[^\s,，。;；:：]{2,40}?"
    r"(?:局|中心|公司|委员会|政府|学校|小学|中学|幼儿园|医院|学院|大学|会|所|社|站|办公室|办|院|处|厅|集团|财政|国库|专户)|公司"
)
_FUND = re.compile(r"专户|专用账户|国库|保证金|非税|缴款|对公|基本户|捐赠|捐款|募捐")
# The account of a person, whatever firm or bank is named beside it.
_HOLDER = re.compile(
    r"(?:户\s*名|姓\s*名|持卡人|收款人|领款人|受助人|受益人|申请人|户主|救助对象|开户名|账户名称?|帐户名称?|开户人)\s*[:：]?\s*[\u4e00-\u9fff·]{1,3}?"
    r"[^\W\d_a-zA-Z局司心会校院所社站办处厅府团户库行](?=[\s,，。;；、()（）]|开户|账|帐|卡|银行|$)"
)


class PersonalKind(StrEnum):
    """What kind of personal number it is."""

    ID = "id-number"
    MOBILE = "mobile-number"
    CARD = "bank-card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A personal number by its place in a text and its mask; the value itself is nowhere in it."""

    kind: PersonalKind
    start: int
    end: int
    masked: str


def find_personal(text: str) -> tuple[Personal, ...]:
    """The personal numbers of a text in their order. Masked values, codes, hotlines and landlines are none."""
    plain = _one_width(text)
    found: list[Personal] = []
    taken: set[int] = set()
    for one in (
        *_ids(plain),
        *_spaced_ids(plain),
        *_pupils(plain),
        *_disabled(plain),
        *_old_ids(plain),
        *_cards(plain),
        *_mobiles(plain),
    ):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def made_whole(text: str, *, cards: bool = True) -> str:
    """The text of a laid-out page with identity and card numbers that two lines share put before the line break.

    Only what the check digits show to be one number; eleven digits of a phone would be joined by chance. So would
    cards where every cell of a table is a line: a code of a village and an amount (`cards` False).
    """
    return _BROKEN.sub(lambda match: _joined(match, cards=cards), text)


def _joined(match: re.Match[str], *, cards: bool) -> str:
    first, value = match[1], match[1] + match[2]
    if is_id_number(first) or _is_card(first):
        return match[0]
    one = is_id_number(value) or (cards and _CARD.fullmatch(value) is not None and _is_card(value))
    return f"{value}\n" if one else match[0]


def mask_personal(text: str) -> str:
    """The text with every personal number masked, its length kept.

    Also what only reads as one once its neighbour is masked: 138 1234 6222 before the rest of a card.
    """
    while found := find_personal(text):
        pieces, at = [], 0
        for one in found:
            pieces += [text[at : one.start], _masked_in_place(text[one.start : one.end], one.kind)]
            at = one.end
        text = "".join((*pieces, text[at:]))
    return text


def digest(text: str, found: Personal, key: str) -> str:
    """A keyed hash of a number, to know it again without keeping it; whoever has the key can try numbers."""
    value = _digits(_one_width(text)[found.start : found.end])
    secret = hashlib.blake2b(key.encode(), digest_size=32).digest()
    return hashlib.blake2b(f"{found.kind}:{value}".encode(), key=secret, digest_size=DIGEST).hexdigest()


def is_id_number(value: str) -> bool:
    """Whether eighteen characters are an identity number: region, date of birth, check digit."""
    if len(value) != 18 or not value[:17].isdecimal() or not _REGIONS.match(value):
        return False
    return _is_birth(value[6:14]) and ric.calc_check_digit(value.upper()) == value[-1].upper()


def _ids(text: str) -> Iterator[Personal]:
    for match in _ID18.finditer(text):
        before = text[max(0, match.start() - LABEL_NEAR) : match.start()]
        code = match[2][:4] >= FIRST_CODE and _CODE_OF.search(before) is not None
        if is_id_number("".join(match.groups())) and not code and not _is_other(text, match.start()):
            yield _personal(PersonalKind.ID, match.start(), match.end(), "".join(match.groups()))


def _spaced_ids(text: str) -> Iterator[Personal]:
    for match in _ID_SPACED.finditer(text) if "身份" in text or "证件号" in text else ():
        written = _first_eighteen(match[0])
        end = match.start() + len(written)
        near = text[max(0, match.start() - LABEL_REACH) : end + LABEL_NEAR]
        if is_id_number(_digits(written)) and _ID_WORDS.search(near) and not _is_other(text, match.start()):
            yield _personal(PersonalKind.ID, match.start(), end, written)


def _first_eighteen(groups: str) -> str:
    """The groups that make eighteen characters, "" where none do: a sum of money may follow."""
    written = ""
    for group in groups.split(" "):
        written = f"{written} {group}" if written else group
        if len(_digits(written)) >= 18:
            return written if len(_digits(written)) == 18 else ""
    return ""


def _pupils(text: str) -> Iterator[Personal]:
    for match in _PUPIL.finditer(text) if "学籍" in text else ():
        start, end = match.end(), match.end() + 18
        if is_id_number(text[start:end]):
            yield _personal(PersonalKind.ID, start, end, text[start:end])


def _disabled(text: str) -> Iterator[Personal]:
    for match in _DISABLED.finditer(text) if "残疾" in text else ():
        if is_id_number(match[1]):
            yield _personal(PersonalKind.ID, match.start(1), match.end(1), match[1])


def _old_ids(text: str) -> Iterator[Personal]:
    matches = [match for match in _ID15.finditer(text) if _is_old_id(match[1])]
    for match in matches:
        reach = HEAD_REACH if len(matches) > 1 else LABEL_REACH
        if _TAKEN_BY.search(text[max(0, match.start() - LABEL_NEAR) : match.start()]) or _is_other(text, match.start()):
            continue
        if _ID_WORDS.search(text, max(0, match.start() - reach), match.start()):
            yield _personal(PersonalKind.ID, match.start(), match.end(), match[1])


def _is_old_id(value: str) -> bool:
    return _REGIONS.match(value) is not None and _is_birth("19" + value[6:12])


def _cards(text: str) -> Iterator[Personal]:
    matches = [match for match in _CARD.finditer(text) if _is_card(_digits(match[1]))]
    for match in matches:
        reach = HEAD_REACH if len(matches) > 1 else LABEL_REACH
        named = _CARD_WORDS.search(text, max(0, match.start() - reach), match.start())
        if named and not _is_official(text[max(0, match.start() - 2 * LABEL_REACH) : match.start()]):
            yield _personal(PersonalKind.CARD, match.start(), match.end(), _digits(match[1]))


def _is_official(before: str) -> bool:
    """Whether what stands before a card says that it belongs to an office, a firm, or a fund."""
    funds = [fund.end() for fund in _FUND.finditer(before)]
    if _HOLDER.search(before, max(funds, default=0)):
        return False
    return bool(funds) or _OFFICIAL_ACCOUNT.search(before) is not None


def _is_card(value: str) -> bool:
    return 16 <= len(value) <= 19 and len(set(value)) > 2 and bool(luhn.is_valid(value))


def _mobiles(text: str) -> Iterator[Personal]:
    for match in _MOBILE.finditer(text):
        before = text[max(0, match.start() - LABEL_NEAR) : match.start()]
        if not _is_other(text, match.start()) and not _NUMBER_OF.search(before):
            yield _personal(PersonalKind.MOBILE, match.start(1), match.end(1), _digits(match[1]))


def _is_other(text: str, start: int) -> bool:
    return _OTHER.search(text[max(0, start - 24) : start]) is not None


def _is_birth(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return FIRST_BIRTH <= born.year <= LAST_BIRTH


def _personal(kind: PersonalKind, start: int, end: int, value: str) -> Personal:
    return Personal(kind=kind, start=start, end=end, masked=_masked_in_place(value, kind))


# How many characters are left to be read at the head and at the end.
_KEPT = {PersonalKind.ID: (2, 3), PersonalKind.MOBILE: (3, 4), PersonalKind.CARD: (4, 4)}


def _masked_in_place(value: str, kind: PersonalKind) -> str:
    """A value with its middle digits starred, its spaces and length kept."""
    head, tail = _KEPT[kind]
    total, seen, out = sum(letter.isalnum() for letter in value), 0, []
    for letter in value:
        seen += letter.isalnum()
        out.append("*" if letter.isalnum() and head < seen <= total - tail else letter)
    return "".join(out)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _one_width(text: str) -> str:
    """The text with digits, letters and signs of one width; every character keeps its place."""
    return text if text.isascii() else text.translate(_WIDTHS)
