"""Pages that stand where a domain has no site: offered for sale, parked, run out."""

import re

_OFFERED = re.compile(
    r"domain (?:is )?(?:for sale|parked)|buy this domain|parked (?:domain|free)|"
    r"(?:domain|\b[\w-]+\.(?:com|cn|net|org)) (?:name )?(?:[\w.-]{1,60} )?(?:may be|is) (?:available )?for sale|"
    r"sedoparking|parkingcrew|"
    r"域名(?:正在)?出售中?(?![\u4e00-\u9fff”])|(?:本|该|此|本站)域名(?:可|正在)?(?:转让|出售|待售)|"
    r"您(?:正在)?访问的域名.{0,12}(?:出售|转让)|<title>[^<]{0,60}域名转让\s*</title>",
    re.IGNORECASE,
)
_RUN_OUT = re.compile(
    r"domain (?:name )?(?:has )?expired|(?:本|该|此|本站)域名(?:已经|已)?(?:过期|到期)|"
    r">\s*域名(?:已经|已)(?:过期|到期)|您(?:正在)?访问的域名.{0,12}过期",
    re.IGNORECASE,
)


def is_parked(head: str, *, whole: bool) -> bool:
    """Whether the beginning of a page offers its domain or, where it stands for a `whole` host, says that it ran out.

    A page of a living site may speak of a domain of old that has run out.
    """
    return _OFFERED.search(head) is not None or (whole and _RUN_OUT.search(head) is not None)
