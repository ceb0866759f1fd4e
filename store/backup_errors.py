"""Why a backup or its return was refused, in sentences for the operator."""


class BackupError(RuntimeError):
    """Nothing was written, or what was written is not to be trusted; the message says what to do."""


class TargetNotEmpty(BackupError):
    """The target holds rows, and nobody asked to replace them."""


class NotABackup(BackupError):
    """The file is damaged, of another program, or of a revision that this program does not know."""


class ProgramMissing(BackupError):
    """PostgreSQL's own client programs are needed and not installed."""
