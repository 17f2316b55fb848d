"""Personal numbers: each kind beside what only looks like it; no value survives masking."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from evidence.personal import PersonalKind, digest, find_personal, is_id_number, made_whole, mask_personal


def id_number(region: str = "430121", birth: str = "19900307", order: str = "451") -> str:
    """An identity number with a right check digit, made up."""
    body = region + birth + order
    return body + ric.calc_check_digit(body + "0")


def card_number(body: str = "622202190200000001") -> str:
    return body + luhn.calc_check_digit(body)


ID, CARD, MOBILE = id_number(), card_number(), "13907310047"


def kinds(text: str) -> list[str]:
    return [one.kind.value for one in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号：{ID}",
        f"张某某，男，{ID}，住某县",
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        id_number(order="452").lower(),
        "身份证号码 430121900307451",
        f"（{id_number('510704', '20080229', '013')}）",
        f"身份证号 {ID[:4]} {ID[4:8]} {ID[8:12]} {ID[12:16]} {ID[16:]} 500 元",
        f"张某某（{ID[:3]} {ID[3:6]} {ID[6:10]} {ID[10:14]} {ID[14:]}，身份证号）",
        f"学籍号\nG{id_number('510704', '20140228', '013')}",
        f"残疾证号\n{ID}43",
        f"身份证号：{id_number(birth='20080229')}",
        f"社会保障号\n{id_number(birth='20080229')}",
        f"会员号：{ID}",  # born in the last century: no day of a document
        f"残疾人证号：{ID}11B1",
    ],
)
def test_identity_numbers(text: str) -> None:
    assert kinds(text) == ["id-number"]


@pytest.mark.parametrize(
    "text",
    [
        ID[:-1] + ("0" if ID[-1] != "0" else "1"),  # wrong check digit
        id_number(birth="19901307"),  # no such month
        id_number(birth="20010229"),  # no such day
        id_number(region="990121"),  # no such region
        f"{ID[:4]} {ID[4:8]} {ID[8:12]} {ID[12:16]} {ID[16:]}",  # in such groups only beside a word for it
        f"身份证号 {ID[:4]} {ID[4:8]} {ID[8:12]} {ID[12:16]} {ID[16:]}1",
        f"/zwgk/{ID}.html",
        f"W{ID}",
        f"G{ID}",  # without the word 学籍
        f"学籍号 G{ID}001",
        f"宗地号：{id_number(birth='20260928')}",
        f"林权证号\n{id_number(birth='20150928')}",
        f"{ID}43",  # without the word 残疾
        f"残疾人两项补贴，批次号{ID}95",
        f"{ID}001",
        f"统一社会信用代码：{ID}",
        f"索引号：{ID}",
        "43012119900307****",
        "35*************123",
        "请携带身份证，凭取件码430121900307451领取",
        "430121900307451",  # fifteen digits without a word for it
    ],
)
def test_no_identity_numbers(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        MOBILE,
        f"手机：{MOBILE}。",
        f"手机号：{MOBILE}",
        f"联系电话（微信同号）：{MOBILE}",
        f"微信号：{MOBILE}",
        f"幸福路12号\n{MOBILE}",
        "139 0731 0047",
        "139-0731-0047",
        "+86 13907310047",
        "86-13907310047",
        "１３９０７３１００４７",
    ],
)
def test_mobiles(text: str) -> None:
    assert kinds(text) == ["mobile-number"]


@pytest.mark.parametrize(
    "text",
    [
        "0731-88886666",
        "12345",
        "400-139-0731",
        "4001390731",
        "139****0047",
        "139073100471",
        "P13907310047",
        "13907310047.jpg13",
        "ISBN 13907310047",
        "索引号：13907310047",
        "QQ群：13907310047",
        "许可证编号:13907310047",
        "户号：13907310047",
        "交易流水：13907310047",
        "发票号码：13907310047",
        "执法证号:13907310047",
        "水表号\n13907310047",
        "12907310047",
        "2013907310047",
        "/13907310047/",
        "1390731.0047",
    ],
)
def test_no_mobiles(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"卡号：{CARD}",
        f"开户行：建行某支行，账号 {CARD}",
        f"某某建筑有限公司工资发放：姓名：李某某，开户行：建行某支行，卡号：{CARD}",
        f"户名：李某某 开户银行：某县农村商业银行股份有限公司 账号：{CARD}",
        f"户名李某某开户行某县农村信用联社账号{CARD}",
        f"捐款使用公示\n受助人李某某，农行卡号{CARD}，已拨付2万元",
        f"银行卡 {' '.join(CARD[i : i + 4] for i in range(0, 19, 4))}",
    ],
)
def test_cards(text: str) -> None:
    assert kinds(text) == ["bank-card"]


@pytest.mark.parametrize(
    "text",
    [
        CARD,  # nothing says that it is a card
        f"卡号：{CARD[:-1]}{(int(CARD[-1]) + 1) % 10}",
        f"户名：某区财政局 开户行：建行 账号：{CARD}",
        f"投标保证金专户账号：{CARD}",
        f"联系人姓名：李某某，投标保证金账号：{CARD}",
        f"受助人李某某，捐款账户：账号{CARD}",
        f"公司名称：某某建设有限公司，账号：{CARD}",
        "卡号 0000000000000000",
        "卡号 6222****0014",
    ],
)
def test_no_cards(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("at", [6, 14, 17])
def test_numbers_that_a_narrow_cell_breaks_are_made_whole(at: int) -> None:
    rows = "\n".join(f"李某某 {one[:at]}\n{one[at:]} 200" for one in (ID, id_number(order="452")))
    assert kinds(rows) == [] and kinds(made_whole(rows)) == ["id-number"] * 2
    card = f"账号\n{CARD[: max(at, 7)]}\n{CARD[max(at, 7) :]}\n800"
    assert kinds(card) == [] and kinds(made_whole(card)) == ["bank-card"]


@pytest.mark.parametrize(
    "text",
    [
        f"{ID[:17]}\n{(int(ID[17]) + 1) % 10} 李某某",  # no number of a person: the check digit is wrong
        f"卡号\n{CARD[:17]}\n12 李某某",
        f"{MOBILE[:10]}\n{MOBILE[10]} 李某某",  # a phone has no check digit: the second may be a number of the row
        f"编号 2{ID[:17]}\n{ID[17:]}",
        f"{ID}\n{luhn.calc_check_digit(ID)} 李某某",
    ],
)
def test_what_two_lines_hold_by_chance_is_left_apart(text: str) -> None:
    assert made_whole(text) == text


def test_two_phones_of_one_row() -> None:
    assert kinds(f"{MOBILE}/13807310048、13607310049") == ["mobile-number"] * 3


def test_marks_keep_length_and_place() -> None:
    text = f"电话139 0731 0047，证{ID}"
    masked = mask_personal(text)
    assert masked == f"电话139 **** 0047，证43*************{ID[-3:]}" and len(masked) == len(text)


def test_a_digest_is_keyed_and_the_same_for_every_way_of_writing() -> None:
    (plain,), (apart,) = find_personal(MOBILE), find_personal("139 0731 0047")
    assert digest(MOBILE, plain, "a") == digest("139 0731 0047", apart, "a") != digest(MOBILE, plain, "b")
    assert MOBILE not in repr(plain)


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from([ID, CARD, MOBILE, "卡号", "身份证", "：", "\n", "430121900307451", "索引号", "1", "-", " "]),
    st.from_regex(re.compile(r"1[3-9]\d{9}", re.ASCII), fullmatch=True),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_value_survives_masking(text: str) -> None:
    found = find_personal(text)
    masked = mask_personal(text)
    assert len(masked) == len(text)
    for one in found:
        assert masked[one.start : one.end] != text[one.start : one.end]
        assert text[one.start : one.end] not in one.masked
    assert find_personal(masked) == ()


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 1, 1)), st.integers(0, 999))
def test_every_made_number_is_known_and_every_change_of_a_digit_is_not(day: date, order: int) -> None:
    value = id_number(birth=f"{day:%Y%m%d}", order=f"{order:03}")
    assert is_id_number(value) and kinds(f"证{value}") == [PersonalKind.ID.value]
    changed = value[:16] + str((int(value[16]) + 1) % 10) + value[17]
    assert not is_id_number(changed)


def test_what_reads_as_a_number_once_its_neighbour_is_masked_is_masked_too() -> None:
    masked = mask_personal("银行卡号如下，手机 138 1234 6222 0000 0000 0000 004，已发放")
    assert find_personal(masked) == ()
    assert len(masked) == len("银行卡号如下，手机 138 1234 6222 0000 0000 0000 004，已发放")
