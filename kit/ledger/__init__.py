"""The history of a practice in `ledger.sqlite`: every step after the PDF, appended once, each chained to the one before."""

from kit.ledger.check import Edit, edits
from kit.ledger.copies import Restored, backup, restore
from kit.ledger.entry import KINDS, Entry, Event, Kind
from kit.ledger.store import Head, Ledger, connected, ledger_path, opened, opened_if_any, told

__all__ = [
    "KINDS",
    "Edit",
    "Entry",
    "Event",
    "Head",
    "Kind",
    "Ledger",
    "Restored",
    "backup",
    "connected",
    "edits",
    "ledger_path",
    "opened",
    "opened_if_any",
    "restore",
    "told",
]
