"""Addresses: the key under which an address is seen once, and the parts that checks read from it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.urls import Cache, Resolver, file_suffix, host_of, is_web, normalise, path_of, without_session


@given(st.text(max_size=80), st.sampled_from([None, "http://www.example.gov.cn/a/b?c#d", "https://[::1]:8080/"]))
def test_normalising_twice_changes_nothing(address: str, base: str | None) -> None:
    once = normalise(address, base)
    assert once is None or normalise(once) == once


@given(st.text(alphabet="/?&;=#:jsesionidPHSESaz09%.-", max_size=60))
def test_a_session_id_is_taken_away_once_and_for_all(text: str) -> None:
    address = without_session("http://h/" + text)
    assert without_session(address) == address


BASES = ["http://www.example.gov.cn/a/b.html?c=d", "https://[::1]:8080/", "http://h/a/b/c/", "http://h/a;x/./b"]


@settings(max_examples=600)
@given(
    st.one_of(st.text(max_size=60), st.text("../ab?#%2eE&=;:\\ \t~@-_|^`{}'\"", max_size=16)), st.sampled_from(BASES)
)
def test_a_resolver_agrees_with_normalise(href: str, written: str) -> None:
    base = normalise(written) or ""
    resolved = Resolver(base, cache={}).resolve(href)
    plain = normalise(href, base)
    if plain is None:
        assert resolved is None
    else:
        assert resolved is not None
        assert resolved.partition("#")[0] == without_session(plain)


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTP://WWW.Example.GOV.cn:80/a/../b", "http://www.example.gov.cn/b"),
        ("https://www.example.gov.cn:443", "https://www.example.gov.cn/"),
        ("http://www.example.gov.cn:8080/", "http://www.example.gov.cn:8080/"),
        ("http://www.example.gov.cn/通知.html", "http://www.example.gov.cn/%E9%80%9A%E7%9F%A5.html"),
        ("http://政府.cn/", "http://xn--mxtq1m.cn/"),
        ("http://h/a b", "http://h/a%20b"),
        ("http://h\\a\\b", "http://h/a/b"),
        ("  http://h/\n", "http://h/"),
        ("http://h/a#b", "http://h/a"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[bad", None),
        ("http://h:99999/", None),
        ("http://a b/", None),
        ("a.html", None),
    ],
)
def test_normalise(address: str, normal: str | None) -> None:
    assert normalise(address) == normal


@pytest.mark.parametrize(
    ("address", "without"),
    [
        ("http://h/a.jsp;jsessionid=0A", "http://h/a.jsp"),
        ("http://h/a.jsp;JSESSIONID=0A.n1?b=1", "http://h/a.jsp?b=1"),
        ("http://h/a.php?PHPSESSID=0a", "http://h/a.php"),
        ("http://h/a.php?b=1&phpsessid=0a&c=2", "http://h/a.php?b=1&c=2"),
        ("http://h/a.php?phpsessid=0a#teil", "http://h/a.php#teil"),
        ("http://h/a;jsessionid=0#teil", "http://h/a#teil"),
        ("http://h/a?sid=9f8e7d6c5b4a39281706&c=2", "http://h/a?c=2"),
        ("http://h/a?b=1&session=550e8400-e29b-41d4-a716-446655440000", "http://h/a?b=1"),
        # What only looks like one.
        ("http://h/a?sid=12", "http://h/a?sid=12"),
        ("http://h/a?sid=20261121000000000012", "http://h/a?sid=20261121000000000012"),
        ("http://h/a?insid=9f8e7d6c5b4a39281706", "http://h/a?insid=9f8e7d6c5b4a39281706"),
        ("http://h/a?token=9f8e7d6c5b4a39281706", "http://h/a?token=9f8e7d6c5b4a39281706"),
        ("http://h/sessions?", "http://h/sessions?"),
        ("http://h/a?session=2024", "http://h/a?session=2024"),
        ("http://h/a;v=1", "http://h/a;v=1"),
        ("http://h/a?x=jsessionid", "http://h/a?x=jsessionid"),
        ("http://h/assessment?id=1&", "http://h/assessment?id=1&"),
        ("http://h/(S(4zyhzz55fgwv1e45ifjr2d55))/List.aspx?cid=5#a", "http://h/List.aspx?cid=5#a"),
        ("http://h/czj/(X(1)S(4zyhzz55fgwv1e45ifjr2d55))/", "http://h/czj/"),
        ("http://h/(A(x)S(y)F(z))/a.aspx", "http://h/a.aspx"),
        ("http://h/(S)/a.aspx", "http://h/(S)/a.aspx"),
        ("http://h/(2026)/a.html", "http://h/(2026)/a.html"),
        ("http://h/x(S(1))/a.html", "http://h/x(S(1))/a.html"),
        ("http://h/a?back=/(S(1))/b", "http://h/a?back=/(S(1))/b"),
        ("http://h/(S(1))", "http://h/(S(1))"),
    ],
)
def test_without_session(address: str, without: str) -> None:
    assert without_session(address) == without


@pytest.mark.parametrize(
    ("address", "host", "path", "suffix"),
    [
        ("http://www.example.gov.cn/a/b.PDF?x=1", "www.example.gov.cn", "/a/b.PDF?x=1", "pdf"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080", "/", ""),
        ("https://u:p@[::1]:80/a.b/c", "[::1]:80", "/a.b/c", ""),
        ("http://h/a.tar.gz", "h", "/a.tar.gz", "gz"),
        ("http://h/v1.20241121_正式稿", "h", "/v1.20241121_正式稿", ""),
        ("http://h?q=a.pdf", "h", "/", ""),
    ],
)
def test_parts(address: str, host: str, path: str, suffix: str) -> None:
    assert (host_of(address), file_suffix(address)) == (host, suffix)
    assert (
        path_of(normalise(address) or "").partition("?")[0]
        == (normalise("http://h" + path.partition("?")[0]) or "")[8:]
    )


@pytest.mark.parametrize(
    "href", ["a.html", "/a", "//h/a", "?a", "http://h", " HTTPS://h", "ht\ntp://h", "a:b/c" * 0 + "x/a:b"]
)
def test_web(href: str) -> None:
    assert is_web(href)


@pytest.mark.parametrize(
    "href", ["mailto:a@b", "javascript:void(0)", "java\nscript:x", "tel:12345", "data:,x", "about:blank", "weixin://x"]
)
def test_not_web(href: str) -> None:
    assert not is_web(href)


@pytest.mark.parametrize(
    ("href", "encoding", "resolved"),
    [
        ("/s?q=通知", "utf-8", "http://h/s?q=%E9%80%9A%E7%9F%A5"),
        ("/s?q=通知", "gb18030", "http://h/s?q=%CD%A8%D6%AA"),
        ("/通知?q=1", "gb18030", "http://h/%E9%80%9A%E7%9F%A5?q=1"),
        ("/s?q=通知#通", "gb18030", "http://h/s?q=%CD%A8%D6%AA#%E9%80%9A"),
        ("/s?q=†", "big5", "http://h/s?q=%26%238224%3B"),
        ("b.html", "gb18030", "http://h/a/b.html"),
        ("?p=2", "gb18030", "http://h/a/x.html?p=2"),
    ],
)
def test_a_query_is_sent_in_the_encoding_of_the_page(href: str, encoding: str, resolved: str) -> None:
    assert Resolver("http://h/a/x.html?p=1", encoding=encoding, cache={}).resolve(href) == resolved


def test_pages_of_one_folder_share_what_was_resolved_and_no_more() -> None:
    cache: Cache = {}
    assert Resolver("http://h/a/1.html", cache=cache).resolve("x") == "http://h/a/x"
    assert Resolver("http://h/a/2.html", cache=cache).resolve("x") == "http://h/a/x"
    assert Resolver("http://h/b/1.html", cache=cache).resolve("x") == "http://h/b/x"
    assert Resolver("http://h/a/1.html", cache=cache).resolve("?q") == "http://h/a/1.html?q"
    assert Resolver("http://h/a/2.html", cache=cache).resolve("?q") == "http://h/a/2.html?q"
    assert Resolver("https://h/a/2.html", cache=cache).resolve("//o/x") == "https://o/x"
    assert Resolver("http://h/a/2.html", cache=cache).resolve("//o/x") == "http://o/x"
