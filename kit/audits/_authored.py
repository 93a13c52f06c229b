"""The texts that people wrote for the letter, as they stand in the case and with the moments that they take from it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.model import Case, Statement
from kit.tools.templates import BadPlaceholder, Named, evaluated

NEAR_MINUTES = 15
"""How far a record may lie from the minute that the letter states; own judgement: people note things after they did them."""
_PAPERS = re.compile(r"\{\{\s*(?:exhibits\.(?P<several>[\w.]+)|(?:exhibit|evidence)\.(?P<one>\w+))")


def texts(case: Case) -> Iterator[tuple[str, Statement, tuple[str, ...]]]:
    """Every text of the letter's body with its place and its exhibits."""
    if summary := case.letter.summary:
        yield from ((f"letter.summary.{name}", getattr(summary, name), ()) for name in ("happened", "why", "now"))
    points = (("dispute." + head, getattr(case.dispute, head)) for head in ("happened", "wrong", "asks"))
    groups = (*((name, getattr(case, name)) for name in ("root_causes", "corrective", "preventive")), *points)
    yield from ((f"{name}.{n}.what", thing.what, thing.exhibits) for name, things in groups for n, thing in enumerate(things))
    for name in ("buyers", "stock"):
        if (done := getattr(case.put_right, name)) and done.what:
            yield f"put_right.{name}.what", done.what, done.exhibits


def papers_named(statement: Statement) -> frozenset[str]:
    """The papers that the placeholders of a text name, in either language.

    >>> sorted(papers_named(Statement(en="{{ exhibits.log.photo }}, {{ exhibit.bill.page(2) }} of {{ evidence.lease.issued }}")))
    ['bill', 'lease', 'log', 'photo']
    """
    found = _PAPERS.finditer(f"{statement.en} {statement.zh or ''}")
    return frozenset(name for each in found for name in (each["several"] or each["one"]).split("."))


@dataclass(frozen=True, slots=True)
class _Names:
    """One level of dotted names of what the case itself states."""

    known: Mapping[str, object]

    def get(self, name: str) -> object:
        """What stands under the name."""
        if name not in self.known:
            raise BadPlaceholder(name)
        return self.known[name]


def stated(case: Case) -> Mapping[str, Named]:
    """The names of placeholders that a case answers itself: facts of its papers and moments of its parts."""
    dated = (
        ("cause", case.root_causes, ("when", "until")),
        ("action", case.corrective, ("done",)),
        ("measure", case.preventive, ("since", "by")),
    )
    moments = {
        name: _Names({t.id: _Names({f: str(at) for f in fields if (at := getattr(t, f))}) for t in things})
        for name, things, fields in dated
    }
    return {"evidence": _Names({item.id: _Names(dict(item.facts)) for item in case.evidence}), **moments}


def filled(text: str, names: Mapping[str, Named]) -> str:
    """The text with what those names print; "…" for any other placeholder."""
    return "".join(piece if isinstance(piece, str) else "…" for piece in evaluated(text, names, _shown))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else "…"
