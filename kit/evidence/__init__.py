"""Evidence as received: every file opened, hashed and measured, all that is wrong said at once."""

from kit.evidence.gather import gather

__all__ = ["gather"]
