"""unit-profile: heads as lists of leaders write them, facts in folds and on maps, and facts that are another body's."""

import pytest

from checks.model import Result
from tests.checks.unit_profile_portal import ROWS, TABLE, check, page, said


def without(fact: str, entry: str, body: str) -> Result:
    """A portal whose table lacks one fact, with one more page under an entry of its menu."""
    front = page("", f'<li><a href="/lm/">{entry}</a></li>')
    return check(page(TABLE.replace(ROWS[fact], "")), pages={"": front, "lm/": page(body)})


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<ul><li><b>薛 峰</b> 党组书记、局长</li><li><b>田 野</b> 副局长</li></ul>", []),
        ("<a href='/lm/1.html'><img src='/i/1.jpg' alt=''><span>陈国栋</span><em>党组书记、主任</em></a>", []),
        ("<p>刘志强：主持区财政局全面工作。</p><p>王海燕：负责国库管理工作。</p>", []),
        ("<h4>主要领导</h4><p>石磊（局长）</p>", []),
        ("<p>党组书记、主任　钟 春</p><p>副主任　邵 磊</p>", []),
        ("<p>常务副局长、办公室主任的职责另行公布</p>", ["missing 负责人"]),
        ("<p>会议主持：会议由局长主持，研究全面工作。</p>", ["missing 负责人"]),
        ("<img src='/upload/1.jpg'><img src='/upload/2.jpg'>", ["?image-only 负责人"]),
    ],
)
def test_heads_in_lists_of_leaders(body: str, told: list[str]) -> None:
    assert said(without("负责人", "领导之窗", body)) == told


def test_portraits_excuse_no_other_fact() -> None:
    result = without("办公时间", "领导之窗", "<img src='/upload/1.jpg'><img src='/upload/2.jpg'>")
    assert said(result) == ["missing 办公时间"]


def test_a_portrait_beside_a_name_excuses_no_fact_and_another_picture_leaves_it_open() -> None:
    portrait = "<table><tr><td><img src='/i/1.jpg'></td><td><p>姓名：蔡成泽</p><p>职务：局长</p></td></tr></table>"
    assert said(without("办公时间", "关于我们", portrait)) == ["missing 办公时间"]
    plan = "<p align=center><img src='/upload/2.jpg'></p>"
    assert said(without("办公时间", "关于我们", portrait + plan)) == ["?image-only 办公时间"]


def test_former_leaders_are_no_head() -> None:
    former = "<p>2008-2012 局长 王大山</p><p>2012-2018 局长 李小河</p>"
    assert said(without("负责人", "历任领导", former)) == ["missing 负责人"]
    assert said(without("负责人", "现任领导", "<p>局长 王大山</p>")) == []


@pytest.mark.parametrize("entry", ["直属单位", "社区通讯录"])
def test_what_lists_other_bodies_has_not_the_telephone_of_this_one(entry: str) -> None:
    others = "<table><tr><td>东风站</td><td>示例路8号</td><td>联系电话：0000-6600001</td></tr></table>"
    assert said(without("联系方式", entry, others)) == ["missing 联系方式"]
    own = "<p>联系电话：0000-6600001</p>"
    assert said(without("联系方式", "办公地址及联系方式", own)) == []


def test_what_a_click_unfolds_is_published() -> None:
    fold = "<button>{}</button><div class='panel' style='display:none'><p>内设科室：办公室、预算科</p></div>"
    assert said(without("机构设置", "机构设置", fold.format("展开"))) == []
    assert said(without("机构设置", "机构设置", fold.format(""))) == ["missing 机构设置"]


def test_words_on_a_map_are_left_open() -> None:
    drawn = "<div id=map></div><script>var w=new BMap.InfoWindow('地址：示例大道18号');</script>"
    result = without("办公地址", "联系我们", drawn)
    assert said(result) == [] and [one.subject for one in result.unknowns] == ["办公地址"]
    assert said(without("办公地址", "联系我们", "<p>乘车路线见地图。</p>")) == ["missing 办公地址"]


@pytest.mark.parametrize(
    ("fact", "body", "told"),
    [
        ("联系方式", "<p>咨询热线：12393</p>", []),
        ("联系方式", "<p>投诉举报：12345</p>", ["missing 联系方式"]),
        ("办公地址", "<p>地址∶示例区创新大厦A座1201室<br>邮编∶730000</p>", []),
        (
            "办公地址",
            "<h4>联系方式</h4><p>办公地址：</p><p>办公时间：8:30-12:00</p><p>联系电话：6600118</p>",
            ["empty 办公地址"],
        ),
        ("机构职能", "<p>区粮食局是区政府管理的机构，负责全区粮食流通和物资储备工作。</p>", []),
        ("机构职能", "<p>区粮食局是区政府管理的机构，欢迎您的来访。</p>", ["missing 机构职能"]),
        ("机构职能", "<h4>区政府职能</h4><p>（一）贯彻执行法律法规，拟订发展规划。</p>", []),
    ],
)
def test_facts_under_a_label_of_few_and_without_any(fact: str, body: str, told: list[str]) -> None:
    assert said(without(fact, "联系我们", body)) == told


ROW_OF_HEADS = (
    "<h3>联系方式</h3><table><tr><th>邮编</th><th>办公地址</th><th>工作时间</th><th>联系电话</th></tr>"
    "<tr><td>743000</td><td>{}</td><td>{}</td><td>0000-6600118</td></tr></table>"
)
PAIR = "<ul><li><span>邮编</span><span>743000</span></li><li><span>{}</span><span>{}</span></li></ul>"


