"""The signs of challenges that want to know whether a person asks, and of firewalls that refuse."""

import re
from collections.abc import Mapping

from evidence.apology import TAGS

_VERIFYING = (
    "人机",
    "滑块",
    "滑动",
    "验证",
    "浏览器",
    "hecking your",
    "ust a moment",
)  # a glance before the search below
_VERIFICATION = re.compile(
    r"人机(?:身份)?验证|拖动(?:下方|左侧|右侧)?滑块|滑块验证|(?:向右|按住)滑动|滑动(?:完成)?验证|"
    r"(?:请|需要?)(?:您)?(?:先)?(?:完成|进行|通过)(?:下方|以下)?(?:安全|图形|滑动)?验证(?!码)|"
    r"<title>\s*(?:安全|访问)验证\s*</title|正在(?:检查|检测|验证)您的浏览器|浏览器安全检查|"
    r"checking your browser|<title>\s*just a moment",
    re.IGNORECASE,
)


def signature(status: int, headers: Mapping[str, str], head: str) -> str:
    """The family of the challenge whose signs an answer bears; empty where it bears none."""
    cookies, server = headers.get("set-cookie", ""), headers.get("server", "").lower()
    if (
        ("x-via-jsl" in headers and status in (521, 512, 503))
        or "__jsl_clearance" in head
        or (status == 521 and "__jsl" in cookies)
    ):
        return "jsl"
    if status in (202, 400, 412) and (
        "$_ts" in head or "FSSBBIl1UgzbN7N" in cookies or '<meta id="9DhefwqGPrzGxEp9hPaoag"' in head
    ):
        return "ruishu"
    if status in (202, 412) and "<script" in head and len(" ".join(TAGS.sub(" ", head).split())) < 40:
        return "script-challenge"
    if "cf-mitigated" in headers or "_cf_chl_opt" in head or (status in (403, 503) and "cloudflare" in server):
        return "cloudflare"
    if status not in (404, 410) and any(hint in head for hint in _VERIFYING) and _VERIFICATION.search(head):
        return "verification"
    return _walled(status, head, cookies, server)


def _walled(status: int, head: str, cookies: str, server: str) -> str:
    """Firewalls that are known by their words; a missing page behind one is still missing."""
    if "aliyun_waf" in head or "acw_sc__v2" in head or "/_____tmd_____/" in head:
        return "yundun"
    if status in (403, 405) and "yundun" in server:
        return "yundun"
    if "365cyd" in head or "chuangyudun" in head or "创宇盾" in head:
        return "chuangyudun"
    if "安全狗" in head[:2000] or (status in (403, 405, 501) and "safedog" in cookies + server):
        return "safedog"
    if status in (403, 405, 468) and ("雷池" in head or "safeline" in head.lower()):
        return "safeline"
    return ""
