"""Refusals of firewalls in their own words, each kind beside a page that only speaks of such."""

import pytest

from evidence.notice import notice
from tests.evidence.test_notice import LONG, answer, page

REFUSALS: dict[str, str] = {
    "a panel's": page(
        "网站防火墙", "您的请求带有不合法参数，已被网站管理员设置拦截！ 可能原因：您提交的内容包含危险的攻击请求"
    ),
    "a threat": page("405", "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"),
    "too often": page("提示", "您的操作过于频繁，请稍后再试！"),
    "too fast": page("", "访问频率过高，页面不存在或请求失败"),
    "an address": page("提示", "您的IP地址已被列入黑名单，如有疑问请联系管理员"),
    "a wall": page("", "请求已被防护系统拦截，事件编号：2026112800001"),
    "something suspicious": page("错误", "检测到可疑访问，事件编号 22，如有错误请联系管理员"),
    "abroad": page("提示", "该网站境外禁止访问"),
    "rejected": page("Request Rejected", "The requested URL was rejected. Please consult with your administrator."),
    "blocked": page("Error", "Sorry, you have been blocked. File not found"),
    "a hint of attack": page("当前访问疑似黑客攻击", "当前访问疑似黑客攻击，已被网站管理员设置为拦截"),
    "a system's": page("", "Web防护系统提示：非法请求！请求编号 8842-1"),
    "from elsewhere": page("", "抱歉，您所在的地区无法访问本网站"),
    "noted down": page("", "非法操作！您的IP已被记录"),
    "do not hurry": page("", "nginx防火墙：请勿频繁刷新，页面暂时无法访问"),
    "by an alert": "<script>alert('非法请求，已被拦截！');history.back();</script>",
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_no_missing_page(name: str) -> None:
    assert notice(answer(REFUSALS[name])) in ((), ("challenge:refusal",))


def test_a_refusal_may_call_itself_an_error() -> None:
    assert notice(answer(REFUSALS["too often"], status=503)) == ("challenge:refusal",)


NOT_REFUSALS: dict[str, str] = {
    "what was asked for is shut off": page("提示", "您访问的信息已被屏蔽或删除"),
    "an error": page("提示", "您请求的页面不存在"),
    "a bad parameter": page("提示", "参数错误"),
    "withdrawn": page("系统提示", "对不起，您查看的文章已被管理员撤回"),
}


@pytest.mark.parametrize("name", NOT_REFUSALS)
def test_a_missing_page_is_no_refusal(name: str) -> None:
    assert notice(answer(NOT_REFUSALS[name]))[0].startswith("soft-404")


def test_what_is_missing_behind_a_firewall_is_missing() -> None:
    assert notice(answer(page("网站防火墙", "您的请求已被拦截"), status=404)) == ()


@pytest.mark.parametrize(
    "text", ["网络攻击防范通知：凡是请求异常的，已被防火墙拦截。" + LONG, "关于访问过于频繁的说明。" + LONG]
)
def test_an_article_is_no_refusal(text: str) -> None:
    assert notice(answer(page("网络安全通知", text))) == ()
