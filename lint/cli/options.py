"""The options that several commands have, in groups. Those named as a key of delint.toml set it."""

from dataclasses import fields
from typing import Annotated, Any

from typer import Argument, Option

from lint.cli.complete import complete_rule
from lint.config.keys import CHOICE, VALUES
from lint.finding import Severity
from lint.light import dataclass

Paths = Annotated[
    list[str] | None,
    Argument(metavar="PATH", help='Files and folders; "-" is standard input. [default: .]'),
]


@dataclass(frozen=True, slots=True)
class Configuring:
    """Where the configuration comes from."""

    config: Annotated[
        list[str] | None,
        Option(metavar="FILE|KEY=VALUE", help="A configuration file, or a key of one as TOML."),
    ] = None
    isolated: Annotated[bool, Option("--isolated", help="Look for no configuration file.")] = False


@dataclass(frozen=True, slots=True)
class Selecting:
    """Which rules run. A rule is named by code, prefix of a code, name, or ALL."""

    select: Annotated[
        list[str] | None,
        Option(metavar="RULE,...", help="Rules to run.", autocompletion=complete_rule),
    ] = None
    ignore: Annotated[
        list[str] | None,
        Option(metavar="RULE,...", help="Rules not to run.", autocompletion=complete_rule),
    ] = None
    extend_select: Annotated[
        list[str] | None,
        Option(metavar="RULE,...", help="More rules to run.", autocompletion=complete_rule),
    ] = None
    extend_ignore: Annotated[
        list[str] | None,
        Option(metavar="RULE,...", help="More rules not to run.", autocompletion=complete_rule),
    ] = None
    preview: Annotated[
        bool | None, Option("--preview/--no-preview", help="Let groups select rules in preview.")
    ] = None
    min_severity: Annotated[
        Severity | None, Option(help="Rules below this severity do not run.")
    ] = None
    packs: Annotated[
        list[str] | None, Option("--pack", metavar="DIR", help="A folder of your own rules.")
    ] = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Which files are read, and which fields of their records."""

    files_from: Annotated[
        str | None,
        Option(metavar="FILE", help='Read more paths from FILE, one a line; "-": stdin.'),
    ] = None
    stdin_filename: Annotated[
        str | None, Option(metavar="NAME", help='The name, and so the format, of "-".')
    ] = None
    include: Annotated[
        list[str] | None,
        Option(metavar="GLOB", help="Files to read in folders, instead of the known suffixes."),
    ] = None
    extend_exclude: Annotated[
        list[str] | None,
        Option("--exclude", metavar="GLOB", help="Files and folders to pass over."),
    ] = None
    no_exclude: Annotated[bool, Option("--no-exclude", help="Pass over nothing.")] = False
    respect_gitignore: Annotated[
        bool | None,
        Option("--respect-gitignore/--no-respect-gitignore", help="Pass over what it names."),
    ] = None
    allow_empty: Annotated[
        bool, Option("--allow-empty", help="A folder without any text is no error.")
    ] = False
    max_file_size: Annotated[
        int | None, Option(metavar="BYTES", min=0, help="Pass over larger files.")
    ] = None
    text_field: Annotated[
        str | None, Option(metavar="NAME", help="The field of a record that holds the text.")
    ] = None
    id_field: Annotated[str | None, Option(metavar="NAME", help="Its identifier.")] = None
    title_field: Annotated[str | None, Option(metavar="NAME", help="Its title.")] = None
    url_field: Annotated[str | None, Option(metavar="NAME", help="Its address.")] = None
    site_field: Annotated[str | None, Option(metavar="NAME", help="Its site.")] = None
    date_field: Annotated[str | None, Option(metavar="NAME", help="Its date.")] = None


@dataclass(frozen=True, slots=True)
class Running:
    """How the work is done."""

    corpus_rules: Annotated[
        bool | None,
        Option("--corpus-rules/--no-corpus-rules", help="Run the rules that compare documents."),
    ] = None
    jobs: Annotated[
        int | None,
        Option(
            "--jobs",
            "-j",
            min=0,
            help="Threads, or processes for large files; 0 for one a processor.",
        ),
    ] = None
    cache: Annotated[
        bool | None, Option("--cache/--no-cache", help="Keep compiled rules and results.")
    ] = None
    cache_dir: Annotated[
        str | None,
        Option(metavar="DIR", help="Where to keep them."),
    ] = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What every run over texts is asked: which texts and rules, and how they are read."""

    configuring: Configuring
    selecting: Selecting
    reading: Reading
    running: Running
    paths: Paths = None

    @property
    def places(self) -> list[str]:
        """Return the paths that were given, "-" among them."""
        return list(self.paths or ())


@dataclass(frozen=True, slots=True)
class Comparing:
    """What documents are compared with, beside each other."""

    against: Annotated[
        list[str] | None,
        Option(
            metavar="INDEX", help="Tell what this index has already; a file or redis://… (repeat)."
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Accepting:
    """Which findings are known."""

    baseline: Annotated[
        str | None,
        Option(metavar="FILE", help="Tell only what this baseline does not know."),
    ] = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said, and the exit code."""

    fail_on: Annotated[
        Severity | None,
        Option(help="Exit with 1 on findings from this severity up. [default: warning]"),
    ] = None
    exit_zero: Annotated[bool, Option("--exit-zero", help="Exit with 0 despite findings.")] = False
    quiet: Annotated[bool, Option("--quiet", "-q", help="Leave out counts and notices.")] = False
    verbose: Annotated[bool, Option("--verbose", "-v", help="Say more about the run.")] = False
    show_files: Annotated[
        bool, Option("--show-files", help="List the files that would be read, and stop.")
    ] = False
    show_settings: Annotated[
        bool, Option("--show-settings", help="Show the settings in force, and stop.")
    ] = False


def keys_set(*groups: Any) -> dict[str, object]:  # noqa: ANN401 - any of the dataclasses above
    """Return what the options of `groups` set, by keys of delint.toml, as TOML would hold it."""
    table: dict[str, object] = {}
    for group in groups:
        for item in fields(group):
            key, value = item.name.replace("_", "-"), getattr(group, item.name)
            if value is None or key not in CHOICE | VALUES:
                continue
            table[key] = _split(value) if key in CHOICE else value
    return table


def _split(selectors: list[str]) -> list[str]:
    """Return the parts of selectors that stand together, as in "PLY,CAP001"."""
    return [part.strip() for selector in selectors for part in selector.split(",")]
