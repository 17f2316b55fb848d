"""Domains without a site, each beside a page that speaks of domains."""

import pytest

from evidence.notice import notice
from tests.evidence.test_notice import HOME, LONG, answer, page

ELSEWHERE = "http://www.old.cn/"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("x", "This domain is for sale! " + LONG),
        ("x", "本域名可转让,联系电话" + LONG),
        ("a.cn 域名出售", "联系报价"),
        ("old.cn", "The domain name old.cn is for sale. Make an offer!"),
        ("old.com", "HugeDomains.com - old.com is for sale"),
        ("Expired", "This domain has expired. Contact your registrar."),
        ("Parked", "This web page is parked FREE, courtesy of the registrar."),
        ("待售", "本站域名待售，价格面议"),
        ("域名服务", "域名已过期，请及时续费"),
        ("old.cn域名转让", "一口价3万元"),
    ],
)
def test_a_domain_without_a_site(title: str, text: str) -> None:
    assert notice(answer(page(title, text), url=ELSEWHERE), home=HOME) == ("parked",)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("警惕域名出售诈骗", "近期有人以“域名出售”为名行骗。" + LONG),
        ("关于域名变更的公告", "我局域名由a.gov.cn变更为b.gov.cn，原域名停用。"),
        ("域名注册服务", "域名注册 域名转让 域名争议解决"),
        ("Registry", "Learn about the transfer of domain names."),
    ],
)
def test_a_page_about_domains(title: str, text: str) -> None:
    assert notice(answer(page(title, text), url=ELSEWHERE), home=HOME) == ()


def test_a_page_of_the_site_may_speak_of_a_domain_that_has_run_out_and_offers_none() -> None:
    told = page("关于原域名的公告", "我局原网站停用，该域名已过期，请勿访问。")
    assert notice(answer(told), home=HOME) == ()
    assert notice(answer(page("域名转让", "本域名可转让")), home=HOME) == ("parked",)
    assert notice(answer(page("a.cn 域名出售", "联系报价"), url=HOME), home=HOME) == ("parked",)
