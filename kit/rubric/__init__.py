"""A reviewer's eye on the whole: the chain from cause to page, and the twelve criteria with their caps."""

from kit.rubric.chain import Chain, Gap, Link, Proof, Row, chain
from kit.rubric.score import Capped, Score, Scored, scored

__all__ = ["Capped", "Chain", "Gap", "Link", "Proof", "Row", "Score", "Scored", "chain", "scored"]
