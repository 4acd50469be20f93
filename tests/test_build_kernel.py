"""The wheel: compiled where there is a compiler, pure and slower where there is none."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ["lint", "rules", "reports", "build_kernel.py", "pyproject.toml", "README.md", "LICENSE"]
DATA = {"lint/kernels/fold.bin", "lint/py.typed", "lint/_data/reports/templates/report.html"}
PROBE = """
import numpy as np
from lint import kernels
text = np.frombuffer("Hoà, hòa".encode(), np.uint8)
lines = kernels.scan_lines(text, np.array([0]), np.array([text.size]))
print(kernels.COMPILED, kernels.__file__, len(set(lines.tokens.tolist())))
"""

pytestmark = pytest.mark.slow
for tool in ("Cython", "hatchling", "setuptools"):
    pytest.importorskip(tool, reason="building needs it")


@pytest.fixture
def checkout(tmp_path):
    """Copy what a wheel is built from, without anything that was built before."""
    for name in NEEDED:
        source, target = ROOT / name, tmp_path / "checkout" / name
        if source.is_dir():
            built = shutil.ignore_patterns("*.so", "*.pyd", "*.c", "__pycache__")
            shutil.copytree(source, target, ignore=built)
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / ".gitignore", tmp_path / "checkout/.gitignore")
    return tmp_path / "checkout"


def build(checkout, **environment):
    """Build a wheel; return its path and what was said."""
    run = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    [wheel] = (checkout / "dist").glob("*.whl")
    return wheel, run.stdout + run.stderr


def probe(wheel, directory):
    """Unpack the wheel and try the kernels in it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory)
        names = archive.namelist()
    others = [path for path in sys.path if path and Path(path).resolve() != ROOT]
    run = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(directory), *others])},
        capture_output=True,
        text=True,
        check=True,
    )
    compiled, where, tokens = run.stdout.split()
    assert str(directory) in where
    assert tokens == "1"
    return compiled, names


def modules(names):
    return [name for name in names if name.endswith((".so", ".pyd"))]


def test_a_wheel_has_the_kernel_the_rules_and_the_data(checkout, tmp_path):
    if not shutil.which(os.environ.get("CC", "cc")):
        pytest.skip("there is no C compiler here")
    stale = checkout / "lint/kernels/_fast.cpython-30-other.so"
    stale.touch()
    wheel, _ = build(checkout)
    compiled, names = probe(wheel, tmp_path / "wheel")
    assert compiled == "True"
    assert not wheel.name.endswith("-any.whl")
    [module] = modules(names)
    assert module.startswith("lint/kernels/_fast.")
    assert set(names) >= DATA
    assert sum(name.startswith("lint/_data/rules/") for name in names) >= 100
    assert {name.split("/")[0].split("-")[0] for name in names} == {"lint", "delint"}
    assert not any(name.endswith(".c") for name in names)
    assert not (checkout / "build").exists()


def test_without_a_compiler_the_wheel_is_pure_and_works(checkout, tmp_path):
    stale = checkout / "lint/kernels/_fast.abi3.so"
    stale.touch()
    wheel, said = build(checkout, CC="false")
    compiled, names = probe(wheel, tmp_path / "wheel")
    assert compiled == "False"
    assert wheel.name.endswith("-py3-none-any.whl")
    assert modules(names) == []
    [line] = [line for line in said.splitlines() if "kernels" in line]
    assert line.startswith("kernels not compiled, the plain ones serve: ")


def test_an_editable_install_has_the_kernel_in_the_checkout(checkout, tmp_path):
    if not shutil.which(os.environ.get("CC", "cc")):
        pytest.skip("there is no C compiler here")
    quiet = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    command = [sys.executable, "-m", "pip", "install", *quiet, "--target", tmp_path / "site"]
    subprocess.run([*command, "-e", checkout], capture_output=True, check=True)
    assert len(list((checkout / "lint/kernels").glob("_fast.*.so"))) == 1
    [link] = (tmp_path / "site").glob("*.pth")
    assert str(checkout) in link.read_text()
