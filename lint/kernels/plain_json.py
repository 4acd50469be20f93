"""The grammar of JSON in Python: the reference for `_json.pxi`."""

import re
from typing import Final, NamedTuple

from lint.kernels.tables import ESCAPED, NULL, NUMBER, OTHER, PLAIN

NOT_OBJECT, NO_KEY, NO_COLON, NO_VALUE, NO_COMMA, OPEN_STRING = range(1, 7)
BAD_ESCAPE, BAD_CONTROL, BAD_NUMBER, TOO_DEEP, TRAILING, CUT = range(7, 13)
MAX_DEPTH: Final = 512

SPACE: Final = re.compile(rb"[ \t\r]*")
# As much of a string as is right, from after its quote
STRING: Final = re.compile(
    rb'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*'
)
DIGITS: Final = re.compile(rb"[0-9]*")
WORDS: Final = ((b"null", NULL), (b"true", OTHER), (b"false", OTHER), (b"NaN", NUMBER))
INFINITY: Final = b"Infinity"
CLOSERS: Final = {b"{": b"}", b"[": b"]"}


class GrammarError(Exception):
    """The grammar breaks at byte `at` of the line."""

    def __init__(self, code: int, at: int) -> None:
        super().__init__(code, at)
        self.code, self.at = code, at


class Value(NamedTuple):
    """A value: its raw bytes are `line[start:end]`, of a string without the quotes."""

    start: int
    end: int
    kind: int


class Scanner:
    """Reads one line from `at` on; every method raises GrammarError where the grammar breaks."""

    __slots__ = ("at", "line")

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.at = 0

    def fail(self, code: int) -> GrammarError:
        """Return the error `code` here, or that the line ends here."""
        cut = self.at == len(self.line) and code not in (OPEN_STRING, BAD_NUMBER)
        return GrammarError(CUT if cut else code, self.at)

    def peek(self) -> bytes:
        """Return the present byte, empty at the end."""
        return self.line[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[bytes]) -> int:
        """Go to the end of `pattern`, which matches the empty string too; return the length."""
        start = self.at
        match = pattern.match(self.line, start)
        self.at = match.end() if match else start
        return self.at - start

    def next_byte(self) -> bytes:
        """Skip white space and return the byte after it, empty at the end."""
        self.skip(SPACE)
        return self.peek()

    def string(self) -> Value:
        """Read a string from its opening quote to after its closing one."""
        self.at += 1
        start = self.at
        self.skip(STRING)
        stop = self.peek()
        if stop != b'"':
            raise self.fail({b"": OPEN_STRING, b"\\": BAD_ESCAPE}.get(stop, BAD_CONTROL))
        self.at += 1
        kind = ESCAPED if b"\\" in self.line[start : self.at - 1] else PLAIN
        return Value(start, self.at - 1, kind)

    def digits(self) -> None:
        """Read one digit or more."""
        if not self.skip(DIGITS):
            raise self.fail(BAD_NUMBER)

    def number(self) -> None:
        """Read a number, or -Infinity."""
        if self.peek() == b"-":
            self.at += 1
            if self.line.startswith(INFINITY, self.at):
                self.at += len(INFINITY)
                return
        if self.peek() == b"0":
            self.at += 1
        else:
            self.digits()
        if self.peek() == b".":
            self.at += 1
            self.digits()
        if self.peek() in (b"e", b"E"):
            self.at += 1
            self.at += self.peek() in (b"+", b"-")
            self.digits()

    def scalar(self) -> Value:
        """Read a value that is no container."""
        start, first = self.at, self.peek()
        if first == b'"':
            return self.string()
        if first == b"-" or first.isdigit():
            self.number()
            return Value(start, self.at, NUMBER)
        for word, kind in (*WORDS, (INFINITY, NUMBER)):
            if self.line.startswith(word, start):
                self.at += len(word)
                return Value(start, self.at, kind)
        raise self.fail(NO_VALUE)

    def key(self) -> Value:
        """Read a field name and its colon, up to the value."""
        if self.next_byte() != b'"':
            raise self.fail(NO_KEY)
        name = self.string()
        if self.next_byte() != b":":
            raise self.fail(NO_COLON)
        self.at += 1
        if not self.next_byte():
            raise self.fail(NO_VALUE)
        return name

    def value(self) -> Value:
        """Read any value from its first byte."""
        if self.peek() not in CLOSERS:
            return self.scalar()
        start = self.at
        self.container()
        return Value(start, self.at, OTHER)

    def container(self) -> None:
        """Read a nested object or array, its kinds of bracket on a stack instead of recursion."""
        closers: list[bytes] = []
        may_close = want_comma = False
        while closers or not may_close:
            byte = self.next_byte()
            if may_close and byte == closers[-1]:
                self.at += 1
                closers.pop()
                want_comma = True
            elif want_comma:
                if byte != b",":
                    raise self.fail(NO_COMMA)
                self.at += 1
                may_close = want_comma = False
            else:
                want_comma = not self.item(closers)
                may_close = True

    def item(self, closers: list[bytes]) -> bool:
        """Read the name, if in an object, and the value; tell if it is a container that opens."""
        if closers and closers[-1] == b"}":
            self.key()
        if self.peek() not in CLOSERS:
            self.scalar()
            return False
        if len(closers) == MAX_DEPTH - 1:  # the record itself is one more
            raise self.fail(TOO_DEEP)
        closers.append(CLOSERS[self.peek()])
        self.at += 1
        return True
