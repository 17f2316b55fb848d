"""What reading an attachment costs in the audit: CPU milliseconds a file, reading alone and with the check `privacy`.

python -m benches.attachments
"""

import io
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from benches import table
from checks.privacy import privacy
from checks.testing import FakeSite, run_check
from demo.attachments import attachment
from demo.columns import content
from evidence.documents.model import CELLS, CHARACTERS
from evidence.documents.read import read_document

RUNS = 3
HEADS = ("序号", "姓名", "身份证号", "联系电话", "住址", "金额", "开户行", "备注")
LINE = "按照有关规定，经本人申请、村级评议、乡镇审核和县级审批，现将名单予以公示，公示期为七个工作日。"


def main() -> None:
    """Time every kind of attachment."""
    rows = [(name, f"{len(body) / 1000:,.0f}", *_costs(name, body)) for name, body in _attachments()]
    print(table.text(("attachment", "kB", "read", "privacy"), rows))


def _attachments() -> Iterator[tuple[str, bytes]]:
    report, _ = attachment({"report": 4, "wrong": "3.2"}, 2025, content("report.yaml"))
    notice, _ = attachment({"lines": [LINE] * 500}, 0, ())
    yield "report.docx", report
    yield "500-paragraphs.docx", notice
    yield "list-of-2000.xlsx", _list(2000)
    yield "list-at-the-bound.xlsx", _list(CELLS // len(HEADS) + 1)
    yield "list-of-2000.csv", "\n".join(",".join(_row(n)) for n in range(2000)).encode("gb18030")
    yield "text-at-the-bound.txt", (LINE * (CHARACTERS // len(LINE) + 1)).encode()
    shared = Path(os.environ.get("HECHA_SHARED", "../shared")) / "corpus" / "annual-report-pdf" / "huaian-2024.pdf"
    if shared.exists():
        yield "report.pdf", shared.read_bytes()


def _row(number: int) -> tuple[str, ...]:
    return (
        str(number),
        "王某某",
        f"4301**********{number:04}",
        f"139****{number:04}",
        "某区某镇某村",
        "800",
        "农商行",
        "",
    )


def _list(count: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for number in range(count):
            sheet.write_row(number + 1, 0, _row(number))
    return out.getvalue()


def _costs(name: str, body: bytes) -> tuple[str, str]:
    suffix = name.rpartition(".")[2]
    site = FakeSite.of({"/": f"<a href='/{name}'>附件</a>"}, files={f"/{name}": body})
    return _cost(lambda: read_document(body, suffix)), _cost(lambda: run_check(privacy, site))


def _cost(job: Callable[[], object]) -> str:
    best = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        job()
        best = min(best, time.process_time() - begin)
    return f"{best * 1000:,.0f}"


if __name__ == "__main__":
    main()
