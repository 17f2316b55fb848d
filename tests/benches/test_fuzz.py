"""A short round of the fuzzer without its engine: honest beginnings, mixtures of them, and ends that never come."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benches.fuzz_inputs import BEGINNINGS, WORDS
from benches.fuzz_run import LONGEST, once
from benches.fuzz_targets import TARGETS

EXAMPLES = 25  # of each target: minutes belong to `python -m benches.fuzz`


@pytest.mark.parametrize("target", TARGETS)
def test_beginnings(target: str) -> None:
    assert BEGINNINGS[target]
    for content in BEGINNINGS[target]:
        once(TARGETS[target], content)


def _mixtures(target: str) -> st.SearchStrategy[bytes]:
    """Words, pieces of the beginnings, any characters and any bytes in any order."""
    whole = st.sampled_from(BEGINNINGS[target])
    piece = st.builds(lambda content, at, size: content[at : at + size], whole, st.integers(0, 999), st.integers(1, 90))
    text = st.one_of(st.sampled_from(WORDS), st.text(max_size=8)).map(lambda some: some.encode("utf-8", "replace"))
    return st.lists(st.one_of(text, piece, st.binary(max_size=4)), max_size=30).map(b"".join)


@pytest.mark.parametrize("target", TARGETS)
def test_mixtures(target: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(_mixtures(target))
    def run(data: bytes) -> None:
        once(TARGETS[target], data)

    run()


# What a reader once took minutes for, the square of its length or worse: the piece is repeated up to 64 KB.
NEVER_ENDING = (
    ("lists", "{"),
    ("links", "<style>url("),
    ("notices", "<"),
    ("notices", "<!--"),
    ("notices", "<title>"),
    ("notices", "<meta a="),
)


@pytest.mark.parametrize(("target", "piece"), NEVER_ENDING)
def test_an_end_that_never_comes_costs_no_more_than_what_is_read(target: str, piece: str) -> None:
    once(TARGETS[target], (piece * LONGEST).encode()[:LONGEST])


CASES = (
    # A superscript is a digit to str.isdigit and no number to int.
    ("lists", '<script>[{"title":"标题一标题一","url":"/a","time":"²²²²²²²²²²"}]</script>'),
    # Data nested as deep as no list is.
    ("lists", '<script>[{"title":"标题","url":"/a","d":' + "[" * 3000 + "}]</script>"),
    # A link without words, address and date is no row.
    ("lists", "<nextgroup><a href>甲>乙>]]></nextgroup><d><a href=l>标题标题标题<"),
    # A rule drawn with dashes before a word: two to the power of their number.
    ("lists", f"<p>{'—' * 60}甲</p>"),
    # What looks like a session id in the fragment belongs to nobody but the page.
    ("urls", "http://www.example.gov.cn/a?b&#/route?sessionid=1&"),
)


@pytest.mark.parametrize(("target", "text"), CASES)
def test_what_was_found(target: str, text: str) -> None:
    once(TARGETS[target], text.encode())
