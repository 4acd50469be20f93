"""Write sources as one step: all are staged beside their targets, then entered and renamed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from lint.corpus.origin import Part
from lint.corpus.source import Source
from lint.errors import OutputError
from lint.fix.chunk import FixedPart
from lint.fix.destination import Destination
from lint.fix.edits import Policy
from lint.fix.files import NewFile, failures, output_errors, sweep, sync_folder
from lint.fix.guard import Outcome
from lint.fix.ledger import Draft, append_run, keep
from lint.fix.staged import Staged, Staging, staged_copy
from lint.fix.tally import Tally


class Stage:
    """What one run writes; as a context, it leaves no file behind that was not renamed.

    Every method raises OutputError where the disk or its permissions stop the run.
    """

    def __init__(self, destination: Destination, policy: Policy) -> None:
        """Begin a run that writes to `destination` what the rules of `policy` clean."""
        self._destination, self._policy = destination, policy
        self._swept: set[Path] = set()
        self._new: list[NewFile] = []
        self._draft: Draft | None = None

    def __enter__(self) -> "Stage":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for new in self._new:
            new.discard()
        if self._draft is not None:
            self._draft.close()

    def take(self, source: Source, parts: Iterable[FixedPart]) -> Outcome | None:
        """Stage a source from its parts; without edits only where it is to be copied.

        Returns None for one that cannot be read to its end. Raises TargetError for one that may
        not be written, InputError for one that changes meanwhile; the run can go on.
        """
        tally = Tally()
        stamp, staging, staged, removed = None, None, None, False
        with output_errors(source.name):
            for fixed in parts:
                if fixed.part.damaged:
                    return None
                stamp, removed = fixed.part.stamp, fixed.removed
                tally.add(fixed.tally)
                if staging is None and fixed.edits:
                    staging = self._begin(fixed.part)
                if staging is not None:
                    staging.add(fixed.part, fixed.edits, self._policy)
            if staging is not None:
                staged = staging.finish(removed=removed)
            elif self._destination.copies:
                staged = staged_copy(source, stamp, self._new_file(source))
        return Outcome(source, tally, staged)

    def commit(self, ready: Sequence[Staged]) -> None:
        """Put what is `ready` on the disk, enter it in the ledger, and rename every file."""
        for new, error in failures(NewFile.sync, [staged.new for staged in ready]):
            with output_errors(new.target):
                raise error
        self._enter([staged for staged in ready if staged.entries is not None])
        failed = failures(Staged.put, ready)
        for folder in {staged.new.target.parent for staged in ready}:
            sync_folder(folder)
        for staged, error in failed:
            done = f"{len(ready) - len(failed)} of {len(ready)} files were written"
            why = f"{error.strerror or error}; {done}; delint restore undoes them"
            raise OutputError(f"{staged.new.target}: {why}") from error

    def _enter(self, cleaned: Sequence[Staged]) -> None:
        ledger = self._destination.ledger
        with output_errors(ledger):
            for staged in cleaned:
                if staged.kept is not None and staged.source.path is not None:
                    keep(staged.source.path, ledger, staged.kept)
            spans = [staged.entries for staged in cleaned if staged.entries is not None]
            if spans and self._draft is not None:
                append_run(ledger, self._destination.root, self._draft, spans)

    def _begin(self, part: Part) -> Staging:
        new = self._new_file(part.source)
        if self._draft is None:
            with output_errors(self._destination.ledger):
                self._draft = Draft(self._destination.ledger.parent)
        name = new.target.relative_to(self._destination.root).as_posix()
        return Staging(part, new, name, self._draft)

    def _new_file(self, source: Source) -> NewFile:
        target = self._destination.target(source)
        if target.parent not in self._swept:
            self._swept.add(target.parent)
            sweep(target.parent)
        new = NewFile(target, None if source.path is None else source.path.stat())
        self._new.append(new)
        return new
