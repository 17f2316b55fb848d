"""Facts noticed in one answer that decide what it is worth: challenges, login walls, soft 404, empty, wrong type."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from evidence import attachment
from evidence.announced import MARK, has_other_content, lacks, says_why
from evidence.apology import TAGS, apologises, says_gone
from evidence.bad_words import is_taken_over
from evidence.challenge import signature
from evidence.error_title import is_prompt, names_error, speaks_of_page
from evidence.hollow import is_blank, is_hollow
from evidence.message import calls_out, is_message
from evidence.parked import is_parked
from evidence.records import Fetch
from evidence.refusal import may_refuse, refuses
from evidence.sent_on import sent_to
from evidence.server_pages import is_server_page
from evidence.urls import file_suffix, host_of, normalise, path_of
from evidence.verdict import SHELL
from evidence.written import with_written

SHORT_PAGE = 400  # characters of visible text a bare error page stays under
SHELL_WORDS = 30  # characters that the shell of an app shows before its scripts have run: 加载中…
BARE = 200  # characters of visible text that an answer of a firewall stays under
FEW_LINKS = 3
LINE = 60  # characters of the words of a link that are kept
WHY = "soft-404:why"  # nothing of what the link announces, and a line that says why
SNIFF = 4096  # bytes of an answer that tell its kind
HEAD = 20_000  # characters of an answer that decide its marks
RICH = 40  # links among the first characters of a page

# Files that are never HTML: an HTML answer for one of these is the wrong thing.
FILES = frozenset(
    (
        *(
            "pdf",
            "doc",
            "docx",
            "xls",
            "xlsx",
            "ppt",
            "pptx",
            "wps",
            "et",
            "ofd",
            "rtf",
            "dps",
            "uof",
            "zip",
            "rar",
            "7z",
        ),
        *("txt", "csv", "mp3", "mp4", "jpg", "jpeg", "png", "gif", "bmp"),
    )
)
PAGES = frozenset(("", "html", "htm", "shtml", "jsp", "jspx", "jhtml", "asp", "aspx", "php", "do", "action"))
HTML_TYPES = ("text/html", "application/xhtml+xml")

_TITLE = re.compile(r"<title[^<>]*>", re.IGNORECASE)
_TITLE_END = re.compile(r"</title>", re.IGNORECASE)
_NOT_FOUND_TEXT = re.compile(
    r"(?:404|page|file)\W{0,4}not found|\b(?:file|page|document|template) does not exist|"
    r"page cannot be (?:found|displayed)|404\W{0,3}(?:错误|error)|"
    r"could not be found|"
    r"requested (?:url|page|resource|file)\b.{0,200}?\bnot (?:be )?(?:found|available|retrieved)",
    re.IGNORECASE,
)
_FRONT = re.compile(r"/(?:(?:index|default)\.(?:s?html?|jspx?|jhtml|aspx?|php|do|action))?", re.I)
_ERROR_PATH = re.compile(
    r"/(?:error|err|errors?[-_]?page|[-_]?404|error[-_]?404|404[-_]?error|page[-_]?404|not[-_]?found|nopage)(?:/|\.\w{2,5})?(?:\?|$)|"
    r"[?&]aspxerrorpath=",
    re.IGNORECASE,
)
_SEARCH_PATH = re.compile(r"/(?:search|so|jsearch|query|fulltext)\w*(?:/|\.\w{2,6})?(?:\?|$)", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9a-f]*[0-9]+[0-9a-f]*", re.IGNORECASE)
_PASSWORD = re.compile(r"""type\s*=\s*["']?password""", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"/(?:login|signin|sso|cas/login|passport|oauth2?/authorize|uaa)\b|[?&/]login\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of one answer when its facts are noticed. `head` is the beginning of its decoded text."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    content_type: str
    size: int
    head: str = ""
    raw: bytes = b""
    redirected: bool = False
    announced: str = ""  # by the words of the link that led here

    @classmethod
    def of(cls, fetch: Fetch, body: bytes, text: str, announced: str = "") -> "Answer":
        """What a look brought. `text` is the decoded body, or its beginning; empty where it is no page."""
        return cls(
            url=fetch.url,
            final_url=fetch.final_url,
            status=fetch.status or 0,
            headers=fetch.headers,
            content_type=fetch.content_type,
            size=fetch.size,
            head=text[:HEAD],
            raw=body[:SNIFF],
            redirected=bool(fetch.hops),
            announced=announced,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How a host answers for a page that cannot exist: its status, title and visible words."""

    status: int
    final_url: str
    title: str
    text: str
    links: int = 0
    pictures: int = 0

    @property
    def lies(self) -> bool:
        """Whether the host says 200 for pages that do not exist."""
        return 200 <= self.status < 300


def baseline_of(html: str, *, status: int, final_url: str) -> Baseline:
    """What is answered for a page that cannot exist, from the source of that answer."""
    head = html[:HEAD]
    return Baseline(
        status=status,
        final_url=final_url,
        title=title_of(html),
        text=visible_text(head),
        links=head.count("<a "),
        pictures=head.count("<img"),
    )


def notice(
    answer: Answer, *, home: str = "", baseline: Baseline | None = None, usual: frozenset[str] | None = frozenset()
) -> tuple[str, ...]:
    """The marks of an answer, the deciding one first.

    `home` is the home page of the site that is crawled, `usual` are lines that its pages share, None where
    they are not to be told from the others.
    """
    # A page full of links is no challenge, no error page and not parked: only its title may say that it is missing.
    rich = answer.status == 200 and answer.head.count("<a ") > RICH
    challenge = "" if rich else challenge_family(answer)
    if challenge:
        return (f"challenge:{challenge}",)
    if not 200 <= answer.status < 300:
        return ()
    if answer.redirected and _is_login(answer):
        return ("login-wall",)
    if answer.redirected and _is_home(answer, home):
        return ("redirect-home",)
    if answer.size == 0 and answer.status != 204 and _must_hold_something(answer):
        return ("empty",)
    if answer.redirected and _is_error_page(answer):
        return ("soft-404",)
    html = is_html(answer.content_type, answer.raw)
    if not html and _is_bare_text(answer):
        return ("soft-404",)
    if html and not rich and len(visible_text(answer.head)) < SHELL_WORDS:
        answer = replace(answer, head=with_written(answer.head))
    if html and not rich and (sent := _sent_on(answer, home)):
        return (sent,)
    if html and (missing := _missing(answer, baseline, rich=rich)):
        return (missing,)
    if html and is_unannounced(answer) and (why := _why(answer, usual)):
        return (why, f"{MARK}{answer.announced[:LINE]}")
    if wrong := _wrong_type(answer):
        return ("login-wall",) if _PASSWORD.search(answer.head) else (f"wrong-type:{wrong}",)
    if attachment.says_none(answer.raw):
        return ("soft-404",)
    page = file_suffix(answer.url) not in FILES and not _is_front(path_of(answer.final_url))
    if html and page and answer.raw and is_blank(answer.head):  # what has not changed comes without its bytes
        return ("empty:blank",)
    elsewhere = html and host_of(answer.final_url) != host_of(home)
    whole = elsewhere or _is_front(path_of(answer.final_url))
    if html and not rich and len(answer.head) < HEAD and is_parked(answer.head, whole=whole):
        return ("parked",)
    # The site's own pages stay pages, whatever was planted in them: hidden-links reads them.
    if elsewhere and is_taken_over(title_of(answer.head), visible_text(answer.head)):
        return ("parked:taken-over",)
    return ()


def is_unannounced(answer: Answer) -> bool:
    """Whether a page, all of whose source is known, has nothing of what its link announces.

    A page in the place of a file is another fault.
    """
    if not answer.announced or not 0 < len(answer.head) < HEAD or _is_front(path_of(answer.final_url)):
        return False
    if file_suffix(answer.url) in FILES:
        return False
    return lacks(answer.announced, answer.head)


def _is_bare_text(answer: Answer) -> bool:
    """Whether what came without any markup, where a page should be, is a line that says there is none."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind != "text/plain" or file_suffix(answer.url) not in PAGES or len(answer.raw) > BARE:
        return False
    text = " ".join(attachment.text_of(answer.raw).split())
    return is_server_page("", text) or _is_bare_error("", text, text, named=False)


def _why(answer: Answer, usual: frozenset[str] | None) -> str:
    """The mark of a page that lacks what its link announces and shows in another way that it is missing."""
    if is_hollow(title_of(answer.head), answer.head, unannounced=True):
        return "soft-404:hollow"
    searched = answer.redirected and _names_search(answer.final_url) and not _names_search(answer.url)
    return WHY if searched or says_why(answer.head, usual) else ""


def _names_search(url: str) -> bool:
    return _SEARCH_PATH.search(path_of(url)) is not None


def is_answer_to_any(answer: Answer, sibling: Baseline) -> bool:
    """Whether a page is what its program answers for others of its kind that cannot exist, and has no more."""
    if not sibling.lies or _changing(title_of(answer.head)) != _changing(sibling.title):
        return False
    if has_other_content(answer.head) or _is_front(path_of(sibling.final_url)):
        return False
    more = answer.head.count("<a ") > sibling.links or answer.head.count("<img") > sibling.pictures
    return not more and _resembles(_changing(visible_text(answer.head)), _changing(sibling.text))


def challenge_family(answer: Answer) -> str:
    """The family of the anti-robot challenge that answered, or the empty string.

    The products sign the ordinary pages they protect too, with a server name, a cookie or a badge in the footer: a page
    that was let through and has something to say is no challenge.
    """
    family = signature(answer.status, answer.headers, answer.head)
    if family and not (answer.status == 200 and _says_something(answer.head)):
        return family
    return "refusal" if _refuses(answer) else ""


def _refuses(answer: Answer) -> bool:
    """Whether a firewall says that it refused who asked; what is missing behind one is missing all the same."""
    if answer.status in (404, 410) or not may_refuse(answer.head) or answer.head.count("<a ") > FEW_LINKS:
        return False
    return refuses(title_of(answer.head), visible_text(answer.head))


def _says_something(head: str) -> bool:
    return len(visible_text(head)) >= BARE or head.count("<a ") > FEW_LINKS


def is_html(content_type: str, raw: bytes) -> bool:
    """Whether an answer is a page: by its type or, where that is missing or generic, by its first bytes."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in HTML_TYPES:
        return True
    return kind in ("", "text/plain", "application/octet-stream") and looks_like_html(raw)


def looks_like_html(raw: bytes) -> bool:
    """Whether bytes begin as a page does."""
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<script", b"<title", b"<meta"))


def title_of(html: str) -> str:
    """The title of a page from its beginning, white space folded."""
    start = _TITLE.search(html)
    end = _TITLE_END.search(html, start.end()) if start else None
    return " ".join(html[start.end() : end.start()].split()) if start and end else ""


def visible_text(html: str) -> str:
    """The words of a page without markup, scripts and styles, white space folded."""
    return " ".join(TAGS.sub(" ", html).split())


def names_login(url: str) -> bool:
    """Whether an address says that there one has to log in."""
    return _LOGIN_PATH.search(path_of(url)) is not None


def _is_login(answer: Answer) -> bool:
    return names_login(answer.final_url) and not names_login(answer.url)


def _is_error_page(answer: Answer) -> bool:
    """Whether an address was sent to one that is named an error page."""
    return bool(_ERROR_PATH.search(path_of(answer.final_url))) and not _ERROR_PATH.search(path_of(answer.url))


def _is_home(answer: Answer, home: str) -> bool:
    """Whether a deep address was sent to a home page: the crawled site's, or its own host's."""
    if _is_front(path_of(answer.url)):
        return False
    same_site = bool(home) and host_of(answer.url) == host_of(home) and answer.final_url.rstrip("/") == home.rstrip("/")
    return same_site or (host_of(answer.final_url) == host_of(answer.url) and _is_front(path_of(answer.final_url)))


def _sent_on(answer: Answer, home: str) -> str:
    """The mark of a page that itself sends everybody to the home page or to an error page, or the empty string."""
    written = sent_to(answer.head)
    target = normalise(written, answer.final_url) if written else None
    if target is None or target == answer.final_url:
        return ""
    there = replace(answer, final_url=target, redirected=True)
    if _is_home(there, home):
        return "redirect-home"
    return "soft-404" if _is_error_page(there) else ""


def _is_front(path: str) -> bool:
    """Whether a path is a front page: the root, or an index file right under it."""
    return _FRONT.fullmatch(path.partition("?")[0]) is not None


def _must_hold_something(answer: Answer) -> bool:
    """Whether an empty answer is a fault: a page, a picture or a file, but not a style sheet or a script."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return not attachment.only_counts(path_of(answer.url))
    return kind in HTML_TYPES or file_suffix(answer.url) in FILES or attachment.is_sent(kind, answer.headers)


def _wrong_type(answer: Answer) -> str:
    suffix = file_suffix(answer.url)
    if suffix not in FILES or not answer.raw:
        return ""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if suffix in ("txt", "csv"):
        return ""
    # A server may send a real file with a careless type: the bytes decide.
    start = answer.raw[:SNIFF].lower()
    if looks_like_html(answer.raw) and (kind in HTML_TYPES or b"<html" in start or b"<script" in start):
        return "" if attachment.is_office_page(suffix, answer.raw, kind) else "html"
    # A few words that their server calls a page are no document, whatever they say.
    if attachment.is_excuse(answer.raw) or (kind in HTML_TYPES and attachment.is_sentence(answer.raw)):
        return "text"
    return attachment.other_kind(suffix, answer.raw)


def _missing(answer: Answer, baseline: Baseline | None, *, rich: bool) -> str:
    """The mark of a page that is not what was asked for, or the empty string."""
    title = title_of(answer.head)
    if is_hollow(title, answer.head):
        return "soft-404:hollow"
    # A host that sends or shows its front page for whatever it lacks has a front page all the same.
    front = _is_front(path_of(answer.final_url))
    alike = not front and baseline is not None and baseline.lies and title == baseline.title
    text = "" if rich and not alike else visible_text(answer.head)
    if not rich and is_server_page(title, text):
        return "soft-404:server-page"
    named = names_error(title)
    if named and speaks_of_page(title):
        return "soft-404"  # the title is nothing but "page not found", however much template stands around it
    if rich and not alike:
        return "soft-404" if apologises(answer.head) else ""
    if alike and baseline is not None and _resembles(text, baseline.text):
        words = text.removeprefix(title).strip()
        return SHELL if len(words) < SHELL_WORDS and "<script" in answer.head else "soft-404"
    return "soft-404" if apologises(answer.head) or _is_bare_error(title, text, answer.head, named=named) else ""


def _is_bare_error(title: str, text: str, head: str, *, named: bool) -> bool:
    """Whether a page says little, and that little is that there is nothing."""
    if len(text) > SHORT_PAGE:
        return False
    if named or ((len(text) < 120 or is_prompt(title)) and (_NOT_FOUND_TEXT.search(text) or says_gone(head))):
        return True
    return is_message(title, text, head) or calls_out(text, head)


def _changing(text: str) -> str:
    """A text without its figures, which may be those of the address."""
    return _FIGURES.sub("#", text)


def _resembles(text: str, missing: str) -> bool:
    """Whether a page of the same title is the host's own "not found" page: nearly the same words."""
    if text == missing:
        return True
    ours, theirs = set(text.split()), set(missing.split())
    union = ours | theirs
    return bool(union) and len(ours & theirs) / len(union) >= 0.9 and abs(len(text) - len(missing)) <= 80
