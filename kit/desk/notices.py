"""What the text of a notice seems to state, for a person to confirm: which violation, of when, until when, on which site."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kit import policy
from kit.evidence.intake import arrived, seen
from kit.evidence.kind import Seen
from kit.model import Family
from kit.tools import ocr, worker, written_times
from kit.tools.written_dates import written

_ID = re.compile(
    r"(?:violation|punishment|case record|违规|处罚)\s*(?:id|no\.?|number|编号|单号)\s*[:：#]?\s*([A-Za-z0-9][\w.-]{2,63})",
    re.IGNORECASE,
)
_PATH = re.compile(r"Violations\s*[>/]\s*(\d{10,24})")
_LABELS = {  # what a notice calls it
    "title": r"violation (?:type|name|reason)|violation(?= *:)|违规(?:类型|名称|原因)",
    "received": r"(?:notice )?received|notice date|issued(?: on)?|date of notice|sent on|通知(?:时间|日期)|收到",
    "deadline": r"appeal (?:until|by|before|deadline)|deadline|respond by|due(?: by| date)?|申诉(?:截止|期限)(?:时间|日期)?|截止(?:时间|日期)?",
    "shop": r"shop(?: name)?|store|店铺(?:名称)?",
}
_OFFSET = re.compile(r"(?:GMT|UTC)(?:\s?([+-])(\d{1,2})(?::?(\d{2}))?\b)?")
_ENDED = re.compile(
    r"enforcement action taken|enforced|has been (?:suspended|removed|deactivated|restricted)|已处罚|已生效", re.IGNORECASE
)
_ANNOUNCED = re.compile(r"pending|will be (?:suspended|removed|deactivated|restricted|taken)|即将|待生效", re.IGNORECASE)
TELLING = {  # beginnings of words by which a notice's family is proposed; a person confirms it
    "logistics": "late dispatch|late ship|dispatch rate|on-time|valid tracking|fake shipment",
    "refunds": "cancel|refund|return rate|defect",
    "ip": "trademark|trade mark|copyright|patent|counterfeit|infring|intellectual property",
    "certification": "qualification|certif|notification number|test report|conformity|regulated category",
    "content": "not as described|misleading|listing content|exaggerat|prohibited claim|unsupported claim|inaccurate description",
    "deactivation": "deactivat|account suspen|shop suspen",
    "listing_removal": "listings were removed|listings removed|mass removal|product removal",
    "payout_hold": "payout|withdraw|funds|settlement",
    "risk_score": "high risk|high-risk|risk score|abnormal order|suspicious order",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One violation that a file names. Texts as they would be typed; empty where nothing was read."""

    file: str
    violation_id: str
    title: str = ""
    received: str = ""  # 2026-06-09 10:12, as printed; with its offset where one stands beside it
    deadline: str = ""
    site: str = ""
    family: str = ""
    ticket: str = ""
    shop_name: str = ""
    shop_code: str = ""


def notices(paths: Sequence[Path], *, progress: Callable[[int, int, str], None] = lambda *_: None) -> tuple[Noticed, ...]:
    """Each violation that the files name, a ZIP's too, the file that says most of it first; the files are only read."""
    found: dict[str, Noticed] = {}
    with TemporaryDirectory() as work:
        for n, one in enumerate(arrived(paths, Path(work)), 1):
            progress(n, 0, Path(one.name).name)
            for notice in read(_text(one.copy, Path(work) / "shown"), Path(one.name).name) if one.copy else ():
                held = found.get(notice.violation_id)
                if held is None or _said(notice) > _said(held):
                    found[notice.violation_id] = notice
    return tuple(sorted(found.values(), key=_said, reverse=True))


