"""`poa request`: what to ask whom for, ready to be pasted into a chat."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kit.phrases import Lang, said, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.requests import Item, Request
    from kit.model import OpenCase


def request(terminal: Terminal, case: Path, *, now: datetime, as_json: bool) -> None:
    """Tell what is still to be asked for, a message for each giver."""
    from kit.appeal import Appeal
    from kit.desk.asked import asked
    from kit.desk.checklist import checklist
    from kit.desk.quote import quoted
    from kit.desk.unfinished import Unfinished

    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        findings = appeal.findings
    quote = quoted(appeal.opened, appeal.policy, appeal.family, now=now, rates=None)
    everyone = asked(Unfinished(case), quote, checklist(appeal.case, appeal.family, findings))
    found = tuple(one for one in everyone if one.items)
    zone = appeal.policy.site.calendar.zone
    if as_json:
        terminal.json({"case": appeal.case.id, "requests": [_entry(r) for r in found]})
    for n, one in enumerate(found):
        terminal.line("\n" if n else "")
        for line in message(one, appeal.opened, zone, terminal.lang):
            terminal.line(line)
    if not found:
        terminal.say("request_nothing")


def message(one: "Request", opened: "OpenCase", zone: str, lang: Lang) -> Iterator[str]:
    """One request as a person would send it, line by line."""
    from kit.desk.deadlines import CLIENT_ZONE

    wait = say(lang, f"request_wait_{one.giver.wait}")
    yield say(lang, "request_to", who=said(one.giver.who, lang), wait=wait)
    yield say(lang, "request_hello", violation=opened.case.violation.id, shop=opened.shop.name)
    for item in one.items:
        yield from _item(item, lang)
    if [item.n for item in one.items] != [*range(1, len(one.items) + 1)]:
        yield say(lang, "request_numbers")
    if one.later:
        yield say(lang, "request_later", count=one.later)
    yield say(lang, "request_true")
    if one.by is None:
        yield say(lang, "request_soon")
    else:
        here = one.by.astimezone(ZoneInfo(opened.seller.zone or CLIENT_ZONE))
        yield say(
            lang, "request_by", by=f"{here:%Y-%m-%d %H:%M} ({here.tzinfo}; {one.by.astimezone(ZoneInfo(zone)):%m-%d %H:%M %Z})"
        )
    if not one.is_in_time:
        yield say(lang, "request_too_slow")


def _item(item: "Item", lang: Lang) -> Iterator[str]:
    why = say(lang, f"request_why_{item.ask.need}")
    yield say(lang, "request_item", n=item.n, what=said(item.ask.ask.what, lang), why=why)
    yield f"   {say(lang, 'request_form', how=said(item.form.how, lang))}"
    if item.problem:
        yield f"   {say(lang, 'request_problem', why='; '.join(f.says(lang) for f in item.problem))}"


def _entry(one: "Request") -> dict[str, Any]:
    return {
        "to": one.giver.id,
        "wait": one.giver.wait,
        "by": one.by,
        "is_in_time": one.is_in_time,
        "later": one.later,
        "items": [
            {
                "n": i.n,
                "id": i.ask.ask.id,
                "what": i.ask.ask.what.en,
                "need": i.ask.need,
                "state": i.ask.state,
                "form": i.form.how.en,
                "problem": [f.message for f in i.problem],
            }
            for i in one.items
        ],
    }
