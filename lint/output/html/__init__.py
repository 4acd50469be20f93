"""`html`: one file that opens anywhere: what is wrong, where, what to do first, and the texts."""

from lint.output.html.writer import Writer

__all__ = ["Writer"]
