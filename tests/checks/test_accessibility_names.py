"""How entries to the accessible version are named and marked, and what only sounds like them."""

import pytest

from checks.accessibility_static import static_entry
from checks.testing import FakeSite
from evidence.accessibility_entry import marks_entry, names_entry


@pytest.mark.parametrize(
    "words",
    [
        "信息无障碍",
        "一键无障碍",
        "长者关爱版",
        "老年关怀版",
        "视障版",
        "盲人版",
        "长者专区",
        "高对比度无障碍版",
        "亲情版",
        "爱心版",
        "孝心模式",
    ],
)
def test_entries_by_other_names(words: str) -> None:
    assert names_entry(words)


@pytest.mark.parametrize(
    ("words", "is_entry"),
    [
        ("语音播报·无障碍", True),
        ("助老服务专区 · 长者模式", True),
        ("网站支持IPv6 | 无障碍", True),
        ("无障碍 Accessibility", True),
        ("政策解读｜无障碍环境建设法", False),
        ("养老服务 · 老年人", False),
        ("无障碍 设施", False),
        ("关怀 Care", False),
    ],
)
def test_two_names_in_one(words: str, is_entry: bool) -> None:
    assert names_entry(words) is is_entry


@pytest.mark.parametrize(
    ("code", "marked"), [("aria.start()", True), ("aria.oldFixedStart()", True), ("aria.label", False)]
)
def test_handlers_of_toolbars(code: str, marked: bool) -> None:
    assert marks_entry(code) is marked


@pytest.mark.parametrize(
    "words", ["无障碍", "长者版", "关怀版", "大字版", "【适老版】", "进入老年人模式", "网站无障碍"]
)
def test_names(words: str) -> None:
    assert names_entry(words)


@pytest.mark.parametrize(
    "words",
    [
        "信息无障碍建设",
        "盲人按摩",
        "爱心通道",
        "亲情服务",
        "爱心驿站",
        "视障人士服务",
        "长者关怀行动",
        "无障碍环境建设",
        "适老化改造",
        "老年人",
        "老年人专区",
        "高对比度",
        "大字报",
        "关怀",
        "长者",
        "大字",
        "无障碍法",
        "障碍",
        "",
    ],
)
def test_no_names(words: str) -> None:
    assert not names_entry(words)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("<a href='/zt/wza/'>我区扎实推进无障碍环境建设</a>", False),
        ("<a href='/wza/index.html'><img src='w.png'></a>", True),
        ("<a href='/wza/index.html'>辅助浏览</a>", True),
        ("<a id='cniil_wza' href='#'>信息服务辅助工具条入口</a>", True),
    ],
)
def test_a_headline_in_a_folder_of_that_name_is_no_entry(entry: str, found: bool) -> None:
    page = FakeSite.of({"http://a.cn/": f"<body>{entry}"}, home="http://a.cn/").page("http://a.cn/")
    assert page is not None and bool(static_entry(page)) is found
