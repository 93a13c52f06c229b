"""A shop's points: what stands, what lapses when, and what one more violation would cost, by the rules of a profile."""

from kit.desk.points.scored import Next, Note, Scored, Standing, Step
from kit.desk.points.standing import standings

__all__ = ["Next", "Note", "Scored", "Standing", "Step", "standings"]
