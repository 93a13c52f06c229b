"""The first minute in a terminal, and for a script."""

from collections.abc import Iterator
from typing import Any

from kit.first_minute.context import Line, Mark, MinuteContext
from kit.first_minute.minute import Minute
from kit.phrases import Lang, said, say
from kit.terminal import Terminal


def tell(terminal: Terminal, context: MinuteContext) -> None:
    """The sheet, then the rubric as a table."""
    for line in (*_sheet(context, terminal.lang), *_sums(context)):
        terminal.line(line)
    heads = [context.words[key] for key in ("rubric_criterion", "rubric_points", "rubric_found")]
    terminal.table(heads, [(mark.name, mark.points, _found(mark, context.words)) for mark in context.marks])
    for line in _end(context):
        terminal.line(line)


def text(context: MinuteContext) -> str:
    """The same as plain text."""
    lang: Lang = "zh" if context.lang == "zh" else "en"
    marks = (f"{mark.name}: {mark.points}: {_found(mark, context.words)}".replace("\n", "; ") for mark in context.marks)
    return "\n".join((*_sheet(context, lang), *_sums(context), *marks, *_end(context)))


def _sheet(context: MinuteContext, lang: Lang) -> Iterator[str]:
    """Who asks what, the figure, the chain and the text boxes."""
    yield f"{context.violation}: {context.title}"
    yield f"{context.words['minute_asked']}: {context.asked}"
    rates = "; ".join(f"{p.label}: {p.value} ({p.counts})" for p in context.periods)
    yield f"{context.metric}{': ' if rates else ''}{rates}"
    yield f"\n{context.words['minute_chain']}: {context.said}"
    yield from (_line(line, lang) for line in context.lines)
    yield f"\n{context.words['minute_box']}: {context.words['minute_box_why']}"
    yield from (f"   {box.head}: {box.told}" for box in context.boxes)


def _sums(context: MinuteContext) -> Iterator[str]:
    yield f"\n{context.words['rubric_title']}. {context.words['rubric_no_chance']}"
    yield "; ".join(f"{label}: {figure}" for label, figure in context.points)


def _end(context: MinuteContext) -> Iterator[str]:
    """The caps that apply or are open, and where the rubric comes from."""
    for limit in context.limits:
        if limit.state != "clear":
            told = "; ".join([*([limit.why] if limit.why else []), *(f"{what} ({where})" for what, where in limit.losses)])
            yield f"{context.words['rubric_caps']} {limit.most}, {limit.label}: {limit.when}: {told}"
    yield from (note for note in (context.apart, context.source) if note)


def _line(line: Line, lang: Lang) -> str:
    """One line of the chain: what, when, proof."""
    if line.kind == "cause":
        return f"{line.letter}  {line.text}" if line.letter else line.text
    if line.kind == "gap":
        return f"   ! {say(lang, 'minute_missing')}: {line.text} ({line.where})"
    proof = ", ".join(say(lang, "minute_page" if t.page else "minute_no_page", n=t.n, page=t.page) for t in line.tags)
    return "   " + " | ".join(part for part in (line.text, line.when, f"{proof} {line.more}".strip()) if part)


def _found(mark: Mark, words: dict[str, str]) -> str:
    """What is missing and where, or why nobody could tell; what a person must judge."""
    lost = [f"{what} ({where})" for what, where in mark.losses]
    lost += [f"{words['rubric_not_computable']} {mark.why}"] if mark.why else []
    lost += [f"{words['rubric_person']} {mark.judge}"] if mark.judge else []
    lost += [f"{words['rubric_unseen']} {mark.unseen}"] if mark.unseen else []
    return "\n".join(lost or [words["rubric_nothing"]])


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
