"""The addresses at which the scripts of a page ask for its lists, read from their text without running them."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from evidence.script_values import HOLE, Code, Values, Written, written

OPTIONS = 1_200  # characters of what a call is told
CALLS = 200  # looked at in one script
ADDRESSES = 40  # of one page
PAGE_KEYS = frozenset(
    ("page", "pageno", "pagenum", "pageindex", "pagenumber", "currentpage", "curpage", "current", "curr", "p", "pn")
)
HOLDERS = "[data-url],[data-api]"
_WORDS = (".json", "ajax", "fetch(", "axios", "getJSON(", ".get(", ".open(", ".load(")


# Begins with few characters, so that a search passes over the others quickly.
_CALL = re.compile(r"\.(?:get|getJSON|ajax|request|post|put|delete|patch|open)\s*\(|(?:fetch|axios)\s*\(")
_CALLER = re.compile(r"(?:\$|jQuery|axios|\$http|\brequest|\bhttp)$")
_OPENED = re.compile(r"""\s*["'](\w+)["']\s*,""")
_SENDS = ("post", "put", "delete", "patch")
_URL = re.compile(r"""\burl["']?\s*:\s*""")
_METHOD = re.compile(r"""\b(?:type|method)["']?\s*:\s*["'](\w+)["']""", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:data|params)[\"']?\s*:\s*\{")
_PAIR = re.compile(r"""\s*["']?([\w$-]+)["']?\s*:\s*""")
_FILE = re.compile(
    r"""(?<!\+)(?<!\+\s)["']([^"'\s<>\\{}|]{1,300}\.json(?:\?[^"'\s<>\\{}|]{0,200})?)["']\s*(?!\s*[+\w:])"""
)
# A piece of markup that is put into the page: $("#list").load("/inc/list.html #rows").
_PIECE = re.compile(
    r"""(?:\$|jQuery)\([^()\n]{1,80}\)\.load\(\s*["']([^"'\s<>\\{}|]{1,300}?)(?:\s[^"'\n]{0,80})?["']\s*[,)]"""
)
_MARKUP_FILE = re.compile(r"\.(?:s?html?|jspx?|aspx?|php|txt)(?:\?|$)", re.IGNORECASE)
# An attribute may hold the address of a page as well, to be shared.
_GIVES = re.compile(r"(?i)\.json\b|api/|ajax|(?:list|query|data)\b")
# Words of an address that gives lists; and of one that does something, counts something or is no list.
_LISTS = re.compile(
    r"(?i)list|article|news|info|page|data|channel|column|catalog|content|doc|notice|polic|quer|feed|zwgk|gkml"
)
_ACTS = re.compile(
    r"(?i)login|logout|captcha|verif|token|submit|save|delete|remove|update|insert|click|visit|count(?:er)?\b|hits?\b|"
    r"\bpv\b|stat(?:istics)?\b|\blogs?\b|like|vote|praise|upload|download|feedback|comment|weather|search|suggest|"
    r"manifest|package|i18n|locale|config|push"
)


def may_ask(code: Code, html: str) -> bool:
    """Whether a page may ask for data, by its inline `code` or by its source. A quick no."""
    return any(word in code.text for word in _WORDS) or _is_held(html)


def _is_held(html: str) -> bool:
    return "data-" in html and ("data-url=" in html or "data-api=" in html)


def data_addresses(tree: LexborHTMLParser, code: Code, html: str) -> Iterator[str]:
    """Where the inline `code` and the elements of a page say that lists are to be had with a plain GET."""
    holders = tree.css(HOLDERS) if _is_held(html) else []
    held = [(node.attrs.get(name) or "").strip() for node in holders for name in ("data-url", "data-api")]
    found = {address: None for address in held if _GIVES.search(address)}
    found.update(dict.fromkeys(_asked(code)))
    pieces = [match[1] for match in islice(_PIECE.finditer(code.text), CALLS)] if ".load(" in code.text else []
    markup = [address for address in pieces if _MARKUP_FILE.search(address) and not _ACTS.search(address)]
    lists = [address for address in found if gives_list(address)]
    yield from list(dict.fromkeys((*lists, *markup)))[:ADDRESSES]


def gives_list(address: str) -> bool:
    """Whether an address seems to give a list, and does nothing else to its server."""
    path, _, query = address.partition("?")
    if not path or HOLE in address or any(char in address for char in "{}<>\"' \n") or _ACTS.search(path):
        return False
    if path.lower().endswith((".js", ".css", ".html", ".htm", ".shtml", ".jpg", ".png", ".gif", ".svg")):
        return False
    return path.lower().endswith(".json") or bool(_LISTS.search(path)) or bool(_page_key(query))


def _page_key(query: str) -> str:
    """The parameter of a query that tells the page of a list, or the empty string."""
    names = (pair.partition("=")[0] for pair in query.split("&"))
    return next((name for name in names if name.lower() in PAGE_KEYS), "")


def _asked(code: Code) -> Iterator[str]:
    text = code.text
    calls = [call for match in islice(_CALL.finditer(text), CALLS) if (call := _call(text, match)) is not None]
    for start, gets in calls:
        if gets and (address := _of_call(text, start, code)):
            yield address
    if ".json" in text:
        # What stands in a call is asked for as the call says, or not at all.
        spoken = [(start, start + len(_told_to(text, start))) for start, _ in calls]
        for match in _FILE.finditer(text):
            if not any(start <= match.start() <= end for start, end in spoken):
                yield match[1]


def _call(code: str, match: re.Match[str]) -> tuple[int, bool] | None:
    """Where a call is told what it asks for, and whether it only asks; None where it asks a server for nothing."""
    name = match[0].strip(".( \t\r\n")
    before = code[max(0, match.start() - 8) : match.start()]
    if name in ("fetch", "axios"):
        return None if before[-1:].isalnum() or before[-1:] in ("_", "$", ".") else (match.end(), True)
    if name == "open":
        opened = _OPENED.match(code, match.end())
        return (opened.end(), opened[1].upper() == "GET") if opened else None
    return (match.end(), name not in _SENDS) if _CALLER.search(before) else None


def _told_to(code: str, start: int) -> str:
    """What a call is told: its one argument in braces, or all up to the first closing bracket."""
    rest = code[start : start + OPTIONS]
    opened = len(rest) - len(rest.lstrip())
    return _braced(rest, opened) if rest[opened : opened + 1] == "{" else rest.partition(")")[0]


def _of_call(code: str, start: int, values: Values) -> str:
    """The address that one call asks for, with what it is told as a query; empty where it is not literal or no GET."""
    while code[start : start + 1].isspace():
        start += 1
    if code[start : start + 1] == "{":
        options = _braced(code, start)
        url = _URL.search(options)
        made = written(options, url.end(), values) if url else None
        given = _GIVEN.search(options)
        query = _query(options, given.end(), values) if given else ""
    else:
        made = written(code, start, values)
        after = code[made.end : made.end + OPTIONS] if made else ""
        options = _braced(after, after.index("{")) if re.match(r",\s*\{", after) else ""
        given = _GIVEN.search(options)
        if given or _METHOD.search(options):
            query = _query(options, given.end(), values) if given else ""
        else:
            query = _query(options, 1, values) if options else ""
    method = _METHOD.search(options)
    if made is None or query is None or (method is not None and method[1].upper() != "GET"):
        return ""
    address = _begun(made)
    return address + ("&" if "?" in address else "?") + query if address and query else address


def _begun(made: Written) -> str:
    """An address whose one unknown part is the number of the page, with the first page in it."""
    if not made.unknown:
        return made.text
    before, _, after = made.text.partition(HOLE)
    name = re.split(r"[?&]", before)[-1].rstrip("=").lower()
    told = made.unknown.rpartition(".")[2].lower() in PAGE_KEYS and not before.endswith("=")
    if HOLE in after or made.shift or not (name in PAGE_KEYS or (told and before)):
        return ""
    return f"{before}1{after}"


def _query(options: str, start: int, values: Values) -> str | None:
    """What a call is told as a query; None where a part is not literal."""
    pairs: list[str] = []
    while (match := _PAIR.match(options, start)) is not None:
        made = written(options, match.end(), values)
        if made is None:
            return None
        value = made.text
        if made.unknown:
            if match[1].lower() not in PAGE_KEYS or made.shift:
                return None
            value = "1"
        pairs.append(f"{match[1]}={value}")
        start = made.end
        if options[start : start + 1] != ",":
            break
        start += 1
    return "&".join(pairs)


def _braced(code: str, start: int) -> str:
    """The text from a brace to the one that closes it, or as much of it as is looked at."""
    depth = 0
    for end in range(start, min(len(code), start + OPTIONS)):
        depth += (code[end] == "{") - (code[end] == "}")
        if not depth:
            return code[start : end + 1]
    return code[start : start + OPTIONS]
