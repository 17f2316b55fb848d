"""Titles of documents: what one is called at its core, and which two titles mean one document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.titles import Same, book_titles, cores, document_numbers, headline, own_number, reads_like_interpretation
from evidence.titles import same_document as same

POLICY = "云汐区停车管理办法"


def names(title: str) -> list[str]:
    return [core.text for core in cores(title)]


@pytest.mark.parametrize(
    "title",
    [
        POLICY,
        f"《{POLICY}》",
        f"云汐区人民政府办公室关于印发《{POLICY}》的通知",
        f"云汐区人民政府办公室关于印发{POLICY}的通知",
        f"云汐区城管局 云汐区公安分局关于印发〈{POLICY}〉的通知",
        f"云政办发〔2024〕5号 关于印发《{POLICY}》的通知",
        f"云汐区人民政府令（第5号）{POLICY}",
        f"《{POLICY}》政策解读",
        f"《关于印发〈{POLICY}〉的通知》解读",
        f"一图读懂《{POLICY}》",
        f"一图读懂：{POLICY}",
        f"图解 | {POLICY}",
        f"【政策图解】{POLICY}",
        f"（视频解读）{POLICY}",
        f"{POLICY}解读（二）",
        f"关于《{POLICY}》的起草说明",
        f"区城管局负责人就《{POLICY}》答记者问",
        f"《{POLICY}》政策问答（图文版）",
        f"解读《{POLICY}》",
        f"专家解读｜《{POLICY}》",
        f"《{POLICY}》新闻发布会",
    ],
)
def test_core(title: str) -> None:
    assert names(title) == [POLICY]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于印发《甲管理办法》和《乙实施细则》的通知", ["甲管理办法", "乙实施细则"]),
        ("《甲管理办法》《乙实施细则》政策解读", ["甲管理办法", "乙实施细则"]),
        ("《云汐区〈物业条例〉实施细则》解读", ["云汐区物业条例实施细则"]),
        ("关于修改《甲管理办法》的决定", ["修改甲管理办法的决定"]),
        ("云汐区人民政府关于落实《甲条例》的实施意见", ["落实甲条例的实施意见"]),
        ("云汐区人民政府关于进一步做好救助工作的意见", ["进一步做好救助工作的意见"]),
        ("《关于进一步做好救助工作的意见》解读", ["进一步做好救助工作的意见"]),
        ("", []),
    ],
)
def test_cores_of_several_or_of_none(title: str, expected: list[str]) -> None:
    assert names(title) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (f"《{POLICY}》", f"《{POLICY}》解读", Same.EXACT),
        (f"{POLICY}（试行）", f"《{POLICY}》解读", Same.LOOSE),
        ("云汐区2024年救助标准", "《云汐区救助标准》解读", Same.LOOSE),
        (POLICY, "《停车管理办法》解读", Same.LOOSE),
        (POLICY, "《我区停车管理办法》解读", Same.NO),  # 云汐区 is not 我区停…: neither ends in the other
        # As alike as 0.9 and yet two documents
        ("云汐区城市居民最低生活保障办法", "《云汐区农村居民最低生活保障办法》解读", Same.NO),
        ("云汐区2024年救助标准", "《云汐区2023年救助标准》解读", Same.NO),
        (f"{POLICY}（试行）", f"《{POLICY}（修订）》解读", Same.NO),
        (POLICY, f"《{POLICY}（征求意见稿）》起草说明", Same.NO),
        ("云汐区停车管理办法实施细则", f"《{POLICY}》解读", Same.NO),
        ("云汐区促进工业发展实施意见", "《实施意见》解读", Same.NO),
        ("云汐区城市更新实施方案", "《更新实施方案》解读", Same.NO),
    ],
)
def test_same_document(one: str, other: str, expected: Same) -> None:
    assert same(cores(one)[0], cores(other)[0]) is expected
    assert same(cores(other)[0], cores(one)[0]) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"《{POLICY}》解读", True),
        (f"一图读懂{POLICY}", True),
        (f"视频 | 《{POLICY}》", True),
        (f"秒懂《{POLICY}》", True),
        (f"带你了解{POLICY}", True),
        (f"关于{POLICY}的政策解析", True),
        (f"{POLICY}十问十答", True),
        ("关于做好政策解读工作的通知", False),
        ("关于印发《政策解读工作方案》的通知", False),
        ("云汐区新闻发布会管理办法", False),
        ("视频监控管理办法", False),
        (POLICY, False),
    ],
)
def test_reads_like_interpretation(title: str, expected: bool) -> None:
    assert reads_like_interpretation(title) is expected


def test_document_numbers_in_one_form() -> None:
    for text in ("云政发〔2024〕5号", "云政发[2024]05号", "云政发（2024）第5号", "云政发【2024】５号"):
        assert document_numbers(text) == ("云政发〔2024〕5号",)
    assert document_numbers("2024年第5号，电话（2024）") == ()


def test_own_number() -> None:
    assert own_number("发文字号：云政发〔2024〕5号\n根据国发〔2014〕21号") == "云政发〔2024〕5号"
    assert own_number("通知\n云政发〔2024〕5号\n各镇街：") == "云政发〔2024〕5号"
    assert own_number("现根据国发〔2014〕21号文件，通知如下") == ""


def test_book_titles() -> None:
    assert book_titles("《甲》和《乙〈丙〉》") == ("甲", "乙〈丙〉")
    assert book_titles("《甲《乙》丙》") == ("甲《乙》丙",)
    assert book_titles("》《没有写完") == ()


@given(st.text(alphabet="《》〈〉()（）[【】关于印发的通知解读一图懂办法2024年试行:： 市区", max_size=60))
@settings(max_examples=150)
def test_any_title_is_read(title: str) -> None:
    found = cores(title)
    assert all(core.text for core in found)
    assert cores(title) == found
    reads_like_interpretation(title)


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_read(text: str) -> None:
    cores(text)
    own_number(text)
    book_titles(text)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("临时救助对象公示名单_云汐区民政局_云汐区人民政府门户网站", "临时救助对象公示名单"),
        ("关于停水的通知公告 - 云汐街道办事处", "关于停水的通知公告"),
        ("关于调整2025-2026年度征缴标准的通知", "关于调整2025-2026年度征缴标准的通知"),
        ("通知公告_区财政局", "通知公告_区财政局"),  # whose notices, the rest would not say
        ("云汐区人民政府", "云汐区人民政府"),
        ("政务公开工作-致全区企业的一封信", "政务公开工作-致全区企业的一封信"),
    ],
)
def test_the_headline_of_a_page_is_its_title_without_site_and_unit(title: str, shown: str) -> None:
    assert headline(title) == shown
