"""Messages of programs, each kind beside a page of as few words that is one."""

from time import perf_counter

import pytest

from evidence.notice import notice
from tests.evidence.test_notice import answer, page

AGAIN = "<a href='javascript:history.go(-1)'>如果你的浏览器没反应，请点击这里...</a>"


@pytest.mark.parametrize(
    "html",
    [
        page("", "参数不正确!"),
        page("", "无此栏目"),
        page("", "页面不存在或您没有访问权限"),
        page("提示", "该栏目已停用"),
        page("", "没有您要找的数据！"),
        page("", "ID号错误！"),
        page("DedeCMS提示信息", f"DedeCMS 提示信息！</p><div>数据库里没有该文章的信息！<br>{AGAIN}</div><p>"),
        page("跳转提示", ":(</p><p>非法参数</p><p>页面自动 <a href='/'>跳转</a> 等待时间： <b>3</b>"),
        "<script>alert('请选择正确的信息！');history.back();</script>",
        "<script>alert('传入参数不合法');window.close();</script>",
        "<script>alert('功能建设中');history.go(-1);</script>",
    ],
)
def test_the_message_of_a_program_is_no_page(html: str) -> None:
    assert notice(answer(html)) == ("soft-404",)


@pytest.mark.parametrize(
    "html",
    [
        page("停电通知", "因线路异常，今晚停电。"),
        page("温馨提示", "天气异常，请减少外出。"),
        page("", "设备异常，原因正在排查。2026-11-02"),
        page("", "许可证查询：已失效 <img src='/a.png'>"),
        page("", "暂无异常天气"),
        page("", "失效日期：长期"),
        page("", "账号错误，请重新登录"),
        page("提示", "系统升级维护中，出错请稍候再试"),
        "<script>alert('提交成功，感谢您的参与！');window.close();</script>",
        "<script>alert('投票已结束');history.back();</script>",
        "<script>alert('请先登录');history.back();</script>",
        "<script>alert('本站已改版');location.href='/new/';</script>",
        "<script>function ask(){alert('请输入关键字');history.back()}</script><p>站内检索：请在上方输入关键字</p>",
    ],
)
def test_a_page_of_few_words_is_one(html: str) -> None:
    assert notice(answer(html)) == ()


@pytest.mark.parametrize(
    "head",
    [
        "不存在>" + " " * 20_000,
        "Notice: x on line 5 " * 70 + "y",
        "不存在" + ">抱歉，" * 4_000,
        ">页面已被" + "某" * 15_000 + "不存在",
        "alert('不存在" * 1_500,
        "不存在<div style='display:none'>" * 600,
    ],
)
def test_no_words_cost_minutes(head: str) -> None:
    begin = perf_counter()
    notice(answer(head))
    assert perf_counter() - begin < 2
