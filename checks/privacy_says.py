"""What is said of the personal numbers of one page or one attachment: masks and hashes, never the numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.model import Doubt, Problem, Statement
from checks.privacy_leaks import Leak
from evidence.personal import PersonalKind, mask_personal
from evidence.records import Place

CODES = {"id-number": "泄露身份证号", "mobile-number": "泄露手机号码", "bank-card": "泄露银行卡号"}
WHAT = {PersonalKind.ID: "身份证号", PersonalKind.MOBILE: "手机号码", PersonalKind.CARD: "银行卡号"}
CODE_OF_REST = PersonalKind.MOBILE.value
NAME_WITHIN = 40

_PARTS = re.compile(r"[^_.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyOptions:
    """`key` makes the hashes of an office its own (by default the host's name); `listed` bounds findings on a page."""

    key: str = ""
    listed: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where numbers stand: a 页面 or a 附件, what a reader calls it, the page to mend, the file and all its uses."""

    what: str
    name: str
    page_url: str
    target_url: str | None = None
    places: tuple[Place, ...] = ()


def said(where: Where, found: Sequence[Leak], options: PrivacyOptions) -> Iterator[Statement]:
    """A problem or doubt for each number, as many as are listed one by one, and one for the rest."""
    for leak in found[: options.listed]:
        yield _statement(where, leak)
    if len(found) > options.listed:
        yield _rest(where, found, options)


def _statement(where: Where, leak: Leak) -> Statement:
    what, masked = WHAT[leak.one.kind], leak.one.masked
    kind = Problem if leak.sure else Doubt
    often = f"（出现{leak.times}次）" if leak.times > 1 else ""
    ask = "应予删除或作打码处理" if leak.sure else "请核对是否为可以公开的工作电话或示例号码"
    return kind(
        code=leak.one.kind.value,
        subject=f"{what} {masked}",
        page_url=where.page_url,
        target_url=where.target_url,
        places=where.places,
        message=f"{where.what}“{_short(where.name)}”公开了{what} {masked}{often}，{ask}。",
        evidence={"masked": masked, "digest": leak.digest, "times": leak.times},
    )


def _rest(where: Where, found: Sequence[Leak], options: PrivacyOptions) -> Statement:
    kind = Problem if any(leak.sure for leak in found) else Doubt
    count = f"共公开了 {len(found)} 个个人号码，只列出前 {options.listed} 个，其余一并处理"
    return kind(
        code=CODE_OF_REST,
        subject="其余号码",
        page_url=where.page_url,
        target_url=where.target_url,
        places=where.places,
        message=f"{where.what}“{_short(where.name)}”{count}。",
    )


def masked_name(name: str) -> str:
    """The name of a page or file with the numbers in it masked, also those that an ending or an underline touches."""
    return _PARTS.sub(lambda part: mask_personal(part[0]), name)


def _short(name: str) -> str:
    name = masked_name(name)
    return name if len(name) <= NAME_WITHIN else name[: NAME_WITHIN - 1] + "…"
