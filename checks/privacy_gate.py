"""A quick look at the source of a page: may it hold a personal number at all? Nearly every page stops here."""

import re

# Patterns that begin with fixed digits are searched many times quicker than "eleven digits".
_MOBILE = re.compile(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z_])")
_CENTURIES = (re.compile(r"19\d{6}[ -]?\d{3}[\dXx]"), re.compile(r"20\d{6}[ -]?\d{3}[\dXx]"))
_CARD = re.compile(r"[4569]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}")
# Words beside which numbers may be cut by tags or written apart, and beside which a card is somebody's, by a letter
# of theirs: one letter is found five times quicker than two.
_APART = (("身", ("身份证", "身份号")), ("件", ("证件号",)), ("手", ("手机号",)), ("卡", ("卡号",)))
_ACCOUNTS = (
    ("卡", ("银行卡", "一卡通", "惠农卡")),
    ("账", ("账号", "账户", "账 ", "账&nbsp;", "账\u3000", "账\xa0")),
    ("帐", ("帐号", "帐户", "帐 ", "帐&nbsp;", "帐\u3000", "帐\xa0")),
    ("折", ("存折",)),
)
_REGION = 6
_COUNTRY = "86"  # may stand before a phone without a space: +86139…
# What a pointer or a script may show: <input type=hidden value='…'> beside a masked number.
_HINT = re.compile(r"""\s(?:title|alt|value|data-[\w-]{1,24})\s*=\s*(?:"[^"]*|'[^']*)$""", re.I)


def may_hold(html: str) -> bool:
    """Whether a number stands in the text of a page, or a word beside which numbers may be written another way."""
    for match in _MOBILE.finditer(html):
        if not _joined(html, match.start()) and not _in_markup(html, match.start()):
            return True
    for pattern in _CENTURIES:
        for match in pattern.finditer(html):
            if _after_region(html, at := match.start()) and (not _in_markup(html, at) or _in_hint(html, at)):
                return True
    if _names(html, _APART) or "１" in html:
        return True
    if not _names(html, _ACCOUNTS):
        return False
    return any(not _in_markup(html, match.start()) for match in _CARD.finditer(html))


def _in_hint(html: str, at: int) -> bool:
    """Whether a place in a tag lies in a text that is shown beside the pointer or kept for a script."""
    return _HINT.search(html[html.rfind("<", 0, at) : at]) is not None


def _names(html: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> bool:
    return any(letter in html and any(word in html for word in words) for letter, words in table)


def _joined(html: str, at: int) -> bool:
    """Whether a letter or digit stands right before, so that this is a part of a longer code."""
    if html[max(0, at - len(_COUNTRY)) : at] == _COUNTRY:
        at -= len(_COUNTRY)
    before = html[at - 1 : at] if at else ""
    return before.isascii() and (before.isalnum() or before == "_")


def _after_region(html: str, at: int) -> bool:
    before = html[max(0, at - _REGION - 1) : at].rstrip(" -")
    return before[-_REGION:].isdecimal() and len(before) >= _REGION


def _in_markup(html: str, at: int) -> bool:
    """Whether a place lies inside a tag or a script, so that its digits are an address or a name of a file."""
    opened = html.rfind("<", 0, at)
    if opened < 0:
        return False
    closed = html.find(">", opened, at)
    return closed < 0 or html[opened + 1 : opened + 6].lower() in ("scrip", "style")
