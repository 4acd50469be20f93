"""How an index was made: whatever must be equal for two sets of shingles to be comparable."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.errors import UnusableIndexError
from lint.finding import Hit
from lint.kernels.hashing import FOLD_VERSION
from lint.light import dataclass
from lint.near.bands import Bands, optimal_bands, permutations
from lint.near.prints import SHINGLE_TOKENS, Prints, take_prints
from lint.rule import Rule
from lint.view import View


@dataclass(frozen=True, slots=True)
class Profile:
    """`strip` says whether lines that rules would delete were left out of the texts.

    `threshold` is the least Jaccard similarity that the bands were chosen for.
    """

    fold_version: int
    shingle_tokens: int
    permutations: int
    seed: int
    threshold: float
    bands: int
    rows: int
    strip: bool

    @classmethod
    def new(cls, threshold: float, num_perm: int, *, strip: bool) -> "Profile":
        """Return the profile of an index that this version makes."""
        bands = optimal_bands(threshold, num_perm)
        return cls(
            FOLD_VERSION, SHINGLE_TOKENS, num_perm, 1, threshold, bands.count, bands.rows, strip
        )

    @classmethod
    def of(cls, stored: Mapping[str, Any], name: str) -> "Profile":
        """Return the profile that the index `name` stored.

        Raises UnusableIndexError when texts of this version cannot be compared with it.
        """
        try:
            profile = cls(**{key: kind(stored[key]) for key, kind in cls.__annotations__.items()})
        except (KeyError, TypeError, ValueError) as error:
            raise UnusableIndexError(f"{name}: the index is damaged; build it anew") from error
        ours = {"fold_version": FOLD_VERSION, "shingle_tokens": SHINGLE_TOKENS}
        for key, own in ours.items():
            if (theirs := getattr(profile, key)) != own:
                raise UnusableIndexError(
                    f"{name}: the index was made with {key} {theirs}, this delint has {own}, "
                    "so that nothing would be found; build it anew"
                )
        if not (0 < profile.bands * profile.rows <= profile.permutations <= 1024):
            raise UnusableIndexError(f"{name}: the index is damaged; build it anew")
        return profile

    def stored(self) -> dict[str, Any]:
        """Return the profile as JSON holds it."""
        return asdict(self)

    @property
    def lsh(self) -> Bands:
        """Return the bands of the sketches."""
        return Bands(self.bands, self.rows)

    def prints(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Prints:
        """Return what is compared of a batch in which `hits` were found."""
        return take_prints(view, hits if self.strip else (), rules)

    def sketch(self, prints: Prints) -> NDArray[np.uint32]:
        """Return the MinHash rows [D, P] of a batch."""
        return prints.sketch(*permutations(self.permutations, self.seed))
