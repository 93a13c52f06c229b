"""E935: an inspection report or a supplier audit that does not show what the case states of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Evidence, Ref, Subject
from kit.policy import inspections as stated
from kit.tools import near_names, number_words
from kit.tools.cells import several
from kit.tools.firm_names import folded
from kit.tools.prose import figures, masked
from kit.tools.shown_dates import shown
from kit.tools.written_dates import written

_GAP = r"[\s\u2010-\u2014_-]{0,2}"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NONE = re.compile(r"\b(?:0|zero|none|no|nil|closed)\b|[无無零]|关闭", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    for n, one in _papers(subject):
        text = "\n".join(one.text)
        for key, value in one.item.facts if _is_read(one) else ():
            for part in _wanting(one, key, value, text):
                yield Hit(
                    where=f"evidence.{n}.facts.{key}",
                    message=Both(
                        f"{one.item.id} is stated to have {key} “{part}”, and its text does not show it",
                        f"{one.item.id} 的 {key} 填为“{part}”，文件文字中找不到",
                    ),
                    fix=Both(
                        "copy the fact from the paper as it stands there, or give the paper that shows it",
                        "按文件原文抄录，或提供写有该内容的文件",
                    ),
                    quote=part,
                    refs=tuple(Ref(evidence=one.item.id, page=page) for page in range(1, len(one.text) + 1)),
                )


def unseen(subject: Subject) -> str | None:
    """Which of these papers have a page without text, or name the firm in a script that cannot be held against the statement."""
    papers = list(_papers(subject))
    blank = [one.item.id for _, one in papers if not _is_read(one)]
    foreign = [one.item.id for _, one in papers if _is_read(one) and _is_in_other_script(one)]
    said = [
        f"pages without text that could be read: {', '.join(blank)}; look whether they show their facts" if blank else "",
        f"the firm is stated in another script than the paper's: {', '.join(foreign)}; look whether it is the same"
        if foreign
        else "",
    ]
    return "; ".join(filter(None, said)) or None


def _papers(subject: Subject) -> Iterator[tuple[int, Evidence]]:
    """The papers that the audit of inspections used; none where it was not made."""
    if any(audit.id == "inspections" and not audit.unavailable for audit in subject.audits or ()):
        yield from ((n, one) for n, one in opened(subject) if one.item.kind in (*stated.REPORTS, *stated.AUDITS))


def _is_read(one: Evidence) -> bool:
    return bool(one.text) and all(text.strip() for text in one.text)


# --- what the text shows ----------------------------------------------------------------------------


def _wanting(one: Evidence, key: str, value: str, text: str) -> Iterator[str]:
    """What of the value the text does not show; only of facts that the audit counts with."""
    if key in stated.SKUS and one.item.kind in stated.REPORTS:
        yield from (sku for sku in several(value) if not _shows_code(sku, text))
    elif key == "supplier" and one.item.kind in stated.AUDITS:
        yield from () if _shows_firm(value, text, is_picture=bool(one.words)) or _is_in_other_script(one) else (value,)
    elif key in stated.DAY:
        yield from () if _shows_day(value, text) else (value,)
    elif key in stated.COUNTS:
        count = stated.number(value)
        yield from () if count is None or _shows_count(count, text) else (value,)


def _shows_code(code: str, text: str) -> bool:
    """Whether the code stands there whole, in blanks or hyphens of any kind."""
    body = _GAP.join(re.escape(c) for c in code if c.isalnum())
    return re.search(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", text, re.IGNORECASE) is not None


def _shows_firm(name: str, text: str, *, is_picture: bool) -> bool:
    """Whether each word of the firm stands there: columns of a table part a name; in a picture a letter may be misread."""
    firm, page = folded(name), folded(text)
    words = set(page.split())
    is_there = all(word in words or (not word.isascii() and word in page) for word in firm.split())
    return is_there or (is_picture and near_names.nearest(firm, page)[0] >= near_names.MATCH)


def _is_in_other_script(one: Evidence) -> bool:
    """Whether the stated firm, which does not stand there, is written in the script that the paper is not: that proves nothing."""
    name, text = dict(one.item.facts).get("supplier", "") if one.item.kind in stated.AUDITS else "", "\n".join(one.text)
    return bool(name) and _is_chinese(name) != _is_chinese(text) and not _shows_firm(name, text, is_picture=bool(one.words))


def _is_chinese(text: str) -> bool:
    """Whether it is written more in Chinese than in Latin letters, a character counted as a word of three."""
    return 3 * len(_CHINESE.findall(text)) > sum(c.isascii() and c.isalpha() for c in text)


def _shows_day(value: str, text: str) -> bool:
    """Whether one of its days stands there; a date that is read on neither side proves nothing."""
    said = {day for found in written(value) for day in found.days}
    seen = {day for found in shown(text) for day in found.days}
    return not said or not seen or bool(said & seen)


def _shows_count(count: int, text: str) -> bool:
    """Whether the number stands there outside of dates, in figures or words; none may be said in words of its own."""
    rest = masked(text, [(day.start, day.end) for day in shown(text)], by="|")
    in_words = {number_words.VALUE[word.group().lower()] for word in number_words.WORD.finditer(rest)}
    return count in {figure.value for figure in figures(rest)} | in_words or (count == 0 and _NONE.search(rest) is not None)


# --- examples ---------------------------------------------------------------------------------------

_TEXT = "Inspection report CMI-7\nRD-CH1 food chopper, 16 October 2026, sample 50 pieces, two defects, at most 3"
_AUDIT_TEXT = "Supplier Foshan Qingteng Small 20 October 2026\nAppliance Co., Ltd. Findings: 3, all closed"


def _case(kind: str, text: str, **facts: str) -> dict[str, Any]:
    return {
        "audits": (Audit(id="inspections", title="Inspections", definition="Reports."),),
        "evidence.1.kind": kind,
        "evidence.1.facts": {"cutoff": "15:00", **facts},
        "opened.cutoff_screen": {"text": (text,)},
    }


_FIRM = {"supplier": "Foshan Qingteng Small Appliance Company Limited", "findings": "3", "open": "0"}

RULE = Rule(
    id="E935",
    name="inspection-not-on-paper",
    severity="error",
    needs=frozenset({"audits", "evidence"}),
    what=said(
        "What the case states of an inspection report or a supplier audit stands in that paper.",
        "检验报告与供应商审核所填的事实与文件原文一致。",
    ),
    why=said(
        "The table of inspections is counted from these facts; a reviewer opens the paper and reads something else.",
        "检验对照表以这些事实计算；审核员打开文件却读到别的内容。",
    ),
    source="seed 000: 证据与文字描述不匹配; research/lint.md §4",
    grade="seed",
    check=check,
    unseen=unseen,
    bad=(
        _case("inspection_report", _TEXT, skus="RD-XX9"),
        _case("inspection_report", _TEXT, skus="RD-CH1", inspected="17 October 2026"),
        _case("inspection_report", _TEXT, sample="16"),
        _case("supplier_audit", _AUDIT_TEXT, supplier="Dongguan Other Small Appliance Co., Ltd."),
    ),
    good=(
        "",
        _case("inspection_report", _TEXT, skus="RD CH1", inspected="2026-10-16", sample="50", defects="2", accept="3"),
        _case("supplier_audit", _AUDIT_TEXT, **_FIRM),
        _case("supplier_audit", "供应商：佛山市青藤小家电有限公司 2026年10月20日 不符合项 3 项，均已关闭", **_FIRM),
        {**_case("inspection_report", _TEXT, skus="RD-XX9"), "audits": ()},
        _case("inspection_report", "", skus="RD-XX9"),  # skipped: why
    ),
)
