"""Fuzzes the readers with atheris: no crash, and no input of up to 64 KB that takes more than two seconds of CPU.

atheris is installed on first use, in a folder of its own. What makes a target fail is left in the work folder; run
again with that file, `python -m benches.fuzz TARGET --again FILE`, it fails the same way without atheris.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benches.fuzz_inputs import BEGINNINGS, WORDS
from benches.fuzz_run import LONGEST, once
from benches.fuzz_targets import TARGETS

HANG = 60  # seconds of wall time after which an input is given up, however busy the machine is
MEMORY = 2048  # MB


def main() -> int:
    """Fuzz one target for some minutes, or show one input again."""
    given = _arguments()
    if given.again:
        once(TARGETS[given.target], given.again.read_bytes())
        return 0
    folder = given.work / given.target
    program = [sys.executable, "-m", "benches.fuzz_run", given.target]
    paths = os.pathsep.join((str(Path(__file__).parents[1]), str(_atheris(given.work))))
    environment = {**os.environ, "PYTHONPATH": paths}
    corpus = _corpus(folder, given.target)
    return subprocess.run([*program, *_options(folder, given), str(corpus)], env=environment, check=False).returncode


def _options(folder: Path, given: argparse.Namespace) -> list[str]:
    """What libFuzzer is told."""
    words = folder / "words.dict"
    words.write_text("\n".join(f'"{_escaped(word)}"' for word in WORDS), encoding="ascii")
    return [
        f"-max_total_time={int(given.minutes * 60)}", f"-timeout={HANG}", f"-max_len={LONGEST}", f"-seed={given.seed}",
        f"-rss_limit_mb={MEMORY}", f"-dict={words}", f"-artifact_prefix={folder}/", "-len_control=50",
        "-print_final_stats=1",
    ]  # fmt: skip


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word.encode("utf-8", "surrogatepass"))


def _corpus(folder: Path, target: str) -> Path:
    """The folder of inputs, which keeps what earlier rounds found interesting."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(BEGINNINGS[target]):
        (corpus / f"begin-{number}").write_bytes(content)
    return corpus


def _atheris(work: Path) -> Path:
    """The folder that holds atheris and nothing else, filled on first use."""
    home = work / "packages"
    if not (home / "installed").is_file():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(home), "atheris"]
        subprocess.run(command, check=True)
        (home / "installed").touch()
    return home


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, help="a file to run once, without atheris")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "hecha-bench" / "fuzz")
    given = parser.parse_args()
    given.work = given.work.resolve()
    (given.work / given.target).mkdir(parents=True, exist_ok=True)
    return given


if __name__ == "__main__":
    sys.exit(main())
