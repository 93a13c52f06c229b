"""Evidence as received: every file opened, hashed and measured, all that is wrong said at once; and what its text says."""

from kit.evidence.gather import Gathered, gather, gathered
from kit.evidence.reading.known import Known, known
from kit.evidence.reading.proposed import ProposedFact, proposed

__all__ = ["Gathered", "Known", "ProposedFact", "gather", "gathered", "known", "proposed"]
