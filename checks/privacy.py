"""Identity numbers, mobile phones and bank cards of persons in the text of a page; kept masked only."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.api import page_check
from checks.model import Doubt, Problem, Statement
from checks.privacy_gate import may_hold
from checks.privacy_persons import (
    LIST_OF_PERSONS,
    beside_id,
    in_foot,
    is_directory,
    is_nobody,
    is_sample,
    is_work,
    persons,
)
from evidence.page import Page
from evidence.personal import Personal, PersonalKind, digest, find_personal
from evidence.urls import host_of
from evidence.visible import read_visible

CODES = {"id-number": "泄露身份证号", "mobile-number": "泄露手机号码", "bank-card": "泄露银行卡号"}
WHAT = {PersonalKind.ID: "身份证号", PersonalKind.MOBILE: "手机号码", PersonalKind.CARD: "银行卡号"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyOptions:
    """`key` makes the hashes of an office its own (by default the host's name); `listed` bounds findings on a page."""

    key: str = ""
    listed: int = 50


@page_check("privacy", title="隐私泄露", version=1, codes=CODES, options=PrivacyOptions())
def privacy(page: Page, options: PrivacyOptions) -> Iterator[Statement]:
    """看什么：页面正文中的公民身份号码（18位，校验码、出生日期、行政区划均有效；15位的须有“身份证”等字样）、手机号码、
    银行卡号（校验位有效且有“卡号、账号、银行卡”等字样）。只记录打码后的号码和加密摘要，不保存原号码。

    为什么：《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条；
    《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”。

    什么算问题：公开了有效的身份证号、个人银行卡号；名单中有3人以上的姓名和手机号码；手机号码与身份证号一同公开。

    什么算疑似：零星出现的手机号码，包括“联系人、咨询电话、值班电话”后的手机（可能是工作电话）；
    通讯录、值班表、招标采购公告等专门公布联系电话的名单；填写示例中的号码。

    看不出什么：附件、图片中的号码；已打码的号码（如138****1234）、座机、热线、索引号、统一社会信用代码、单位账户、
    页脚中的网站联系电话、标准中的示例号码不算。经本人同意或法律规定应当公开的，需人工核对。
    """
    if not may_hold(page.html):
        return
    visible = read_visible(page.tree)
    text = "\n".join((visible.text, *(part.text for part in visible.hidden)))
    found = [one for one in find_personal(text) if not is_nobody(text, one)]
    if found:
        yield from _said(page, text, found, options)


def _said(page: Page, text: str, found: list[Personal], options: PrivacyOptions) -> Iterator[Statement]:
    mobiles = [one for one in found if one.kind is PersonalKind.MOBILE and not in_foot(text, one)]
    listed = persons(text, mobiles)
    key = options.key or host_of(page.url)
    several = len({digest(text, one, key) for one in listed}) >= LIST_OF_PERSONS
    public = several and is_directory(page.title, text, listed[0])
    certain = set(listed) if several and not public else set()
    counted: dict[str, tuple[Personal, bool, int]] = {}
    for one in found:
        if one.kind is PersonalKind.MOBILE and one not in mobiles:
            continue
        sure = one.kind is not PersonalKind.MOBILE or one in certain
        sure = sure or (not is_work(text, one) and beside_id(one, found))
        sure = sure and not is_sample(text, one)
        name = digest(text, one, key)
        first, known, times = counted.get(name, (one, False, 0))
        counted[name] = (first, known or sure, times + 1)
    for name, (one, sure, times) in list(counted.items())[: options.listed]:
        yield _statement(page, one, sure, times, name)
    if len(counted) > options.listed:
        yield _rest(page, len(counted), any(sure for _, sure, _ in counted.values()), options)


def _statement(page: Page, one: Personal, sure: bool, times: int, name: str) -> Statement:
    what = WHAT[one.kind]
    kind = Problem if sure else Doubt
    often = f"（出现{times}次）" if times > 1 else ""
    ask = "应予删除或作打码处理" if sure else "请核对是否为可以公开的工作电话或示例号码"
    return kind(
        code=one.kind.value,
        subject=f"{what} {one.masked}",
        page_url=page.url,
        message=f"页面“{_short(page.title)}”公开了{what} {one.masked}{often}，{ask}。",
        evidence={"masked": one.masked, "digest": name, "times": times},
    )


def _rest(page: Page, count: int, sure: bool, options: PrivacyOptions) -> Statement:
    kind = Problem if sure else Doubt
    return kind(
        code=CODE_OF_REST,
        subject="其余号码",
        page_url=page.url,
        message=f"页面“{_short(page.title)}”共公开了 {count} 个个人号码，只列出前 {options.listed} 个，其余一并处理。",
    )


CODE_OF_REST = PersonalKind.MOBILE.value


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:39] + "…"
