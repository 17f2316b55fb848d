"""A small portal that changes overnight, and `hecha` ended by the kernel after so much CPU time."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.jobs.served import Hecha

COLUMNS = {
    "zwgk": "政务公开",
    "zcwj": "政策文件",
    "zcjd": "政策解读",
    "tzgg": "通知公告",
    "ldzc": "领导之窗",
    "jgzn": "机构职能",
}
ARTICLES = 8


def write_portal(root: Path, *, night: int) -> None:
    """The portal of a night: on the second some dead links are mended, others are new, and a page has changed."""
    nav = "".join(f'<li><a href="/{folder}/">{name}</a></li>' for folder, name in COLUMNS.items())
    for number, (folder, name) in enumerate(COLUMNS.items()):
        (root / folder).mkdir(exist_ok=True)
        rows = "".join(
            f'<li><a href="/{folder}/t2026{1 + night:02}{day:02}_{day}.html">关于印发《{name}办法之{day}》的通知</a>'
            f"<span>2026-{1 + night:02}-{day:02}</span></li>"
            for day in range(1, ARTICLES + 1)
        )
        old = night if number % 2 else 1
        dead = f'<a href="/{folder}/old{old}.html">往期文件目录</a><img src="/{folder}/x{night}.png">'
        _page(root / folder / "index.html", name, f"<ul>{rows}</ul>{dead}", nav)
        for day in range(1, ARTICLES + 1):
            text = f"<h1>{name}工作办法之{day}</h1><p>第{night}夜。{'各部门应当认真贯彻落实。' * 20}</p>"
            _page(root / folder / f"t2026{1 + night:02}{day:02}_{day}.html", f"{name}之{day}", text, nav)
    _page(root / "index.html", "示例区人民政府", "<h2>要闻</h2><p>欢迎访问示例区人民政府网站。</p>", nav)


def _page(path: Path, title: str, body: str, nav: str) -> None:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    path.write_text(
        f"{head}<body><ul>{nav}</ul>{body}<div>主办：示例区人民政府办公室</div></body></html>", encoding="utf-8"
    )


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: the signal), its CPU seconds, what it complained of."""

    code: int
    cpu: float
    err: str

    @property
    def killed(self) -> bool:
        """Whether it was ended in the middle."""
        return self.code == -signal.SIGPROF


class Nursery:
    """Commands in a folder of their own, each started at once and ended after so much CPU time if that is wished."""

    def __init__(self, hecha: Hecha) -> None:
        root = Path(__file__).parents[2]
        environment = {**hecha.environment, "PYTHONPATH": str(root), "HECHA_BROWSER__EXECUTABLE": "/none"}
        command = [sys.executable, "-m", "tests.jobs.kills_nursery"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=hecha.folder, env=environment, stdin=pipe, stdout=pipe, text=True)

    def __call__(self, *arguments: str, after: float | None = None, room: int | None = None) -> Ended:
        """Run `hecha`, end it `after` so many seconds of CPU time, let no file grow beyond so many bytes of `room`."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        print(json.dumps((after, room, arguments)), file=stdin, flush=True)
        return Ended(*json.loads(stdout.readline()))

    def close(self) -> None:
        """End it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
