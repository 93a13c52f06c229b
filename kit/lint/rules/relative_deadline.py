"""D403: a deadline without a full date: "within 7 days", "from July"."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt, sentences
from kit.tools.written_dates import MONTH, written

_RELATIVE = re.compile(
    r"\b(?:(?:with)?in\s(?:the\snext\s|the\scoming\s|about\s)?(?:\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty|ninety|forty-eight|twenty-four|a\sfew|few|some|a\scouple\sof|couple\sof|another|the\s(?:first|second|next)"
    r"|several)\s(?:(?:calendar|working|business|full|more)\s)?(?:days?|weeks?|months?|fortnights?|quarters?)"
    r"|within\sthe\s(?:(?:current|same|running|present)\s)?(?:days?|weeks?|months?|fortnights?|quarter|year)"
    r"|\d{1,3}\s(?:days?|weeks?|months?)\s(?:from\s(?:now|today)|after\s(?:this|the|our|approval|reinstatement|reopening))|a\s(?:week|fortnight|month)\sfrom\snow"
    r"|(?:before|by|after|until)\s(?:the\s)?(?:christmas|easter|ramadan|eid|tet|golden\sweek|black\sfriday|peak\sseason|11\.11|12\.12|(?:this|next|coming)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day|month[-\s]end|year[-\s]end)"
    r"|(?:from|by|during|in|at|before|until)\s(?:the\s(?:end|start|beginning|middle)\sof\s)?(?:next|this|the\scoming)\s(?:week|month|quarter|year)"
    r"|(?:over|in|during|within)\sthe\s(?:next|coming|following)\s(?:few\s|couple\sof\s|several\s)?(?:days?|weeks?|months?)"
    r"|(?:next|the\scoming|in\sthe\scoming)\s(?:weeks?|months?|quarter))\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:in|by|during|for|from|until|before|over)\s(?:the\s)?(?:(?:end|start|beginning|middle|course)\sof\s(?:the\s)?)?"
    r"(?:(?:early|mid|late)[\s-])?(?:(?:first|second|third|fourth|last|next|coming|following)\s(?:quarter|half)|Q[1-4]|H[12]"
    r"|spring|summer|autumn|winter|new\syear)\b",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"\b(?:[Ff]rom|[Bb]y|[Ss]ince|[Ss]tarting|[Bb]eginning|[Aa]s\sof|[Uu]ntil)\s(?:(?:in|the\send\sof|early|mid|late)[\s-])?"
    rf"(?P<month>{MONTH})(?!\s\d{{1,2}}\b)(?:\s\d{{4}}\b)?"
)
_AGREED = re.compile(
    r"(?:\b|['’])(?:will|shall|ll|plans?\sto|going\sto|to\sbe|must|promised?|commit\w{0,8}|complet\w{1,6}|finish\w{0,4}|target\w{0,3}|foreseen|scheduled|planned|envisaged|expected|due|(?:go(?:es)?|going)\slive|follows?\s(?:with)?in\s(?!a\b)|follows?\s(?:before|by|next|at|during)|arrives?|starts?|begins?|comes?|takes?\b|(?:is|are)\s(?:appointed|hired|installed|trained|bought|opened|built|added|named|chosen)|is\s(?:ready|being)|are\s(?:ready|being)|launch\w{0,3}|roll\w{0,3}\sout|introduc\w{1,3}|switch\w{0,3}|aim\w{0,3}|intend\w{0,3})\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:each|every|all|any|always|per|after|of\s(?:(?:the|its|their)\s)?(?:order|request|receipt|payment|creation|delivery|arrival)\w{0,2})\b"
    r"|^an?\s(?:order|parcel|package|shipment)\s(?:has\sto|must|is\sto|needs\sto)\b",
    re.IGNORECASE,
)


_AGO = re.compile(
    r"\b(?:yesterday|last\s(?:week|month|quarter|year)|(?:a\sfew|several|some|two|three|\d{1,2})\s(?:days|weeks|months)\sago"
    r"|recently|the\sother\sday|a\s(?:day|week|month)\sago|tomorrow|by\sthe\send\sof\s(?:the|this)\s(?:week|month|quarter|year))\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        if passage.where.rpartition(".")[2] in {"trigger", "limit", "measured"}:
            continue  # a standing limit such as "within 2 working days of each request" is no deadline
        for start, end in sentences(passage.text):
            sentence = " ".join(passage.text[start:end].split())
            found = _deadline(sentence)
            if found:
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{found}” is a time without a day: “{excerpt(sentence)}”",
                        f"“{found}”只有时长没有日期：“{excerpt(sentence)}”",
                    ),
                    fix=Both("write the full date, e.g. by 20 July 2026", "写出完整日期，如 by 20 July 2026"),
                    quote=sentence,
                )


def _deadline(sentence: str) -> str | None:
    if any(w.names_a_day and w.year for w in written(sentence)):
        return None
    month = _MONTH_ONLY.search(sentence)
    if month:
        return month.group()
    ago = _AGO.search(sentence)
    if ago:
        return ago.group()
    relative = _RELATIVE.search(sentence) or _SEASON.search(sentence)
    if relative and _AGREED.search(sentence) and not _STANDING.search(sentence):
        return relative.group()
    return None


RULE = Rule(
    id="D403",
    name="relative-deadline",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("A deadline is a full date, not “within 7 days” or “from July”.", "期限要写完整日期，不能写“7天内”“自7月起”。"),
    why=said(
        "Nobody can tell from the letter when such a deadline ends; the reviewer reads it on another day.",
        "这样的期限从信中看不出何时到期；审核员读信的日子又不同。",
    ),
    source="seed 000: 将于X年X月X日前完成; issue text names “within 7 days” and “from July”",
    grade="seed",
    check=check,
    bad=(
        "The planner will train the team within 7 days.",
        "From July the planner checks the timetable.",
        "The new scanner will be installed by the end of next month.",
        "A second van is to be hired in the next two weeks.",
        "The new line goes live in Q2.",
        "A new form goes live within a fortnight.",
        "The second scanner follows before Christmas.",
        "Last week the planner moved the cut-off.",
    ),
    good=(
        "The planner trains the team by 20 July 2026.",
        "The planner answers each request within 2 working days of receipt.",
        "In winter the heater runs.",
        "An order has to be handed over within 2 working days of its creation.",
        "A parcel must reach the carrier within two days.",
        "From 11 May 2026 the van left early.",
        "The carrier may answer within the day.",
    ),
)
