"""Real texts, where they stand beside the checkout, and the command line on them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[2] / "../shared/corpora"
COMMAND = "import sys; from lint.cli import main; sys.exit(main())"


@pytest.fixture(scope="session")
def corpora():
    """The folder of real texts; without it the tests that need it are skipped."""
    if not CORPORA.is_dir():
        pytest.skip(f"{CORPORA} is not there")
    return CORPORA


@pytest.fixture
def delint():
    """(*arguments) -> the finished process of `delint` with them, which found no wrong use."""

    def run(*arguments, codes=(0, 1)):
        command = [sys.executable, "-P", "-c", COMMAND, *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        assert done.returncode in codes, done.stderr
        return done

    return run
