"""What the records of a case say beside its orders: chains, registers, sheets and logs held against one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kit.model.measured import Rate

State = Literal["good", "gap", "open", "plain"]
"""Of a row: proved; wanting or contradicted; not to be told (applying, unread); nothing to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing looked at: a link of a chain, a SKU, a certificate, a claim, an entry of a log."""

    cells: tuple[str, ...]  # as printed, one for each head
    state: State
    exhibits: tuple[str, ...] = ()  # evidence ids that show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that the records lack or contradict, with what closes it."""

    id: str  # the same for the same thing on the next run: `certificates.LYH-0042.expired`
    severity: Literal["error", "warning", "info"]
    where: str  # path in case.yaml, or a file of records with its line
    what: str  # in words that name the thing
    fix: str  # the next step
    exhibits: tuple[str, ...] = ()  # evidence ids that show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that was wrong when the notice came, put right since or not: what a root cause rests on (`kit.causes.records`)."""

    kind: str  # what kind of fault, as a pattern asks for it: expired, wrong_model, no_territory
    of: str  # the thing: a SKU, a link of a chain, a claim
    said: str  # in a sentence with its dates and numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One kind of records, looked through: every row with its state, the figures, and each gap by name.

    `figures` and `rates` are what `{{ audit.<id>.<name> }}` prints in a letter, so that none of them is typed.
    """

    id: str  # the file in kit/audits: certificates
    title: str  # "Certificates held against listings"
    definition: str  # what was compared with what, and how
    sentence: str = ""  # the result in plain English, with the counts
    heads: tuple[str, ...] = ()
    rows: tuple[AuditRow, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)  # name -> as printed
    rates: Mapping[str, Rate] = field(default_factory=dict)  # name -> share of SKUs, of revenue, …
    gaps: tuple[Gap, ...] = ()
    faults: tuple[Fault, ...] = ()  # as of the notice; gaps are as of the letter
    things: int = 0  # how many were looked at for faults
    untold: int = 0  # of how many of them it cannot be told
    drawing: str | None = field(default=None, repr=False)  # SVG in the letter's fonts and colours, 540 points wide
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # name -> content, written beside its exhibit
    notes: tuple[str, ...] = ()  # assumptions said aloud
    fits_a_page: bool = False  # few rows: its exhibit tells below them how it was made
    reads: tuple[str, ...] = ("records", "listings")  # folders of the case whose files its exhibit names by their hashes
    unavailable: str | None = None  # why there is nothing to look at
