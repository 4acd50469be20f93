"""`python -m lint` is `delint`."""

import sys

from lint.cli import entry

sys.exit(entry())
