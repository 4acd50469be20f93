"""Hyperscan can write outside its memory for some patterns, depending on which stand together."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCAN = """
import sys
from pathlib import Path
from lint.engine import Engine
from lint.corpus.given import text_batch
from lint.packs import read_rule
for path in sys.argv[1:]:
    print(path, flush=True)
    file = read_rule(Path(path))
    text = "\\n".join(example.text for example in file.invalid + file.valid)
    Engine([file.rule], jobs=1).inspect(text_batch([text * 20] * 20))
print("done", flush=True)
"""


def test_each_rule_can_be_the_only_one() -> None:
    paths = [
        str(path)
        for path in sorted((ROOT / "rules").rglob("*.toml"))
        if tomllib.loads(path.read_text(encoding="utf-8"))["check"]
        in {"span-pattern", "escape-sequence"}
    ]
    scan = [sys.executable, "-c", SCAN, *paths]
    done = subprocess.run(scan, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split()[-1] == "done", "Hyperscan crashed on the rule named last"
