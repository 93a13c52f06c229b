"""Evidence as received: every file opened, hashed and measured, all that is wrong said at once; and what its text says."""

from kit.evidence.gather import Gathered, gather, gathered
from kit.evidence.others import others
from kit.evidence.reading.buyer_data import PageText, buyer_data, decided, searchable, unread
from kit.evidence.reading.known import Known, known
from kit.evidence.reading.masked import masked, problems_of
from kit.evidence.reading.proposed import proposed

__all__ = [
    "Gathered",
    "Known",
    "PageText",
    "buyer_data",
    "decided",
    "gather",
    "gathered",
    "known",
    "masked",
    "others",
    "problems_of",
    "proposed",
    "searchable",
    "unread",
]
