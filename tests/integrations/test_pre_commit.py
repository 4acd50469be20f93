"""The hooks, as pre-commit itself installs and runs them when somebody commits."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from lint.corpus.source import SUFFIXES, Compression

Commit = Callable[..., tuple[int, str]]
COLUMNAR = {"parquet", "arrow"}  # kinds that need pyarrow
SECONDS = 600
CLEAN = "The pier reopens\n\nA boat lay at the old pier.\n\nThe ferry leaves at noon.\n"
FAULTY = "The pier reopens\n\nA boat lay at the old pier.\nA boat lay at the old pier.\n"
FIXED = "The pier reopens\n\nA boat lay at the old pier.\n"


def hooks(root: Path) -> dict[str, dict[str, str]]:
    text = (root / ".pre-commit-hooks.yaml").read_text("utf-8")
    return {hook["id"]: hook for hook in yaml.safe_load(text)}


@dataclass(frozen=True)
class Hooks:
    """A repository of the hooks that pre-commit has installed, and the environment to run in."""

    url: str
    revision: str
    env: Mapping[str, str]

    def run(self, folder: Path, *words: str) -> tuple[int, str]:
        given = {"cwd": folder, "env": self.env, "timeout": SECONDS}
        done = subprocess.run(words, **given, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    def git(self, folder: Path, *words: str) -> str:
        code, output = self.run(folder, "git", *words)
        assert code == 0, output
        return output.strip()

    def repository(self, folder: Path, *configured: dict[str, object]) -> None:
        """Make `folder` a repository whose commits run the hooks `configured`."""
        folder.mkdir()
        self.git(folder, "init", "--quiet")
        config = {"repo": self.url, "rev": self.revision, "hooks": list(configured)}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [config]}))
        code, output = self.run(folder, sys.executable, "-m", "pre_commit", "install")
        assert code == 0, output


def environment(home: Path) -> dict[str, str]:
    """Return the environment without what a git hook around this run would have set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    names = (f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL"))
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONUTF8": "1"}
    return kept | dict.fromkeys(names, "tester") | plain | {"PRE_COMMIT_HOME": str(home)}


@pytest.fixture(scope="module")
def installed(
    package: Path, index_answers: Callable[[], bool], tmp_path_factory: pytest.TempPathFactory
) -> Hooks:
    """Let pre-commit install delint from a copy of this checkout, once for all tests."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("pre-commit")
    made = Hooks(str(package), "", environment(folder / "home"))
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Hooks")):
        made.git(package, *words)
    made = replace(made, revision=made.git(package, "rev-parse", "HEAD"))
    made.repository(folder / "first", {"id": "delint-check"})
    code, output = made.run(folder / "first", sys.executable, "-m", "pre_commit", "install-hooks")
    if code and not index_answers():
        pytest.skip("no package index to install delint's dependencies from")
    assert code == 0, output
    return made


@pytest.fixture
def commit(installed: Hooks, tmp_path: Path) -> Commit:
    """Write files into a repository with the hooks given first, and commit all."""
    folder = tmp_path / "texts"

    def run(*configured: dict[str, object], **files: str) -> tuple[int, str]:
        if configured:
            installed.repository(folder, *configured)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        installed.git(folder, "add", ".")
        return installed.run(folder, "git", "commit", "--quiet", "-m", "Texts")

    return run


def test_there_are_three_hooks(root: Path) -> None:
    assert list(hooks(root)) == ["delint-check", "delint-fix", "delint-corpus"]


def test_the_manifest_is_valid(root: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    words = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_hooks_of_single_documents_leave_out_the_rules_of_a_corpus(root: Path) -> None:
    per_document = {n: "--no-corpus-rules" in hook["entry"] for n, hook in hooks(root).items()}
    assert per_document == {"delint-check": True, "delint-fix": True, "delint-corpus": False}
    named = {name: hook.get("pass_filenames", True) for name, hook in hooks(root).items()}
    assert named == per_document


@pytest.mark.parametrize("suffix", [s for s, kind in SUFFIXES.items() if kind not in COLUMNAR])
@pytest.mark.parametrize("packed", Compression)
def test_every_suffix_that_needs_no_extra_meets_every_hook(
    root: Path, suffix: str, packed: str
) -> None:
    for name in (f"texts/a{suffix}{packed}", f"a{suffix}{packed}".upper()):
        missed = [h for h, hook in hooks(root).items() if not re.search(hook["files"], name)]
        assert (name, missed) == (name, [])


def test_other_files_and_those_that_need_an_extra_meet_no_hook(root: Path) -> None:
    for name in (
        "a.py",
        "txt",
        "a.txt.bak",
        "a.gz",
        "a.txt/b.png",
        "a.jsonl.xz",
        "a.parquet",
        "a.arrow",
    ):
        assert [hook for hook in hooks(root).values() if re.search(hook["files"], name)] == []


@pytest.mark.slow
def test_a_clean_text_is_committed(commit: Commit) -> None:
    code, output = commit({"id": "delint-check"}, {"id": "delint-corpus"}, **{"a.txt": CLEAN})
    assert (code, output.count("Passed")) == (0, 2), output


@pytest.mark.slow
def test_a_faulty_text_stops_the_commit_and_is_told(commit: Commit) -> None:
    row = json.dumps({"id": "n1", "text": FAULTY})
    files = {"b.txt": FAULTY, "t/news.jsonl": f"{row}\n", "c.txt": CLEAN}

    code, output = commit({"id": "delint-check", "args": ["--select", "CAP"]}, **files)

    assert code == 1
    assert "b.txt:4:1 CAP001 doubled-caption: " in output
    assert "t/news.jsonl:1:4:1 (n1) CAP001 doubled-caption: " in output
    assert "c.txt" not in output
    assert "2 problems in 2 of 3 documents (2 fixable with delint fix)" in output


@pytest.mark.slow
def test_fixing_stops_the_commit_once(commit: Commit, tmp_path: Path) -> None:
    ignored = {".gitignore": "delint.ledger*\n"}
    code, output = commit({"id": "delint-fix"}, **{"b.txt": FAULTY}, **ignored)
    assert code == 1
    assert "files were modified by this hook" in output
    assert "Fixed 1 problem in 1 of 1 document" in output
    assert (tmp_path / "texts/b.txt").read_text("utf-8") == FIXED

    code, output = commit()
    assert code == 0, output


@pytest.mark.slow
def test_a_copy_in_another_file_is_found_by_the_corpus_hook_only(
    commit: Commit,
) -> None:
    code, output = commit({"id": "delint-check"}, {"id": "delint-corpus"}, **{"a.txt": CLEAN})
    assert code == 0, output

    code, output = commit(**{"other/b.txt": CLEAN})

    assert code == 1
    single, corpus = output.split("delint check (whole corpus)")
    assert "Passed" in single
    assert "DUP001" in corpus
    assert "a.txt" in corpus


@pytest.mark.slow
def test_an_excluded_text_is_not_checked_though_pre_commit_names_it(
    commit: Commit,
) -> None:
    files = {"delint.toml": 'exclude = ["raw/"]\n', "raw/b.txt": FAULTY}
    code, output = commit({"id": "delint-check", "verbose": True}, **files)
    assert code == 0, output
    assert "1 path skipped by exclude" in output


@pytest.mark.slow
def test_the_trial_of_the_readme_works_on_the_examples(
    installed: Hooks, root: Path, tmp_path: Path
) -> None:
    readme = (root / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^pre-commit try-repo .*$", readme, re.MULTILINE)
    pre_commit, _, _, hook, option, pattern = line.split()
    installed.repository(tmp_path / "clone", {"id": hook})
    shutil.copytree(root / "examples", tmp_path / "clone/examples")
    installed.git(tmp_path / "clone", "add", ".")

    names = [path.relative_to(root).as_posix() for path in sorted(root.glob(pattern))]
    words = (sys.executable, "-m", pre_commit.replace("-", "_"), "run", hook, option, *names)
    code, output = installed.run(tmp_path / "clone", *words)

    assert code == 1
    assert "examples/articles/cau-song-cam.txt:13:1 CAP001 doubled-caption" in output
