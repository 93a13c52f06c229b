"""`poa review --difference`: a second appeal against the first, before it is sent."""

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import Exit
from kit.phrases import LANGS, Lang, both, pairs, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.difference import Difference

_PARTS = ("points", "fresh", "facts", "changed", "promises", "findings")
_LONG = 220  # characters of a passage


def difference(terminal: Terminal, folder: Path, *, pdf: Path | None, as_json: bool) -> Exit:
    """Tell what is new, what is said otherwise, what was promised and what is still missing."""
    from kit.appeal import Appeal
    from kit.desk import difference as desk
    from kit.ledger import opened_if_any
    from kit.tools.atomic import write_bytes

    with terminal.progress() as progress:
        appeal = Appeal.open(folder, progress=progress)
        with opened_if_any() as ledger:
            found = desk.difference(appeal, ledger)
    if as_json:
        terminal.json(_entry(found))
    terminal.line(_title(found, terminal.lang))
    for part in _PARTS:
        terminal.line(f"\n{say(terminal.lang, f'difference_{part}')}")
        for line in _lines(part, found, terminal.lang):
            terminal.line(f"  {line}")
    if pdf:
        write_bytes(pdf, _page(found, appeal.case.violation.id))
        terminal.say("difference_wrote", path=pdf)
    return Exit.FINDINGS if any(f.severity == "error" for f in found.findings) else Exit.CLEAN


def _title(found: "Difference", lang: Lang) -> str:
    return say(lang, "difference_title", attempt=found.attempt, sent=found.sent.isoformat())


def _lines(part: str, found: "Difference", lang: Lang) -> Iterator[str]:
    """The lines of a part; what is not there is said."""
    lines = tuple(_of_part(part, found, lang))
    yield from lines or (say(lang, "difference_none"),)


def _of_part(part: str, found: "Difference", lang: Lang) -> Iterator[str]:
    match part:
        case "points":
            yield from found.points
        case "fresh":
            yield from (say(lang, "difference_exhibit", n=n, caption=caption) for n, caption in found.fresh)
            yield say(lang, "difference_kept", count=found.kept)
            if found.dropped:
                yield say(lang, "difference_dropped", ids=", ".join(found.dropped))
        case "facts" if found.facts is None:
            yield say(lang, "difference_unread")
        case "facts":
            yield from (say(lang, "difference_fact", facts=", ".join(f.facts), text=_short(f.text)) for f in found.facts or ())
        case "changed":
            yield from (say(lang, f"difference_what_{c.what}", id=c.id, before=c.before, now=c.now) for c in found.changed)
        case "promises":
            for promise in found.promises:
                said = (promise.zh or promise.en) if lang == "zh" else promise.en
                became = say(lang, f"difference_became_{promise.became or 'open'}")
                yield f"{_short(said)} ({became})"
        case _:
            for one in found.findings:
                message, fix = (one.message_zh, one.fix_zh) if lang == "zh" else (one.message, one.fix)
                yield f"{one.rule.split()[0]}: {message or one.message}; {fix or one.fix}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONG else f"{flat[:_LONG].rsplit(' ', 1)[0]} …"


def _page(found: "Difference", violation: str) -> bytes:
    """The same as a PDF, heads in English and Chinese, what the letters say as it stands there."""
    from kit.tools.templates import rendered
    from kit.tools.typeset import pdf

    html = rendered(
        "difference.html.j2",
        made_on=found.sent.isoformat(),
        title=[_title(found, lang) for lang in LANGS],
        violation=violation,
        parts=[(both(f"difference_{part}"), pairs(partial(_lines, part, found))) for part in _PARTS],
    )
    return pdf(html).content


def _entry(found: "Difference") -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ("attempt", "kept", "dropped", "points")},
        "sent": found.sent,
        "fresh": [{"exhibit": n, "caption": caption} for n, caption in found.fresh],
        "facts": [asdict(f) for f in found.facts] if found.facts is not None else None,
        "changed": [asdict(c) for c in found.changed],
        "promises": [{"promise": p.en, "became": p.became} for p in found.promises],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "where": f.where, "message": f.message, "fix": f.fix} for f in found.findings
        ],
    }
