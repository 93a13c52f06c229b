"""The rubric in words: each criterion with what is missing and where, and the caps."""

from collections.abc import Iterator

from kit.first_minute.context import Limit, Mark
from kit.lint import rules
from kit.phrases import Lang, said, say
from kit.policy.rubric import Rubric
from kit.rubric import Score
from kit.rubric.checks import Loss
from kit.terminal import clean


def points(score: Score, lang: Lang) -> Iterator[tuple[str, str]]:
    """The sums, each with its label: what was computed, what is left to a person, the cap, and what comes of it."""
    yield say(lang, "rubric_computed"), say(lang, "rubric_of", points=f"{score.computed:g}", of=score.computable)
    yield say(lang, "rubric_for_person"), f"{score.for_a_person}"
    if score.cap:
        yield say(lang, "rubric_cap"), f"{score.cap.most}"
    least, most = f"{score.least:g}", f"{score.most:g}"
    yield say(lang, "rubric_range"), least if least == most else say(lang, "rubric_to", least=least, most=most)


def apart(score: Score, lang: Lang) -> str:
    """How many findings cost no criterion anything, and of which rules."""
    names = sorted({f.rule.partition(" ")[0] for f in score.apart})
    return say(lang, "rubric_apart", count=len(score.apart), rules=", ".join(names)) if names else ""


def source(rubric: Rubric, lang: Lang) -> str:
    """Where the rubric comes from, how far to trust it, and what it makes of so many points."""
    bands = ", ".join(say(lang, "rubric_band", least=b.least, says=said(b.says, lang)) for b in rubric.bands)
    return say(lang, "rubric_source", source=rubric.source, grade=rubric.grade, seen=rubric.seen, bands=bands)


def marks(score: Score, lang: Lang) -> Iterator[Mark]:
    """The twelve criteria."""
    for s in score.criteria:
        weight = s.criterion.weight
        yield Mark(
            name=said(s.criterion.name, lang),
            full=said(s.criterion.full, lang),
            points=f"– / {weight}" if s.points is None else f"{s.points:g} / {weight}",
            share=-1 if s.points is None else round(100 * s.points / weight),
            losses=tuple(_loss(x, lang) for x in s.losses),
            why=clean(said(s.why, lang)),
            judge=said(s.judge, lang),
            unseen=", ".join(u.rule.partition(" ")[0] for u in s.unseen),
        )


def limits(score: Score, lang: Lang) -> Iterator[Limit]:
    """The caps."""
    for c in score.caps:
        yield Limit(
            when=said(c.cap.when, lang),
            most=f"{c.cap.most}",
            state=c.state,
            label=say(lang, f"rubric_{c.state}"),
            why=clean(said(c.why, lang)),
            losses=tuple(_loss(x, lang) for x in c.losses),
        )


def _loss(loss: Loss, lang: Lang) -> tuple[str, str]:
    """What is missing, with the rule in the reader's language, and where."""
    rule = next((r for r in rules() if r.title == loss.by), None) if lang == "zh" else None
    says = said(loss.says, lang)
    told = say(lang, "rubric_loss", what=rule.what.zh, says=says) if rule else says
    return clean(told), clean(loss.where)
