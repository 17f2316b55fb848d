"""The text of style sheets."""

import re

# Possessive: a comment that is never closed runs to the end, as for a browser, and is read once.
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?")


def without_comments(css: str) -> str:
    """The sheet without its comments."""
    return _COMMENT.sub("", css)