def read(text: str, file: str) -> Iterator[Noticed]:
    """The violations that a text names: its labels are read for the first, for one notice is about one."""
    ids = list(dict.fromkeys([*(m[1] for m in _ID.finditer(text)), *(m[1] for m in _PATH.finditer(text))]))
    ids = [one for one in ids if any(c.isdigit() for c in one)]
    if len(ids) != 1:
        yield from (Noticed(file=file, violation_id=one) for one in ids)
        return
    labelled = {name: _after(text, label) for name, label in _LABELS.items()}
    title = labelled["title"] or _heading(text)
    shop, code = _shop(labelled["shop"])
    yield Noticed(
        file=file,
        violation_id=ids[0],
        title=title,
        received=_moment(labelled["received"]),
        deadline=_moment(labelled["deadline"]),
        site=_site(labelled["shop"]) or _site(text),
        family=_family(f"{title}\n{text}"),
        ticket="enforced" if _ENDED.search(text) else "pending" if _ANNOUNCED.search(text) else "",
        shop_name=shop,
        shop_code=code,
    )


def _text(copy: Path, shelf: Path) -> str:
    """The file's text; of a picture where pictures are read here."""
    found = seen(copy, shelf)
    if not isinstance(found, Seen):
        return ""
    text = "\n".join("\n".join(found.text).splitlines())
    if text.strip() or not found.likeness or not ocr.has_reader():
        return text
    try:
        words = worker.run(ocr.read, copy, seconds=ocr.SECONDS, megabytes=ocr.MEGABYTES)
    except worker.Exceeded:
        return ""
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _said(notice: Noticed) -> int:
    """How much of the notice is known."""
    return sum(bool(getattr(notice, name)) for name in Noticed.__slots__)


def _after(text: str, label: str) -> str:
    """What stands behind a label, on its line or on the next."""
    found = re.search(rf"(?:^|(?<=[\s，。]))(?:{label})[ \t]*[:：]?[ \t]*\n?[ \t]*(\S[^\n]*)", text, re.IGNORECASE | re.MULTILINE)
    return found[1].strip() if found else ""


def _heading(text: str) -> str:
    """The first line that is a title: words alone, neither a path nor a label."""
    lines = [line.strip() for line in text.splitlines()]
    return next((x for x in lines if 8 <= len(x) <= 90 and not re.search(r"[/>:：@|]|\d{3,}|^seller cent", x, re.IGNORECASE)), "")


def _moment(said: str) -> str:
    """A day, with the time that stands beside it if one does; a day that can be read two ways is left to a person."""
    dates = [d for d in written(said) if len(d.days) == 1]
    if not dates:
        return ""
    clock = next(iter(written_times.shown(said)), None)
    if clock is None:
        return dates[0].days[0].isoformat()
    zone = _OFFSET.search(said)
    offset = f"{zone[1] or '+'}{int(zone[2] or 0):02}:{zone[3] or '00'}" if zone else ""
    return f"{dates[0].days[0].isoformat()} {clock.time:%H:%M}{offset}"


def _shop(said: str) -> tuple[str, str]:
    """Name and code of a shop: Qingya Beauty MY (MYLCQYB4), Malaysia."""
    found = re.match(r"(.+?)\s*[(（]([A-Z0-9]{4,20})[)）]", said)
    return (found[1].strip(), found[2]) if found else (said.split(",", maxsplit=1)[0].strip()[:60], "")


def _site(text: str) -> str:
    """The one site that the text names by its country; none where it names several."""
    named = {code for code, head in policy.heads().items() if re.search(rf"\b{re.escape(head.name)}\b", text)}
    return named.pop() if len(named) == 1 else ""


def _family(text: str) -> str:
    """The kind of violation whose words stand in the text most; none where two are as good."""
    scores = {name: sum(_stands(word, text) for word in _words(policy.family(name))) for name in policy.families()}
    best = sorted(scores.values(), reverse=True)
    return max(scores, key=lambda name: scores[name]) if best[0] and best[0] > best[1] else ""


def _words(family: Family) -> set[str]:
    """What tells a family: its metrics by name, the words of its sorts, and words that begin so."""
    metrics = {m.replace("_", " ") for m in family.metrics}
    return metrics | {w.casefold() for sort in family.sorts for w in sort.words} | set(TELLING.get(family.id, "").split("|"))


def _stands(word: str, text: str) -> bool:
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) is not None
