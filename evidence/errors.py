"""The faults of hecha itself and of its settings; the world's failures are values (`records.Failure`)."""


class HechaError(Exception):
    """Base of every error a user may see. The text is one Chinese line that says what to do.

    `exit_code` is what the command line leaves with.
    """

    exit_code = 2


class UsageError(HechaError):
    """A wrong argument, an unknown name, a bad file or setting."""


class IncompleteError(HechaError):
    """A run ended before it saw what it had to see."""

    exit_code = 3


class EnvironmentError_(HechaError):
    """The machine lacks something: network, disk, browser, a usable database."""

    exit_code = 4
