"""Write into README.md what the commands shown there really print.

python docs/make_readme.py            writes the output under each "$ delint ..." line
python docs/make_readme.py --check    writes nothing; exits with 1 when it is not current
"""

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from lint.cli import main
from lint.cli.command import CLEAN, FINDINGS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "README.md"
_BLOCK = re.compile(r"^```console\n\$ (delint .*)\n(?:.*\n)*?```$", re.MULTILINE)


def text() -> str:
    """Return the page as it should be now; works in the checkout's root, 100 columns wide."""
    os.chdir(ROOT)
    os.environ["COLUMNS"] = "100"
    return _BLOCK.sub(_ran, PAGE.read_text(encoding="utf-8"))


def _ran(block: re.Match[str]) -> str:
    words = shlex.split(block[1], comments=True)[1:]
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        code = main(words)
    if code not in {CLEAN, FINDINGS}:
        sys.exit(f"{block[1]}: failed with exit code {code}; README.md was left as it is")
    return f"```console\n$ {block[1]}\n{output.getvalue().rstrip()}\n```"


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text(), encoding="utf-8", newline="\n")
    elif text() != PAGE.read_text(encoding="utf-8"):
        sys.exit("not current, run python docs/make_readme.py: README.md")
