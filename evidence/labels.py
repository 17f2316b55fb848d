"""The words of an element that shows none: a picture, or an icon drawn by the style sheet."""

from selectolax.lexbor import LexborNode

_WORDED = "[title], [aria-label]"


def label_of(node: LexborNode) -> str:
    """The element's title, alt or aria-label, else those of the image or icon inside it; "" where it has none."""
    label = _own(node)
    for inside in ("img", _WORDED) if not label else ():
        found = node.css_first(inside)
        label = label or (_own(found) if found is not None else "")
    return " ".join(label.split())


def _own(node: LexborNode) -> str:
    attributes = node.attrs
    if node.tag == "img":
        return attributes.get("alt") or attributes.get("title") or attributes.get("aria-label") or ""
    if node.tag == "input" and attributes.get("type") == "button" and (words := attributes.get("value")):
        return words
    return attributes.get("title") or attributes.get("alt") or attributes.get("aria-label") or ""