@pytest.mark.parametrize(
    ("fact", "body", "told"),
    [
        ("办公地址", ROW_OF_HEADS.format("滨河路服务中心2楼", "8:30-12:00"), []),
        ("办公时间", ROW_OF_HEADS.format("滨河路服务中心2楼", "8:30-12:00"), []),
        ("办公时间", ROW_OF_HEADS.format("滨河路服务中心2楼", ""), ["empty 办公时间"]),
        ("办公地址", PAIR.format("机关地址", "示例市城关区建设大道中段"), []),
        ("联系方式", PAIR.format("咨询电话", "（0000）6307517"), []),
        ("联系方式", PAIR.format("电话（传真）", "+86-932-8639907"), []),
        ("办公时间", PAIR.format("时　间", "上午8时30分至12时，下午2时30分至6时"), []),
        ("办公时间", PAIR.format("作息时间", "法定工作日上午9:00~12:00"), []),
        ("办公地址", "<p>地址变更以公告为准，请相互转告。</p>", ["missing 办公地址"]),
        ("联系方式", "<p>电话咨询请按提示操作，感谢配合。</p>", ["missing 联系方式"]),
        ("办公时间", "<p><b>【邮编】</b>743000　<b>【时　间】</b>冬季8:30-12:00；夏季8:00-12:00</p>", []),
        ("联系方式", "<h3>联系方式</h3><p>时　间：周一至周五 8:30-12:00；邮编：743000。</p>", ["empty 联系方式"]),
        ("联系方式", ROW_OF_HEADS.replace("联系电话", "电话（传真）").format("滨河路服务中心2楼", "8:30-12:00"), []),
        ("办公时间", ROW_OF_HEADS.replace("工作时间", "时　间").format("滨河路服务中心2楼", "8:30-12:00"), []),
        ("办公地址", ROW_OF_HEADS.replace("工作时间", "时　间").format("滨河路服务中心2楼", "8:30-12:00"), []),
        ("联系方式", "<h3>联系方式</h3><p>办公地址示例市建设大道5号</p><p>邮编743000</p>", ["empty 联系方式"]),
        ("机构职能", "<p>拟订全区教育规划并组织实施。</p><p>指导监督全区教育工作。</p>", []),
        (
            "机构职能",
            "<p>（一）信息中心。负责相关业务工作，承担有关文件起草。</p><p>（二）综合科。负责文电、会务等工作，承担督查。</p>",
            ["missing 机构职能"],
        ),
        (
            "机构职能",
            "<table><tr><th>科室名称</th><th>主要职责</th></tr><tr><td>综合科</td><td>承担文电工作</td></tr></table>",
            ["missing 机构职能"],
        ),
        ("机构职能", "<p>组织开展读书活动。</p><p>全体职工参加。</p>", ["missing 机构职能"]),
    ],
)
def test_values_in_rows_of_heads_and_right_after_their_labels(fact: str, body: str, told: list[str]) -> None:
    entry = "职能职责" if fact == "机构职能" else "联系我们"
    assert said(without(fact, entry, body)) == told


def test_an_office_under_its_head_is_no_head_of_a_row() -> None:
    row = "<tr><td>蔡成泽</td><td>党组书记、局长</td><td>主持全面工作</td></tr>"
    table = f"<p>【领导班子】</p><table><tr><th>姓名</th><th>职务</th><th>工作分工</th></tr>{row}</table>"
    assert said(without("负责人", "关于我们", table)) == []
    assert said(without("负责人", "关于我们", table.replace("蔡成泽", ""))) != []


def test_what_is_said_of_each_section_is_not_what_the_body_does() -> None:
    sections = "<dl><dt>办公室</dt><dd>职责：负责文电工作。</dd><dt>综合科</dt><dd>职责：负责综合工作。</dd></dl>"
    assert said(without("机构职能", "机构设置", sections)) == ["missing 机构职能"]
    assert said(without("机构职能", "机构概况", sections)) == ["missing 机构职能"]
    names = "<p>人事科 | 规划财务科 | 政策法规科 | 监督管理科 | 办公室 | 业务一科</p>"
    assert said(without("机构职能", "机构概况", names)) == ["missing 机构职能"]
    duties = "<h3>一、主要职责</h3><p>负责全区财政发展规划的组织实施，编制预算。</p>"
    assert said(without("机构职能", "机构概况", duties + sections)) == []
    own = "<p>主要职责：负责全区财政发展规划的组织实施。</p><p>内设机构：办公室、综合科</p>"
    assert said(without("机构职能", "机构设置", own)) == []


def test_who_presides_over_a_body_of_one_page_is_its_head() -> None:
    body = "<p>【领导班子】</p><p>邱志同志：主持区财政局全面工作，分管人事。</p><p>卢德同志：协助抓业务。</p>"
    assert said(without("负责人", "关于我们", body)) == []
    assert said(without("负责人", "关于我们", "<p>【领导班子】</p><p>集体研究全面工作。</p>")) != []


def test_a_head_of_a_table_may_be_called_like_an_entry_of_the_menu() -> None:
    front = page("", '<li><a href="/lm/">联系方式</a></li>')
    menu = '<li><a href="/lm/">联系方式</a></li>'
    body = ROW_OF_HEADS.replace("联系电话</th>", "联系方式</th><th>电子邮箱</th>").replace(
        "0118</td>", "0118</td><td>a@b.cn</td>"
    )
    body = body.format("滨河路服务中心2楼", "8:30-12:00").replace("0000-", "")
    text = page(TABLE.replace(ROWS["联系方式"], ""), menu)
    assert said(check(text, pages={"": front, "lm/": page(body, menu)})) == []
    assert said(check(text, pages={"": front, "lm/": page(body.replace("6600118", ""), menu)})) != []
    pair = "<dl><dt>邮编</dt><dd>743000</dd><dt>联系方式</dt><dd>6600118</dd></dl>"
    assert said(check(text, pages={"": front, "lm/": page(pair, menu)})) == []
