"""What the rules look for in a text; it is found by `kit.tools.prose`, which the claims use too."""

from kit.tools.prose import (
    Clock,
    Figure,
    clocks,
    codes,
    exhibits,
    figures,
    is_name,
    masked,
    references,
    sentence_around,
    sentences,
)

__all__ = [
    "Clock",
    "Figure",
    "clocks",
    "codes",
    "exhibits",
    "figures",
    "is_name",
    "masked",
    "references",
    "sentence_around",
    "sentences",
]
