"""The rhythm of the garbage collector is that of the process a command runs in."""

import subprocess
import sys

from jobs.collecting import BETWEEN

ASK = "import atexit, gc, sys, cli; atexit.register(lambda: print(gc.get_threshold())); cli.app(['checks', 'list'])"


def test_every_command_collects_rarely() -> None:
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == str(BETWEEN)
