"""The portal's search: a plain GET form over the titles of its articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs

from demo.answer import Answer
from demo.columns import Column

SEARCH = "/search"
_QUERY, _RESULTS = "@@QUERY@@", "@@RESULTS@@"
_FIRST_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What can be found, newest first: title, path and day of each article; `shell` is the page around the results."""

    shell: str
    entries: tuple[tuple[str, str, str], ...]

    def answer(self, target: str) -> Answer:
        """The first page of results; every word of the query must stand in a title."""
        query = parse_qs(target.partition("?")[2]).get("q", [""])[0].strip()
        found = [entry for entry in self.entries if query and all(word in entry[0] for word in query.split())]
        body = self.shell.replace(_QUERY, escape(query)).replace(_RESULTS, _results(query, found))
        return Answer(body=body.encode())


def search_of(columns: Mapping[str, Column], shell: str) -> Search:
    """The search over all articles."""
    articles = [article for column in columns.values() for article in column.articles]
    newest = sorted(articles, key=lambda article: (article.day, article.number), reverse=True)
    return Search(shell=shell, entries=tuple((one.title, one.path, one.day.isoformat()) for one in newest))


def _results(query: str, found: list[tuple[str, str, str]]) -> str:
    if not query:
        return "<p>请输入要查找的标题文字。</p>"
    if not found:
        return f"<p>没有找到与“{escape(query)}”有关的信息。</p>"
    rows = (
        f'<li><span class="date">{day}</span><a href="{path}">{escape(title)}</a></li>'
        for title, path, day in found[:_FIRST_PAGE]
    )
    return f'<p>找到相关结果 {len(found)} 条</p><ul class="list">{"".join(rows)}</ul>'
