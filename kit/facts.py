"""`poa facts`: what the evidence's text seems to state, shown to a person, and what the person accepts written to case.yaml."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kit.errors import Usage
from kit.model import Case, ProposedFact
from kit.phrases import say
from kit.terminal import Terminal
from kit.tools import yaml_text


def listed(found: Iterable[ProposedFact], case: Case) -> tuple[ProposedFact, ...]:
    """The facts in an order that accepting one does not change, so that numbers stay: as the case lists its evidence, by page."""
    order = {item.id: n for n, item in enumerate(case.evidence)}
    return tuple(sorted(found, key=lambda f: (order[f.evidence], f.page, f.key, f.value)))


def sure(facts: Sequence[ProposedFact], case: Case) -> tuple[int, ...]:
    """Numbers of those of high confidence under whose key nothing is stated or proposed besides."""
    return tuple(
        n
        for n, f in enumerate(facts, 1)
        if f.confidence == "high"
        and f.stated is None
        and f.key not in dict(case.item(f.evidence).facts)
        and sum((o.evidence, o.key, o.confidence) == (f.evidence, f.key, "high") for o in facts) == 1
    )


def accept(folder: Path, facts: Sequence[ProposedFact], case: Case, *, replace: bool) -> int:
    """Write the facts to case.yaml, its comments kept; gives how many were not stated there.

    Raises Usage where one contradicts what is stated under its key, or another of them, unless it is to `replace` that.
    """
    stated = {item.id: dict(item.facts) for item in case.evidence}
    wrong, new = [], dict[tuple[str, str], str]()
    for fact in facts:
        says = new.get((fact.evidence, fact.key)) or stated[fact.evidence].get(fact.key)
        if says is not None and says != fact.value and not (replace and (fact.evidence, fact.key) not in new):
            wrong.append(f"{fact.evidence}.{fact.key}: {says!r} stands there, {fact.value!r} was read on page {fact.page}")
        elif says != fact.value:
            new[fact.evidence, fact.key] = fact.value
    if wrong:
        raise Usage("nothing was written; choose one of each, correct case.yaml, or give --replace", wrong)
    if new:
        document = yaml_text.load(folder / "case.yaml")
        for item in document["evidence"]:
            mine = {key: value for (evidence_id, key), value in new.items() if evidence_id == str(item["id"])}
            if mine:
                yaml_text.state(item, "facts", mine)
        yaml_text.write(folder / "case.yaml", document)
    return len(new)


def tell(terminal: Terminal, facts: Sequence[ProposedFact], unread: Iterable[tuple[str, str]], folder: Path) -> None:
    """The facts as a table, what gave no text to find any in and why, and how to take them over."""
    for one, why in unread:
        terminal.line(f"{one}: {why}")
    if not facts:
        terminal.say("fact_none")
        return
    terminal.table(
        terminal.heads(
            "mask_number", "mask_evidence", "mask_page", "fact_key", "fact_value", "fact_sure", "fact_stated", "fact_around"
        ),
        [
            (str(n), f.evidence, str(f.page), f.key, f.value, f.confidence, _stated(terminal, f), f.around)
            for n, f in enumerate(facts, 1)
        ],
    )
    terminal.say("fact_next", folder=folder)


def _stated(terminal: Terminal, fact: ProposedFact) -> str:
    if fact.stated is None:
        return "-"
    return say(terminal.lang, "fact_same") if fact.agrees else say(terminal.lang, "fact_says", value=fact.stated)


def entries(facts: Sequence[ProposedFact], unread: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The facts as JSON holds them, and what gave no text to find any in."""
    names = ("evidence", "page", "key", "value", "confidence", "why", "stated")
    return {
        "facts": [{"n": n, **{name: getattr(f, name) for name in names}} for n, f in enumerate(facts, 1)],
        "unread": [{"evidence": one, "why": why} for one, why in unread],
    }
