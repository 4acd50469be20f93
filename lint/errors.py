"""The errors that a user can cause, each one clear line: what, where, what to do."""


class LintError(Exception):
    """A problem that ends the command with exit code 2 and one line on stderr."""


class ConfigError(LintError):
    """A configuration file or option that cannot be used."""


class RuleError(LintError):
    """A rule file that cannot be used."""


class InputError(LintError):
    """A source that cannot be read, or read further."""


class OutputError(LintError):
    """A file that cannot be written."""


class UnusableIndexError(LintError):
    """An index that is damaged, of another version, or does not answer."""


class WorkerError(LintError):
    """A process that worked for this one failed, or ended before its work."""
