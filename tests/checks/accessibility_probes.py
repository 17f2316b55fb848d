"""Browser records for the tests of accessibility, as the probe writes them."""

from typing import Any

from checks.testing import NOON
from evidence.records import Need, Probe

HOME = "http://www.example.gov.cn/"
LOOK: dict[str, Any] = {
    "title": "示例区人民政府",
    "text_length": 900,
    "height": 20.0,
    "font": 16.0,
    "pictures": 3,
    "frames": 0,
    "tools": [],
}


def probe(data: dict[str, Any], url: str = HOME) -> Probe:
    return Probe(need=Need.BROWSER, subject=url, at=NOON, data=data)


def page(url: str = HOME, *violations: dict[str, Any], **changed: Any) -> Probe:
    """A page shown, with what axe found."""
    axe = {"version": "4.14.1", "violations": list(violations), "incomplete": changed.pop("incomplete", [])}
    data = {"kind": "page", "status": 200, "failure": "", "detail": "", "lost_styles": [], "axe": axe}
    return probe(data | changed, url)


def violation(rule: str = "image-alt", *html: str, **changed: Any) -> dict[str, Any]:
    """One rule on one page, broken by these elements."""
    elements = html or ("<img src='a.png'>",)
    nodes = [{"target": "img", "html": source, "message": "元素没有 alt 属性"} for source in elements]
    made = {"rule": rule, "impact": "critical", "tags": ["wcag2a", "wcag111"], "count": len(elements), "nodes": nodes}
    return made | changed


def trial(**changed: Any) -> dict[str, Any]:
    """An entry clicked twice without any effect."""
    candidate = {"how": "name", "words": "无障碍浏览", "visible": True, "submits": False, "address": "", "html": "<a>"}
    made = {
        "candidate": candidate | changed.pop("candidate", {}),
        "before": LOOK,
        "after": LOOK | changed.pop("look", {}),
        "effects": [],
        "arrived": None,
        "errors": [],
        "dialogs": [],
        "held": [],
        "step": None,
        "attempts": 2,
    }
    return made | changed


def entry(*trials: dict[str, Any], **changed: Any) -> Probe:
    """The record of the home page's entry."""
    candidates = [one["candidate"] for one in trials]
    data = {"kind": "entry", "status": 200, "failure": "", "detail": "", "candidates": candidates}
    return probe(data | {"trials": list(trials), "lost_scripts": []} | changed)


def arrived(**changed: Any) -> dict[str, Any]:
    return {"address": HOME + "wap/", "status": 200, "failure": "", "popup": False, "marked": False} | changed
