"""Ways of linking: each leads once to an address that is dead and once to one that is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.columns import content

FOLDER = "/lj/"
_HEAD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>网站改版</title>
<meta name="SiteName" content="云汐区人民政府"><meta name="SiteDomain" content="www.yunxi.example">
<meta name="SiteIDCode" content="0000000001"><meta name="ColumnName" content="网站改版">
<meta name="ColumnDescription" content="云汐区人民政府网站改版栏目"><meta name="ColumnKeywords" content="网站改版">
<meta name="ColumnType" content="网站改版"></head>"""
_GOOD: Mapping[str, Mapping[str, str]] = {
    "html": {"page": "plain"},
    "css": {"text": "p { margin: 0 }", "type": "text/css"},
    "js": {"text": "void 0;", "type": "application/javascript"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way: the page it stands on, what stands there, the further `pages` it needs, and the two addresses."""

    id: str
    page: str
    html: str
    pages: Mapping[str, dict[str, Any]]
    bad: str
    good: str
    suffix: str
    note: str

    @property
    def fault(self) -> dict[str, Any]:
        """The dead address, as an entry of the planted faults."""
        return {
            "check": "broken-links",
            "code": "dead",
            "page": self.page,
            "target": self.bad,
            "block": self.html,
            "answers": self.pages,
            "note": self.note,
        }

    @property
    def lookalike(self) -> dict[str, Any]:
        """The address that is there, as an entry of the look-alikes."""
        answer = _GOOD.get(self.suffix, {"file": self.suffix})
        return {"page": self.page, "target": self.good, "as": "none", "answer": answer, "note": self.note}


def ways() -> tuple[Way, ...]:
    """All of them, in order."""
    return tuple(_way(raw) for raw in content("ways.yaml"))


def _way(raw: dict[str, Any]) -> Way:
    suffix, folder = raw.get("as", "html"), f"{FOLDER}{raw['id']}/"
    names = {
        "{head}": _HEAD,
        "{folder}": folder,
        "{bad}": raw.get("bad", f"{folder}wu.{suffix}"),
        "{good}": raw.get("good", f"{folder}you.{suffix}"),
    }
    return Way(
        id=raw["id"],
        page=raw["page"],
        html=_filled(raw["html"], names),
        pages=_filled({path: _page(written) for path, written in raw.get("pages", {}).items()}, names),
        bad=names["{bad}"],
        good=names["{good}"],
        suffix=suffix,
        note=raw["note"],
    )


def _page(written: str | dict[str, Any]) -> dict[str, Any]:
    """What is answered: most pages are nothing but their text."""
    return {"text": written} if isinstance(written, str) else written


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    """A value of the content with addresses instead of their names, however deep they stand."""
    if isinstance(value, dict):
        return {_filled(key, names): _filled(item, names) for key, item in value.items()}
    if isinstance(value, str):
        for name, address in names.items():
            value = value.replace(name, address)
    return value
