"""E815: a screenshot on which no date can be read."""

from collections.abc import Iterable, Iterator

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Evidence, Subject
from kit.tools.written_dates import written

KINDS = ("screenshot", "tracking_page", "chat_log", "order_page", "listing_page")
UNREAD = "text of pictures is not read: install poa-kit[ocr], or state in facts the day that can be seen (taken: …)"


def check(subject: Subject) -> Iterable[Hit]:
    for n, shot in _screenshots(subject):
        if _is_read(shot) and not any(w.names_a_day for text in shot.text for w in written(text)):
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"no date can be read on {shot.item.id}, a {shot.item.kind.replace('_', ' ')}",
                    f"在 {shot.item.id}（{shot.item.kind.replace('_', ' ')}）上读不到日期",
                ),
                fix=Both(
                    "ask for a capture of the whole screen, with the system's clock or the page's own date in it",
                    "请重新截取整个屏幕，包含系统时钟或页面自身的日期",
                ),
            )


def unseen(subject: Subject) -> str | None:
    """Why, where a screenshot was not read and nobody has said its day."""
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
    needs=frozenset({"evidence"}),
    what=said("On each screenshot a date can be read.", "每张截图上都能看到日期。"),
    why=said("A screenshot of no day proves nothing about before or after.", "没有日期的截图无法证明整改前后。"),
    source="seed 002: 承运商官网轨迹截图(含单号、时间戳…); research/domain.md (spam screenshots with timestamps)",
    grade="seed",
    check=check,
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
    ),
    good=(
        "",
        {"opened.cutoff_screen": {"text": ("Dispatch settings\n2026-06-12 09:41",)}},
        {"opened.cutoff_screen": {"text": ("设置 2026年6月12日",)}},
        {"evidence.1.facts": {"cutoff": "15:00", "taken": "12 June 2026"}, "opened.cutoff_screen": {"text": ("",)}},
    ),
)
