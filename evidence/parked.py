"""Pages that stand where a domain has no site: offered for sale, parked, run out."""

import re

_PARKED = re.compile(
    r"domain (?:is )?(?:for sale|parked)|buy this domain|parked (?:domain|free)|domain (?:name )?(?:has )?expired|"
    r"(?:domain|\b[\w-]+\.(?:com|cn|net|org)) (?:name )?(?:[\w.-]{1,60} )?(?:may be|is) (?:available )?for sale|"
    r"sedoparking|parkingcrew|"
    r"域名(?:正在)?出售中?(?![\u4e00-\u9fff”])|(?:本|该|此|本站)域名(?:可|正在|已经|已)?(?:转让|出售|待售|过期|到期)|"
    r">\s*域名(?:已经|已)(?:过期|到期)|您(?:正在)?访问的域名.{0,12}(?:过期|出售|转让)|"
    r"<title>[^<]{0,60}域名转让\s*</title>",
    re.IGNORECASE,
)


def is_parked(head: str) -> bool:
    """Whether the beginning of a page offers its domain, or says that it has run out."""
    return _PARKED.search(head) is not None
