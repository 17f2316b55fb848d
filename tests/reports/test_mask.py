"""Personal numbers do not leave; numbers that only look long do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.records import LinkKind, Place
from reports.mask import mask, mask_row, masked
from tests.reports.samples import dossier, finding

GAPS = st.sampled_from(["", " ", "-", "\u3000"])
AROUND = st.text(st.sampled_from("中：,（）m. \n"), max_size=5)


def luhn(body: str) -> str:
    total = 0
    for at, sign in enumerate(reversed(body)):
        value = int(sign) * (1 if at % 2 else 2)
        total += value // 10 + value % 10
    return body + str(-total % 10)


@st.composite
def id_numbers(draw: st.DrawFn) -> tuple[str, str]:
    area = draw(st.sampled_from(["110101", "310117", "630103", "650102"]))
    born = draw(st.dates(date(1930, 1, 1), date(2026, 1, 1))).strftime("%Y%m%d")
    tail = f"{draw(st.integers(0, 999)):03}"
    if draw(st.booleans()):
        return draw(GAPS).join((area, born, tail + draw(st.sampled_from("0123456789Xx")))), born
    return draw(GAPS).join((area, born[2:], tail)), born[2:]


@st.composite
def mobiles(draw: st.DrawFn) -> tuple[str, str]:
    first = "1" + draw(st.sampled_from("3456789")) + draw(st.sampled_from("0123456789"))
    middle, last = (f"{draw(st.integers(0, 9999)):04}" for _ in range(2))
    prefix = draw(st.sampled_from(["", "+86", "0086 ", "86-"]))
    return prefix + draw(GAPS).join((first, middle, last)), middle


@st.composite
def cards(draw: st.DrawFn) -> tuple[str, str]:
    number = luhn("62" + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=13, max_size=16))))
    parts = [number[at : at + 4] for at in range(0, len(number), 4)]
    return draw(st.sampled_from(["", " "])).join(parts), number[4:12]


@given(st.one_of(id_numbers(), mobiles(), cards()), AROUND, AROUND)
def test_a_personal_number_is_covered_wherever_it_stands(number: tuple[str, str], before: str, after: str) -> None:
    whole, secret = number
    shown = mask(f"{before}{whole}{after}")
    assert shown.count("*") >= len(secret)
    assert len(shown) == len(f"{before}{whole}{after}")
    assert all(one in (other, "*") for one, other in zip(shown, f"{before}{whole}{after}", strict=True))


@given(st.lists(st.one_of(id_numbers(), mobiles(), cards(), st.tuples(AROUND, AROUND)), max_size=5))
def test_masking_twice_is_masking_once(parts: list[tuple[str, str]]) -> None:
    text = " ".join(whole for whole, _ in parts)
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号310101199003071234。", "身份证号310*************34。"),
        ("11010519491231002X", "110*************2X"),
        ("310101900307123", "310**********23"),
        ("电话13800138000", "电话138****8000"),
        ("tel13800138000", "tel138****8000"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("6222 0210 0111 6245 702", "6222 **** **** ***5 702"),
        ("6200000000000000000a", "6200***********0000a"),
        ("13800138000 13900139000", "138****8000 139****9000"),
    ],
)
def test_how_much_stays_to_be_recognised(text: str, shown: str) -> None:
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "021-57812345",
        "沪公网安备31011702000123号",
        "沪ICP备05012345号-1",
        "网站标识码3101170005",
        "统一社会信用代码11310117002461200X",
        "松府办〔2022〕15号 2022-11-04 10:30:25",
        "310101199013071234",  # month 13
        "6222021001116245703",  # Luhn sum wrong
        "12345678901",
        "索引号 SY000002013202600012",
        "http://a.gov.cn/t20260305_13800138000.html",
        "3f2504e04f8913800138000a11d39a0c0305e82c",
    ],
)
def test_what_only_looks_like_one_is_left(text: str) -> None:
    assert mask(text) == text


def test_every_free_text_of_a_finding_is_masked_and_its_addresses_are_not() -> None:
    url = "http://a.gov.cn/13800138000.html"
    row = mask_row(
        finding(
            subject="13800138000",
            message="手机13800138000",
            page_url=url,
            target_url=url,
            places=(Place(url, "13800138000", LinkKind.A),),
            evidence={"列": [{"13800138000": "13800138000", "url": url, "n": 3}]},
        )
    )
    assert (row.subject, row.message) == ("138****8000", "手机138****8000")
    assert row.places == (Place(url, "138****8000", LinkKind.A),)
    assert row.evidence == {"列": [{"138****8000": "138****8000", "url": url, "n": 3}]}
    assert (row.page_url, row.target_url) == (url, url)


def test_the_rest_of_a_dossier_is_masked_and_a_contact_is_not() -> None:
    whole = dossier()
    assert masked(whole).unit == whole.unit
    assert masked(whole) == whole
