"""The first minute for a script."""

from typing import Any

from kit.first_minute.minute import Minute
from kit.phrases import Lang, said


def entries(minute: Minute, lang: Lang) -> dict[str, Any]:
    """The chain and the rubric as JSON holds them."""
    context, score = minute.context, minute.score
    return {
        "violation_id": context.violation,
        "asked": context.asked,
        "closed": context.is_closed,
        "gaps": [{"missing": g.missing, "where": g.where, "says": said(g.says, lang)} for g in minute.chain.gaps],
        "boxes": [{"field": b.name, "text": b.text, "told": b.told} for b in context.boxes],
        "rubric": {
            "says": context.words["rubric_no_chance"],
            "computed": score.computed,
            "of": score.computable,
            "for_a_person": score.for_a_person,
            "least": score.least,
            "most": score.most,
            "criteria": [
                {
                    "id": s.criterion.id,
                    "weight": s.criterion.weight,
                    "points": s.points,
                    "why": said(s.why, lang),
                    "missing": [{"by": x.by, "where": x.where, "says": said(x.says, lang)} for x in s.losses],
                    "unseen": [u.rule for u in s.unseen],
                }
                for s in score.criteria
            ],
            "caps": [
                {
                    "id": c.cap.id,
                    "most": c.cap.most,
                    "state": c.state,
                    "why": said(c.why, lang),
                    "missing": [{"by": x.by, "where": x.where, "says": said(x.says, lang)} for x in c.losses],
                }
                for c in score.caps
            ],
        },
    }
