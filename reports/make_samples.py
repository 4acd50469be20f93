"""Write reports/samples/: every format that is text, made of the corpus in examples/.

python reports/make_samples.py            writes the samples
python reports/make_samples.py --check    writes nothing; exits with 1 when one is not current
"""

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

from lint.cli import main
from lint.cli.command import FINDINGS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "reports" / "samples"
SAMPLES = {
    "full": "full.txt",
    "concise": "concise.txt",
    "grouped": "grouped.txt",
    "summary": "summary.txt",
    "json": "findings.json",
    "jsonl": "findings.jsonl",
    "markdown": "report.md",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "sarif": "delint.sarif",
    "junit": "junit.xml",
    "rdjson": "reviewdog.json",
    "csv": "findings.csv",
    "html": "report.html",
}
"""The file of each format."""


def made(jobs: int = 0) -> dict[str, str]:
    """Return each sample's name and text as it should be now; works in the checkout's root."""
    os.chdir(ROOT)
    for name in ("GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"--output={name}:{folder}/{file}" for name, file in SAMPLES.items()]
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = main(["check", "examples", "--isolated", f"--jobs={jobs}", *outputs])
        if code != FINDINGS:
            sys.exit(f"delint check failed; the samples were left as they are\n{said.getvalue()}")
        return {
            file: (Path(folder) / file).read_text(encoding="utf-8") for file in SAMPLES.values()
        }


def stale() -> list[str]:
    """Return the names of samples that are not as they should be, are missing or left over."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    wanted = made()
    return sorted(n for n in wanted.keys() | texts.keys() if wanted.get(n) != texts.get(n))


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for name, text in made().items():
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    elif names := stale():
        sys.exit(f"not current, run python reports/make_samples.py: {', '.join(names)}")
