"""Titles of error pages beside headlines that use the same words."""

import pytest

from evidence.error_title import names_error


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 - 示例区人民政府",
        "404 页面 示例区",
        "404 Not Found",
        "示例区人民政府-页面不存在",
        "错误页面",
        "错误信息_示例区财政局",
        "访问错误",
        "发生错误",
        "该页无法显示",
        "页面载入出错",
        "The page cannot be found",
    ],
)
def test_the_name_of_an_error_is_an_error_page(title: str) -> None:
    assert names_error(title)


@pytest.mark.parametrize(
    "title",
    [
        "《404》话剧进校园_示例区教育局",
        "404 路公交车临时改线公告",
        "404路公交车临时改线公告",
        "“页面不存在”问题已整改",
        "《页面不存在》主题展开幕",
        "错误信息更正公告",
        "系统错误代码一览",
        "无法显示网页怎么办",
        "访问错误怎么办？",
    ],
)
def test_a_headline_with_the_same_words_is_none(title: str) -> None:
    assert not names_error(title)
