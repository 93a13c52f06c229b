"""M307: an action or measure that nobody answers for."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section
from kit.model import Both, Subject
from kit.tools.written_dates import written

_NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-z]+\s[A-Z][a-z]+")
_PASSIVE = re.compile(
    r"(?:\b(?:each|every|all|any|no|the|an?|new)|\d{4},?)\s(?:[\w'’-]{1,20}\s){1,6}?(?:is|are|will\sbe|gets?|has\sto\sbe|have\sto\sbe|must\sbe|shall\sbe)\s(?:\w+ly\s|now\s|also\s|then\s|first\s)?"
    r"(?:checked|compared|reviewed|read|tested|inspected|counted|verified|weighed|measured|scanned|matched|audited|sampled|approved|examined|looked\s(?:at|through|over)|monitored|controlled|screened|watched|photographed|signed|logged|double-checked|confirmed|re-?read|cross-checked|tracked|opened)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:we|i|he|she|they|who|us|me|him|her|colleagues?|team|staff|lead|leads|head|boss|chief|clerk|deputy|desk|department|dept|crew|people|person|employees?|wife|husband|brother|sister|daughter|son|mother|father|laboratory|lab|software|system|script|tool|program|robot|plugin|automatic\w{0,4}"
    r"|(?!(?:orders?|numbers?|papers?|labels?|covers?|after|over|under|never|other|others|another|whether|folders?|vouchers?|letters?|registers?|timers?|counters?|colou?rs?|errors?|documents?|shipments?|payments?|later|lower|higher|longer|rather|together|either|neither|for|or|nor|per|offers?|powers?|answers?|prior|before|ever|november|october|september|december|summer|winter|water|fever|silver|leather|rubber|powder|adapters?|chargers?|containers?|filters?|fibers?|sensors?|drawers?|parameters?|centers?|corners?|paperwork|consent|content|different|present|current|sent|went|spent|recent|percent|patent|statement|equipment|treatment|assortment|department|consignment|element|agreement|comment|moment|list|checklist|exist|plant|important|relevant|variant|constant|further|proper|our|your|their|her|hour|four|door|floor|colour|user|users|buyers?|customers?|suppliers?|creators?|couriers?|carriers?|drivers?|competitors?|banners?|stickers?|posters?|flyers?|layer|layers|printers?|scanners?|pair|bar|near|clear|year|regular|similar|particular|calendar|collar|dollar|must|first|last|best|most|least|test|request|against|test|cost|post|past|just|almost|dust|latest|rest|west|east|august)\b)"
    r"\w{3,}(?:er|or|ist|ant|ent|ian|eur|ess)s?)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    for group in ("corrective", "preventive"):
        for n, thing in enumerate(getattr(subject.case, group)):
            if thing.owner is None:
                yield Hit(
                    where=f"{group}.{n}.owner",
                    message=Both(f"{group} {thing.id} has no owner", f"{group} 的 {thing.id} 没有负责人"),
                    fix=Both(
                        "give the role that answers for it, e.g. owner: Warehouse planner",
                        "写明负责的岗位，如 owner: Warehouse planner",
                    ),
                )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: something is checked, and no word of the paragraph is the name or the role of anybody."""
    for passage in section(subject, "preventive"):
        named = _NAME.search(passage.text)
        found = _PASSIVE.search(passage.text)
        if found and written(passage.text) and not (named or _WHO.search(passage.text)):
            yield Hit(
                where=passage.where,
                message=Both("nobody is named who does this", "没有写明由谁来做"),
                fix=Both("give the role that answers for it, e.g. the warehouse planner", "写明负责的岗位，如 warehouse planner"),
                quote=passage.text,
            )


RULE = Rule(
    id="M307",
    name="unowned-measure",
    severity="error",
    stance="plan",
    what=said("Each action and measure names the role that answers for it.", "每项措施都写明责任岗位。"),
    why=said(
        "What nobody owns is not done; the seed lists it among the reasons for failure.",
        "没有责任人的事没人做；这是列明的失败原因之一。",
    ),
    source="seed 000: 失败主因：措施不可验证（无时间/责任人/结果指标）",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"alone": True, "preventive.0.what": "From 1 July 2026 incoming cartons are checked on arrival."},
        {"alone": True, "preventive.0.what": "Since 1 July 2026 each label is compared with the box."},
        {"corrective.0.owner": None},
        {"corrective.1.owner": None},
        {"preventive.0.owner": None},
    ),
    good=("", {"corrective.0.owner": "Shift leader"}, {"preventive.0.owner": "chen_wei"}),
)
