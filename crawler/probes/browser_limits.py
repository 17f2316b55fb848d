"""How much is looked at in the browser."""

from dataclasses import dataclass

RENDERED_FEW = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserLimits:
    """Times in seconds. What these cut is named in the record of the sample.

    More than two pages at once are slower on two processors: a page with axe takes half a second of one.
    """

    pages: int = 20  # shown for the checks that need a browser, one of each pattern
    second_looks: int = 60  # at addresses that seem broken and that a browser may see otherwise; 0: none
    rendered_pages: int = 60  # shown for the lists that their scripts write; 0: none
    rendered_share: float = 0.2  # of the pages read, at most; of a small site RENDERED_FEW all the same
    at_once: int = 2
    seconds: float = 30.0  # for one page, all of it
    load_seconds: float = 20.0  # until a page's own parts have come
    settle_seconds: float = 3.0  # at most, for what its scripts still bring
    axe_seconds: float = 10.0
    entry_seconds: float = 90.0  # for trying the accessibility entry of the home page, all of it
    late_seconds: float = 2.0  # more, for a script that brings something late; twice for the entry or its handler
    effect_seconds: float = 5.0  # until a click on the entry must show an effect; it is clicked twice
    total_seconds: float = 600.0  # for each of the three: the sample, the second looks, the rendered pages
    restarts: int = 2  # of a browser that died: one to find the page at fault, one for the page beside it
    links: int = 1_000  # kept of one page
    dates: int = 50
    nodes: int = 3  # elements kept of one rule on one page
    html: int = 160  # characters kept of one element


USUAL = BrowserLimits()
