"""Where an index stands that many machines share: redis://HOST:PORT/DB?prefix=NAME."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lint.errors import ConfigError
from lint.light import dataclass

SCHEME = "redis://"
_CONNECT_SECONDS, _ANSWER_SECONDS = 5, 60


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is, and under which prefix the index stands in it."""

    host: str
    port: int
    number: int
    username: str | None
    password: str | None
    prefix: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """Return the address in redis://[USER:PASSWORD@]HOST[:PORT][/DB][?prefix=NAME]."""
        try:
            parts = urlsplit(url)
            options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
            prefix = options.pop("prefix", "delint")
            port, number = parts.port or 6379, int(parts.path.strip("/") or 0)
        except ValueError:
            options, prefix = {"?": ""}, ""
        if options or not prefix or not parts.hostname:
            raise ConfigError(f"an index in Redis is redis://HOST:PORT/DB?prefix=NAME, not {url!r}")
        user, password = (part and unquote(part) for part in (parts.username, parts.password))
        return cls(parts.hostname, port, number, user or None, password, prefix)

    def __str__(self) -> str:
        return f"{SCHEME}{self.host}:{self.port}/{self.number}?prefix={self.prefix}"

    def keywords(self) -> dict[str, Any]:
        """Return the address as redis.Redis takes it, with the seconds to wait."""
        return {
            "host": self.host,
            "port": self.port,
            "db": self.number,
            "username": self.username,
            "password": self.password,
            "socket_connect_timeout": _CONNECT_SECONDS,
            "socket_timeout": _ANSWER_SECONDS,
        }
