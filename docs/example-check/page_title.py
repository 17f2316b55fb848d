"""A check of its own package: every page has a title of reasonable length."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks import Measure, Page, Problem, Statement, page_check


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOptions:
    """What may be set: the longest title, in characters."""

    longest: int = 60


@page_check(
    "page-title",
    title="页面标题",
    version=1,
    codes={"missing": "缺少标题", "too-long": "标题过长"},
    measures={"title-length": "标题字数"},
    options=TitleOptions(),
)
def page_title(page: Page, options: TitleOptions) -> Iterator[Statement]:
    """看什么：每个页面的标题（浏览器标签上显示的文字）。

    为什么：示例检查项，说明如何编写自己的检查。

    什么算问题：没有标题，或标题超过设定的字数。

    什么算疑似：无。

    看不出什么：标题是否准确概括了页面内容。
    """
    if not page.title:
        yield Problem(code="missing", page_url=page.url, message="页面缺少标题。")
        return
    if len(page.title) > options.longest:
        message = f"页面标题有 {len(page.title)} 个字，超过 {options.longest} 个字。"
        yield Problem(code="too-long", page_url=page.url, message=message)
    if page.depth == 0:
        yield Measure(name="title-length", value=len(page.title), url=page.url)
