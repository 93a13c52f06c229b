"""What a reviewer sees in the first minute, gathered from an appeal."""

from dataclasses import dataclass

from kit import letter as letters
from kit.appeal import Appeal
from kit.bundle.places import numbered, paginate
from kit.first_minute.context import MinuteContext
from kit.first_minute.sheet import sheet
from kit.model import Places
from kit.phrases import Lang
from kit.policy.rubric import rubric
from kit.rubric import Chain, Score, chain, scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """The chain, the score, and what page, PDF, notebook and terminal show of them."""

    chain: Chain
    score: Score
    context: MinuteContext


def first_minute(appeal: Appeal, lang: Lang) -> Minute:
    """The first minute of a case; raises KitError."""
    woven = chain(appeal.subject)
    score = scored(appeal.subject, appeal.findings, appeal.skipped, rubric())
    return Minute(chain=woven, score=score, context=sheet(appeal, woven, score, _places(appeal), lang))


def _places(appeal: Appeal) -> Places:
    """Where everything will stand in the bundle; an exhibit without a file has no place."""
    said = appeal.letter
    return paginate(said, numbered(said, appeal.evidence, is_draft=True), lambda places: letters.typeset(said, places))[1]
