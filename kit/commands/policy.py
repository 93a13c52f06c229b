"""`poa policy`: what is known of a site, each fact with its source and grade."""

from dataclasses import asdict
from datetime import date

from kit.model import Policy
from kit.phrases import PHRASES, Lang, say
from kit.policy import Row, about, rows
from kit.terminal import Terminal

_WORDS = ("not found", "yes", "no")


def policy(terminal: Terminal, rules: Policy, on: date, *, as_json: bool) -> None:
    """Tell what a site is, the facts that hold on a day, and what other sources say of them."""
    facts = rows(rules, on)
    what = about(rules.site)
    if as_json:
        told = [asdict(fact) for fact in facts]
        terminal.json({"site": rules.site.code, "profile": rules.profile, "day": on, "about": what, "facts": told})
    lang = terminal.lang
    terminal.table(["", rules.site.code], [(say(lang, f"policy_{name}"), _said(value, lang)) for name, value in what.items()])
    terminal.line("")
    heads = terminal.heads("policy_fact", "policy_value", "policy_grade", "policy_seen", "policy_confirmed", "policy_source")
    terminal.table(heads, [_line(fact, lang) for fact in facts])
    disputed = [(fact.id, fact.conflicts) for fact in facts if fact.conflicts]
    if disputed:
        terminal.line("")
        terminal.say("policy_conflicts")
        terminal.table(["", ""], disputed)


def _line(fact: Row, lang: Lang) -> tuple[str, ...]:
    never, none = say(lang, "policy_never"), say(lang, "policy_none")
    grade = say(lang, f"policy_{fact.grade}")
    return (fact.id, _said(_value(fact, lang), lang), grade, fact.seen or never, fact.checked or never, fact.source or none)


def _value(fact: Row, lang: Lang) -> str:
    """The value with its unit, in the reader's language where the unit has a name there."""
    unit = f"policy_unit_{fact.unit}"
    if lang == "zh" and unit in PHRASES and isinstance(fact.value, int | float):
        return say(lang, unit, value=f"{fact.value:,}")
    return fact.shown


def _said(value: str, lang: Lang) -> str:
    """The value, or what stands for it in the reader's language."""
    return say(lang, f"policy_{value.replace(' ', '_')}") if value in _WORDS else value
