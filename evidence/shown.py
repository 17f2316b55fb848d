"""What a browser shows of an address, held against the same rules as an answer that was fetched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from evidence.announced import lacks
from evidence.notice import HTML_TYPES, SNIFF, Answer, Baseline, baseline_of, challenge_family, notice
from evidence.sent_on import sent_to

TITLE = "title:"
TEXT = "text:"
GAIN = "gain:"  # what a document has more than its source: `gain:links:N`, `gain:dates:N`
PARTIAL = "partial:"  # why the document may not be whole: its scripts had not ended, or asked for what was held back
TITLE_LIMIT = 200
HEAD = 20_000  # characters that decide

_META = re.compile(r"<meta\b[^<>]{0,300}\brefresh\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document as a browser shows it. `url` is what was asked for, `final_url` where redirects and scripts ended.

    `charset` is what it was read in, `text` what can be read on it, `html` the source after its scripts ran, `links`
    how many links can be clicked, `pictures` how many pictures, drawings, films and frames are to be seen, `scripts`
    how many scripts it has. `saved` is true for a file that a browser does not show but saves; `size` is then what
    the server says of its bytes, if it does.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    headers: Mapping[str, str]
    charset: str = ""
    title: str = ""
    text: str = ""
    html: str = ""
    links: int = 0
    pictures: int = 0
    scripts: int = 0
    saved: bool = False
    size: int | None = None

    @property
    def blank(self) -> bool:
        """Whether there is nothing at all to be seen."""
        return self.size == 0 if self.saved else not (self.text.strip() or self.pictures)


def marks_of_shown(
    shown: Shown, *, home: str = "", baseline: Baseline | None = None, announced: str = ""
) -> tuple[str, ...]:
    """The marks of what a browser shows, the deciding one first, with its title and the length of its text last.

    `announced` are the words of its link where its source was found without them.

    Only what can be seen counts: a sentence that a script has hidden says nothing.
    """
    return (
        *_faults(shown, home, baseline, announced),
        f"{TITLE}{shown.title[:TITLE_LIMIT]}",
        f"{TEXT}{len(shown.text)}",
    )


def baseline_of_shown(shown: Shown) -> Baseline:
    """How a host answers, in a browser, for a page that cannot exist."""
    return baseline_of(_seen(shown), status=shown.status, final_url=shown.final_url)


def shows_announced(shown: Shown, words: str) -> bool:
    """Whether what a browser shows has what the words of its link announce."""
    return not lacks(words, _seen(shown))


def _faults(shown: Shown, home: str, baseline: Baseline | None, announced: str) -> tuple[str, ...]:
    if shown.saved:
        return ("empty",) if shown.blank else ()
    family = challenge_family(_answer(shown, shown.html[:HEAD]))
    if family:
        return (f"challenge:{family}",)
    if 200 <= shown.status < 300 and shown.blank:
        return ("empty",)
    seen = replace(_answer(shown, _seen(shown)), announced=announced)
    return notice(seen, home=home, baseline=baseline, usual=None)


def _answer(shown: Shown, head: str) -> Answer:
    kind = shown.content_type.partition(";")[0].strip().lower()
    is_page = kind in HTML_TYPES or not kind
    return Answer(
        url=shown.url,
        final_url=shown.final_url,
        status=shown.status,
        headers=shown.headers,
        content_type=shown.content_type,
        size=len(shown.html),
        head=head if is_page else "",
        raw=b"<html>" if is_page else shown.text[:SNIFF].encode() if "json" in kind or kind == "text/plain" else b"",
        redirected=shown.final_url != shown.url,
    )


def _seen(shown: Shown) -> str:
    """A page of nothing but what can be seen on it."""
    lines = "".join(f"<p>{escape(line, quote=False)}</p>" for line in shown.text[:HEAD].splitlines() if line.strip())
    sent = "".join(_META.findall(shown.html[:HEAD]))  # a refresh that is still to come, or a script that waits
    if not sent and (target := sent_to(shown.html[:HEAD])):
        sent = f'<meta http-equiv="refresh" content="0;url={escape(target)}">'
    besides = "<img>" * bool(shown.pictures) + "<a >" * shown.links
    return f"<title>{escape(shown.title, quote=False)}</title>{sent}{besides}{lines}"[:HEAD]
