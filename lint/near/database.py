"""A Redis database as one index sees it: the keys under its prefix, 64-bit numbers as 8 bytes."""

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from lint.errors import UnusableIndexError
from lint.near.address import Address
from lint.near.bands import Bands
from lint.near.prints import Hashes
from lint.near.tables import MOST_OF_A_KEY

_BLOCK = 5000

_LIST = """
local found = {}
for at = 1, #ARGV[2], 8 do
  local list = redis.call('GET', ARGV[1] .. string.sub(ARGV[2], at, at + 7))
  if list then
    found[#found + 1] = (at - 1) / 8
    found[#found + 1] = list
  end
end
return found
"""
"""Returns those of many numbers that have a list, each with its list: most have none."""

_APPEND = """
for at = 1, #ARGV[2], 8 do
  local key = ARGV[1] .. string.sub(ARGV[2], at, at + 7)
  if redis.call('STRLEN', key) < tonumber(ARGV[4]) then
    redis.call('APPEND', key, string.sub(ARGV[3], at, at + 7))
  end
end
"""
"""Adds a number to the list of each of many others, as long as that is short."""


class Database:
    """The keys of one index; may be used from several threads."""

    def __init__(self, address: Address) -> None:
        """Connect; raises UnusableIndexError where nothing answers."""
        try:
            import redis
        except ImportError as error:
            raise UnusableIndexError(
                f"{address}: needs the package redis: pip install 'delint[redis]'"
            ) from error
        self.address, self.name = address, str(address)
        self._error = redis.RedisError
        self.client: Any = redis.Redis(**address.keywords())
        self._list, self._append = map(self.client.register_script, (_LIST, _APPEND))
        with self.answering():
            self.client.ping()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Turn an error of the server, and an answer that no index gives, into one clear line."""
        try:
            yield
        except self._error as error:
            raise UnusableIndexError(f"{self.name}: the Redis server says: {error}") from error
        except (ValueError, TypeError, struct.error) as error:
            raise UnusableIndexError(
                f"{self.name}: keys that are not of this index stand there; use another prefix"
            ) from error

    def lsh(self, bands: Bands, num_perm: int) -> Any:  # noqa: ANN401 - datasketch has no types
        """Return datasketch's index; its keys are bytes, so that nothing is pickled."""
        from datasketch import MinHashLSH

        storage = {
            "type": "redis",
            "basename": self.address.prefix.encode(),
            "redis": self.address.keywords(),
        }
        params = bands.count, bands.rows
        return MinHashLSH(num_perm=num_perm, params=params, storage_config=storage, prepickle=False)

    def key(self, kind: str) -> bytes:
        """Return the name of what there is only one of."""
        return f"{self.address.prefix}_{kind}".encode()

    def keys(self, kind: str, numbers: Hashes) -> list[bytes]:
        """Return the names of what stands under each of `numbers`."""
        start = self.key(kind) + b"_"
        return [start + number for number in _pieces(packed_numbers(numbers))]

    def values(self, kind: str, numbers: Hashes) -> Iterator[bytes | None]:
        """Yield what stands under each of `numbers`."""
        return self._in_blocks(self.client.mget, self.keys(kind, numbers))

    def fields(self, kind: str, numbers: Hashes) -> Iterator[bytes | None]:
        """Yield what stands in each of the fields `numbers` of a hash."""
        name, fields = self.key(kind), _pieces(packed_numbers(numbers))
        return self._in_blocks(lambda block: self.client.hmget(name, block), fields)

    def store(self, kind: str, numbers: Hashes, values: Sequence[bytes]) -> None:
        """Put each of `values` under its number."""
        names = self.keys(kind, numbers)
        for start in range(0, len(names), _BLOCK):
            part = slice(start, start + _BLOCK)
            with self.answering():
                self.client.mset(dict(zip(names[part], values[part], strict=True)))

    def store_fields(self, kind: str, numbers: Hashes, values: Sequence[bytes]) -> None:
        """Put each of `values` into the field of its number in a hash."""
        fields = _pieces(packed_numbers(numbers))
        with self.answering():
            self.client.hset(self.key(kind), mapping=dict(zip(fields, values, strict=True)))

    def append(self, kind: str, numbers: Hashes, added: Hashes) -> None:
        """Add each of `added` to the list of each of `numbers`."""
        for at in range(0, len(numbers), _BLOCK):
            pair = (packed_numbers(side[at : at + _BLOCK]) for side in (numbers, added))
            with self.answering():
                self._append(args=[self.key(kind) + b"_", *pair, 8 * MOST_OF_A_KEY])

    def lists(self, kind: str, numbers: Hashes) -> Iterator[tuple[int, Hashes]]:
        """Yield those of `numbers` that have a list, by index, with what stands in it."""
        for at in range(0, len(numbers), _BLOCK):
            with self.answering():
                packed = packed_numbers(numbers[at : at + _BLOCK])
                found = self._list(args=[self.key(kind) + b"_", packed])
                lists = [unpacked_numbers(one) for one in found[1::2]]
            for index, numbers_there in zip(found[::2], lists, strict=True):
                yield at + index, numbers_there

    def _in_blocks(
        self, ask: Callable[[list[bytes]], list[bytes | None]], names: list[bytes]
    ) -> Iterator[bytes | None]:
        for start in range(0, len(names), _BLOCK):
            with self.answering():
                yield from ask(names[start : start + _BLOCK])


def packed_numbers(numbers: Hashes) -> bytes:
    """Return 8 bytes a number."""
    return numbers.astype("<u8").tobytes()


def unpacked_numbers(packed: bytes | None) -> Hashes:
    """Return the distinct numbers of which there are 8 bytes each; raises ValueError.

    A run that was killed may have added one twice.
    """
    numbers = np.frombuffer(packed or b"", "<u8")
    return np.unique(numbers) if len(numbers) > 1 else numbers


def _pieces(packed: bytes) -> list[bytes]:
    return [packed[at : at + 8] for at in range(0, len(packed), 8)]
