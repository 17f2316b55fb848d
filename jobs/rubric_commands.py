"""What `hecha rubrics template` does: write the workbook that people fill."""

from pathlib import Path

from jobs.commands import Desk
from jobs.console_text import tell
from jobs.sites import site_named
from reports.form_template import write_template
from reports.write import write_file
from rubric_map.library import find


def template(desk: Desk, name: str, output: Path, *, site: str | None) -> None:
    """Write the workbook of one rubric, with the units of a site where one is named."""
    rubric = find(name)
    units = tuple(unit.name for unit in site_named(desk.store, site).units) if site else ()
    path = write_file(output, lambda stream: write_template(rubric, units, stream, at=desk.clock.now()))
    if not desk.quiet:
        tell(f"已生成 {path}，填好后用 hecha score 站点 --import {output.name} 导入")
