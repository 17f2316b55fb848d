"""Columns that are not to be renewed any more: archives by their name, and those whose page says that they are closed.

《政府网站发展指引》（国办发〔2017〕47号）has columns that are closed or moved announced and kept as archives.
"""

import re

from evidence.page import Page
from evidence.visible import read_visible

MOST = 80  # characters of a sentence that tells of a closing

# 往届政府公报, 历史文件, 网站存档; 历史文化 and 历史沿革 are about history.
_ARCHIVE = re.compile(
    r"^(?:往[期届年]|[历过]往|原(?=[县市区省州]|网站|栏目|单位|机构)|旧[版网站]|历史(?!文化|沿革|人物|名|遗|人文|传承|建筑|古|街|风)|已归档|已失效|归档)|"
    r"(?:归档|存档|档案库|[(（](?:历史|旧|已(?:停止?更新|关闭|归档|失效))[)）])$"
)
_KIND = r"(?:栏目|专栏|专题|频道|板块|版块|子站|页面|网页)"
_CLOSING = re.compile(
    rf"(?:本|该|此|旧|原){_KIND}[^。;；!！\n]{{0,24}}?(?:停止(?:更新|维护|使用|发布)|不再(?:更新|维护|使用|发布)|停更|关停|停用|已(?:经)?"
    r"(?:关闭|归档|下线|迁移|并入|合并|整合|撤销|取消))"
)


def is_archive(name: str) -> bool:
    """Whether the name of a column says that it keeps what is past."""
    return _ARCHIVE.search(name) is not None


def closing_words(page: Page) -> str:
    """The sentence by which a page says that its column is closed, or ""; headlines of such notices are none."""
    for line in read_visible(page.tree, headlines=False).text.splitlines():
        if match := _CLOSING.search(line):
            return line[max(0, match.start() - MOST // 2) :][:MOST].strip()
    return ""
