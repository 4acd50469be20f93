"""Fix standard input: the cleaned bytes go to standard output, and nowhere else."""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from lint.corpus.members import encoder_for
from lint.corpus.source import Source
from lint.fix.chunk import Chunk
from lint.fix.edits import applied
from lint.fix.files import BLOCK_BYTES, output_errors
from lint.fix.guard import Guard, Outcome
from lint.fix.run import Fixing, Summary, accepted, fixed_parts
from lint.fix.tally import Tally

_MEMORY_BYTES = 16 << 20


def fix_stream(chunks: Iterable[Chunk], fixing: Fixing, output: BinaryIO) -> Summary:
    """Fix the one source of `chunks` and write it to `output` when all of it has been read.

    What the wipe-out guard refuses goes out as it came in, so that a filter loses nothing; a
    source that cannot be read to its end is not written at all. Raises OutputError.
    """
    summary, guard, tally, source = Summary(), Guard(fixing.max_removed), Tally(), None
    with (
        output_errors("standard output"),
        SpooledTemporaryFile(_MEMORY_BYTES) as original,
        SpooledTemporaryFile(_MEMORY_BYTES) as cleaned,
    ):
        for fixed in fixed_parts(chunks, fixing, summary):
            if fixed.part.damaged:
                return summary
            source = fixed.part.source
            tally.add(fixed.tally)
            original.write(fixed.part.raw)
            cleaned.write(applied(fixed.part.raw, fixed.edits))
        if source is not None:
            guard.add(Outcome(source, tally))
            accepted(guard, summary)
            _send(original if summary.refused else cleaned, source, output)
    return summary


def _send(file: IO[bytes], source: Source, output: BinaryIO) -> None:
    stream = encoder_for(source)
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        output.write(stream.compress(block))
    output.write(stream.flush())
    output.flush()
