"""The files beside the shards of a dataset that `datasets` saved, so that it loads as a whole.

Its fingerprint is the key of cached results, so it changes with the texts.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from lint.corpus.arrow import STATE, shards
from lint.corpus.content import opened
from lint.corpus.origin import Part
from lint.corpus.source import Kind, Source
from lint.errors import InputError
from lint.fix.chunk import FixedPart
from lint.fix.edits import Edit, Policy
from lint.fix.guard import Outcome

_FINGERPRINT = re.compile(rb'"_fingerprint"\s*:\s*"([^"\\]*)"')
_WHY = "the texts in its data files changed"


def beside(
    outcomes: Iterable[Outcome], policy: Policy, *, copies: bool
) -> Iterator[tuple[Source, FixedPart]]:
    """Yield the files that belong to the datasets of `outcomes`, with the edits they need.

    Files without edits come only with `copies`. Raises InputError for one that cannot be read.
    """
    folders: dict[Path, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        path = outcome.source.path
        if outcome.source.kind is Kind.ARROW and path is not None:
            folders[path.parent].append(outcome)
    names = dict.fromkeys(_companions(folders) if copies else ())
    yield from ((source, FixedPart(_part(source))) for source in names)
    for folder, own in folders.items():
        if shards(folder) is not None:
            fixed = FixedPart(_part(_sibling(own[0].source, STATE)))
            fixed.edits = _new_fingerprint(fixed.part.raw, own, policy)
            if fixed.edits or copies:
                yield fixed.part.source, fixed


def _companions(folders: dict[Path, list[Outcome]]) -> Iterator[Source]:
    """Yield what stands beside the shards, and one folder above where a dataset has splits."""
    for folder, outcomes in folders.items():
        if shards(folder) is None:
            continue
        one = outcomes[0].source
        if (folder / "dataset_info.json").is_file():
            yield _sibling(one, "dataset_info.json")
        has_parent = len(PurePosixPath(one.relative).parts) > 1
        if has_parent and (folder.parent / "dataset_dict.json").is_file():
            yield _sibling(one, "../dataset_dict.json")


def _sibling(source: Source, name: str) -> Source:
    assert source.path is not None
    parts = PurePosixPath(name).parts
    path, relative = source.path.parent, PurePosixPath(source.relative).parent
    if parts[0] == "..":
        path, relative = path.parent, relative.parent
    path, relative = path / parts[-1], relative / parts[-1]
    return Source(path, path.as_posix(), relative.as_posix(), Kind.TEXT)


def _part(source: Source) -> Part:
    try:
        with opened(source) as (file, stamp):
            return Part(source, 0, file.read(), stamp)
    except OSError as error:
        raise InputError(f"{source.name}: cannot be read: {error.strerror}") from error


def _new_fingerprint(raw: bytes, outcomes: list[Outcome], policy: Policy) -> list[Edit]:
    """Return the edit of `state.json` after the changes of `outcomes`, the shards beside it."""
    changed = [o for o in outcomes if o.staged is not None and o.staged.cleaned]
    found = _FINGERPRINT.search(raw)
    if not changed or found is None:
        return []
    digest = hashlib.blake2b(found[1], digest_size=8)
    for outcome in changed:
        assert outcome.staged is not None
        digest.update(str(outcome.staged.cleaned).encode())
    codes = [rule.code for rule in policy.rules]
    most = max(changed[0].tally.by_rule.items(), key=lambda item: item[1])[0]
    return [Edit(*found.span(1), digest.hexdigest().encode(), codes.index(most), _WHY)]
