"""unit-profile: facts told in sentences, in address books of others, by placeholders, and on the page of the office."""

import pytest

from checks.testing import FakeSite, run_check
from checks.unit_profile import unit_profile
from tests.checks.unit_profile_portal import FOOT, HOME, MENU, ROWS, TABLE, check, page, said


def without(*facts: str) -> str:
    text = TABLE
    for fact in facts:
        assert ROWS[fact] in text
        text = text.replace(ROWS[fact], "")
    return text


@pytest.mark.parametrize(
    ("fact", "told", "alike"),
    [
        ("办公地址", "清溪镇人民政府地址：清溪社区文化广场东侧院内", "清溪镇网站邮箱地址：zwgk"),
        ("办公地址", "清溪镇人民政府地址在清溪桥社区", "清溪镇地处示例区西部，山清水秀"),
        ("联系方式", "联系人：小李，电话6600118", "监督电话6600118"),
        ("联系方式", "便民服务中心电话:6600118", "平均海拔6600米，电话普及率高"),
        ("办公时间", "冬令时：8:00-12:00，14:00-17:30", "冬季平均气温8.5度"),
        ("办公时间", "上午8:30—12:00 下午2:30—5:30", "上午召开党组会，下午3:00集中学习"),
        (
            "机构职能",
            "街道办事处在区政府领导下，履行辖区城市管理、社区服务、安全生产监管等职能。",
            "辖区人口6万，职能部门齐全。",
        ),
        (
            "机构职能",
            "<h3>主要职责</h3><p>预防、制止违法犯罪活动，维护社会治安秩序。</p>",
            "<h3>主要职责</h3><p>见附表。</p>",
        ),
        ("机构设置", "<table><tr><th>股室</th><td>秘书股、法制股、综合股</td></tr></table>", "<p>股室：见公示栏</p>"),
    ],
)
def test_a_fact_told_in_a_sentence_is_published(fact: str, told: str, alike: str) -> None:
    assert said(check(page(without(fact) + f"<div>{told}</div>"))) == []
    doubt_or_fault = said(check(page(without(fact) + f"<div>{alike}</div>")))
    assert [one.split()[-1] for one in doubt_or_fault] == [fact]


@pytest.mark.parametrize("value", ["（待更新）", "/", "此处填写办公地址", "【待补充】", "(内容待完善)"])
def test_what_is_to_be_filled_in_is_no_value(value: str) -> None:
    table = f"<table><tr><td>单位地址</td><td>{value}</td></tr><tr><td>负责人</td><td>-</td></tr></table>"
    assert said(check(page(without("办公地址", "负责人") + table))) == ["empty 办公地址", "empty 负责人"]


BOOK = (
    "<p>{}</p><table><tr><th>名称</th><th>地址</th><th>电话</th></tr><tr><td>示例一小</td><td>文化路2号</td>"
    "<td>0000-6600445</td></tr></table>"
)


@pytest.mark.parametrize("heading", ["教育局下属学校通讯录", "基层站所联系方式", "辖区社区一览表"])
def test_an_address_book_of_others_is_not_the_body_s(heading: str) -> None:
    assert said(check(page(without("办公地址", "联系方式") + BOOK.format(heading)))) == [
        "missing 办公地址",
        "missing 联系方式",
    ]


def test_an_address_book_of_its_sections_is() -> None:
    assert said(check(page(without("办公地址", "联系方式") + BOOK.format("各科室联系方式")))) == []
    entry = '<a href="/o9/">社区通讯录</a>'
    assert said(check(page(entry + TABLE))) == []


@pytest.mark.parametrize(
    ("name", "told"), [("县政府办公室", 0), ("区党政办", 0), ("市政府办公室文件", 6), ("县财政局", 6)]
)
def test_the_office_of_a_government_speaks_for_it(name: str, told: int) -> None:
    home = f'<ul class="nav">{MENU}<li><a href="/bgs/">{name}</a></li></ul>{FOOT}'
    site = FakeSite.of({HOME: home, HOME + "bgs/": TABLE + FOOT})
    assert len(run_check(unit_profile, site).findings) == told


def test_an_office_before_an_underlined_blank_is_no_name() -> None:
    pages = {"ldxx/": page("<p>单位负责人：<u>　　</u></p>")}
    entry = '<li><a href="/ldxx/">领导信息</a></li>'
    assert said(check(page(without("负责人"), entry), pages=pages)) == ["empty 负责人"]
