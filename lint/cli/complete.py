"""Completion in the shell: rules and formats. Only names of files are read, to be quick."""

from collections.abc import Iterator

from lint.output.formats import FORMATS


def complete_rule(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the codes and names of bundled rules that open as the last part of `incomplete`."""
    from lint.packs import bundled

    before, comma, last = incomplete.rpartition(",")
    for path in sorted(bundled("rules").rglob("*.toml")):
        code, _, name = path.stem.partition("-")
        if code.startswith(last):
            yield f"{before}{comma}{code}", name
        elif name.startswith(last):
            yield f"{before}{comma}{name}", code


def complete_format(incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the formats that open as `incomplete`."""
    return ((name, about) for name, about in FORMATS.items() if name.startswith(incomplete))
