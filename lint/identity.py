"""Which finding is which from one run to the next, whatever moves around it.

A line or record number changes when something else does, so neither is part of a key: the same
text found by the same rule in the same document is the same finding. Where it stands there twice,
two findings share a key, and whoever needs them apart counts them.
"""

import hashlib
import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lint.finding import FOUND_CHARS

if TYPE_CHECKING:
    from lint.batch import Place


def identity(code: str, document: str, found: str) -> str:
    """Return the key of a finding: rule, document (see `document_of`) and text that was found.

    32 hexadecimal digits of BLAKE2b over the parts, the text folded and cut to `FOUND_CHARS`.
    """
    parts = "\0".join((code, document, folded(found[:FOUND_CHARS])))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def document_of(place: "Place", root: Path) -> str:
    """Return the name of a document: its path below `root`, and its own id where it has one."""
    path = relative_path(place.path, root)
    return f"{path}#{place.id}" if has_own_id(place) else path


def has_own_id(place: "Place") -> bool:
    """Return whether the record has an id of its own, more than its path and number."""
    return place.record is not None and place.id not in {
        "",
        str(place.record),
        f"{place.path}:{place.record}",
    }


def name_of(place: "Place") -> str:
    """Return what the document at `place` is called in a sentence."""
    if place.record is None:
        return place.id
    record = f"{place.path}:{place.record}"
    return f"{record} ({place.id})" if has_own_id(place) else record


def relative_path(path: str, root: Path) -> str:
    """Return `path` from `root` with forward slashes; as a whole where it is not below it."""
    return _relative_path(path, root, Path.cwd())


@lru_cache(maxsize=1 << 12)
def _relative_path(path: str, root: Path, here: Path) -> str:
    full = Path(os.path.normpath(here / path))
    return (full.relative_to(root) if full.is_relative_to(root) else full).as_posix()


def project_root() -> Path:
    """Return the folder that paths are told from: the repository's, else the working directory."""
    here = Path.cwd()
    return next((at for at in (here, *here.parents) if (at / ".git").exists()), here)


def folded(text: str) -> str:
    """Return `text` as it is compared: composed, without case, blanks as one."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
