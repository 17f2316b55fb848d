"""What `hecha rubrics template` and `draft` do: the workbook that people fill, and drafts of new rubrics."""

import re
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evidence.errors import UsageError
from jobs.commands import Desk
from jobs.console_text import tell
from jobs.rubric_files import read_blocks
from jobs.sites import site_named
from reports.form_template import write_template
from reports.write import write_file
from rubric_map.draft.model import Draft
from rubric_map.draft.read import drafts
from rubric_map.draft.write import draft_yaml, unsure
from rubric_map.library import find


def template(desk: Desk, name: str, output: Path, *, site: str | None) -> None:
    """Write the workbook of one rubric, with the units of a site where one is named."""
    rubric = find(name)
    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"填报表是 xlsx 文件，请把输出文件“{output}”的扩展名改为 .xlsx")
    units = tuple(unit.name for unit in site_named(desk.store, site).units) if site else ()
    path = write_file(output, lambda stream: write_template(rubric, units, stream, at=desk.clock.now()))
    if not desk.quiet:
        tell(f"已生成 {path}，填好后用 hecha score 站点 --import {output.name} 导入")


def draft(file: Path, output: Path | None, *, quiet: bool) -> None:
    """Read a published document and write the drafts of its rubrics, to a file or to the output."""
    found = drafts(read_blocks(file))
    if not found:
        raise UsageError(
            f"在“{file.name}”里没有认出考核指标：应有带分值的编号标题（如“1、标题（5分）”），或有序号、指标、分值各列的表格"
        )
    for nth, one in enumerate(found, start=1):
        text = draft_yaml(one, id_=_id(file, nth, len(found)), source=file.name)
        if output is None:
            print(text if nth == 1 else f"---\n{text}", end="")
        else:
            path = write_file(_numbered(output, nth, len(found)), partial(_put, text))
            if not quiet:
                tell(f"已写出 {path}：{_found(one)}，有 {unsure(one)} 处待核、待补")


def _found(one: Draft) -> str:
    total = sum((item.points or Decimal(0) for item in one.items), Decimal(0))
    worth = f"，合计 {total.normalize():f} 分" if one.scored else ""
    return f"{one.title or '（未认出名称）'}，{len(one.groups)} 组 {len(one.items)} 项{worth}"


def _put(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode())


def _id(file: Path, nth: int, many: int) -> str:
    """An id of what the file's name has in letters and digits."""
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "draft"
    return name if many == 1 else f"{name}-{nth}"


def _numbered(output: Path, nth: int, many: int) -> Path:
    return output if many == 1 else output.with_name(f"{output.stem}-{nth}{output.suffix}")
