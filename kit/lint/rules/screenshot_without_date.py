"""E815: a screenshot on which no date can be read."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import opened, told
from kit.lint.rule import MISSING, Hit, Rule, said
from kit.model import Both, Evidence, Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import written

_SHOT = re.compile(r"\b(?:screen\s?-?(?:shots?|captures?|grabs?|prints?)|screen\srecordings?)\b", re.IGNORECASE)
_UNDATED = re.compile(
    r"\b(?:undated|without\s(?:a\s|any\s)?(?:dates?|time\s?stamps?)|no\s(?:dates?|time\s?stamps?)|(?:dates?|time\s?stamps?)\s(?:is|are|was|were)\s(?:cut|cropped|missing|not)|cropped)\b",
    re.IGNORECASE,
)
_NEXT = Both(
    "ask for a capture of the whole screen, with the system's clock or the page's own date in it",
    "请重新截取整个屏幕，包含系统时钟或页面自身的日期",
)

KINDS = ("screenshot", "tracking_page", "chat_log", "order_page", "listing_page")
UNREAD = "text of pictures is not read: install poa-kit[ocr], or state in facts the day that can be seen (taken: …)"


def check(subject: Subject) -> Iterable[Hit]:
    for n, shot in _screenshots(subject) if subject.evidence is not None else ():
        if _is_read(shot) and not any(w.names_a_day for text in shot.text for w in written(text)):
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"no date can be read on {shot.item.id}, a {shot.item.kind.replace('_', ' ')}",
                    f"在 {shot.item.id}（{shot.item.kind.replace('_', ' ')}）上读不到日期",
                ),
                fix=_NEXT,
            )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: an exhibit is called a screenshot, and its passage says nothing of a day."""
    for passage, _, sentence in told(subject):
        shot = _SHOT.search(sentence)
        if shot and (_UNDATED.search(sentence) or (passage.cites and not any(w.month for w in written(passage.text)))):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"of which day this screenshot is, is not said: “{excerpt(sentence)}”",
                    f"没有写明这张截图是哪一天的：“{excerpt(sentence)}”",
                ),
                fix=_NEXT,
                quote=sentence,
            )


def unseen(subject: Subject) -> str | None:
    """Why, where a screenshot was not read and nobody has said its day."""
    if subject.stated is None:
        return None
    if subject.evidence is None:
        return MISSING["evidence"]
    unread = [shot.item.id for _, shot in _screenshots(subject) if not _is_read(shot)]
    return f"{UNREAD} ({', '.join(unread)})" if unread else None


def _is_read(shot: Evidence) -> bool:
    return any(text.strip() for text in shot.text)


def _screenshots(subject: Subject) -> Iterator[tuple[int, Evidence]]:
    """Screenshots shown or cited whose day nobody has stated."""
    for n, seen in opened(subject):
        item = seen.item
        is_dated = any(w.names_a_day for _, value in item.facts for w in written(value))
        if item.kind.endswith(KINDS) and item.use == "exhibit" and not is_dated:
            yield n, seen


RULE = Rule(
    id="E815",
    name="screenshot-without-date",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("On each screenshot a date can be read.", "每张截图上都能看到日期。"),
    why=said("A screenshot of no day proves nothing about before or after.", "没有日期的截图无法证明整改前后。"),
    source="seed 002: 承运商官网轨迹截图(含单号、时间戳…); research/domain.md (spam screenshots with timestamps)",
    grade="seed",
    check=check,
    alone=_alone,
    unseen=unseen,
    bad=(
        {"opened.cutoff_screen": {"text": ("Dispatch settings\nOrder cut-off 15:00",)}},
        {
            "evidence.0.kind": "tracking_page",
            "evidence.0.facts": {},
            "root_causes.0.what": "Late.",
            "opened.old_contract": {"text": ("In transit 09:41",)},
        },
        {"evidence.3.kind": "chat_log", "opened.manifests": {"text": ("Where is it?", "On its way.")}},
        {"alone": True, "corrective.0.what": "The setting is proved by the screenshot of the app (Exhibit 2)."},
    ),
    good=(
        "",
        {"opened.cutoff_screen": {"text": ("Dispatch settings\n2026-06-12 09:41",)}},
        {"opened.cutoff_screen": {"text": ("设置 2026年6月12日",)}},
        {"evidence.1.facts": {"cutoff": "15:00", "taken": "12 June 2026"}, "opened.cutoff_screen": {"text": ("",)}},
        {"alone": True, "corrective.0.what": "The screenshot of 12 June 2026 shows the setting (Exhibit 2)."},
    ),
)
