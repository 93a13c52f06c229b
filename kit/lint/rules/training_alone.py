"""M312: training as the whole of a measure."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import said as told
from kit.lint.sections import section
from kit.model import Both, Preventive, Subject
from kit.tools.prose import sentences

_TRAINS = re.compile(
    r"\b(?:(?:re)?train(?:s|ed|ing|ings)?|educat\w{1,5}|remind\w{0,3}|briefings?|briefed|seminars?)\b", re.IGNORECASE
)
_RECORDS = ("training", "attendance", "test", "exam")


_CONTROL = re.compile(
    r"\b(?:checks?|compares?|counts?|signs?|approv\w{1,3}|blocks?|stops?|holds?|returns?|scans?|released?|test\w{0,3}|exam|score|pass(?:es)?|log|record\w{0,3}|attend\w{0,5}|list|sheet|\d+\s(?:people|staff|employees|packers|agents|minutes))\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    measures = subject.case.preventive
    training = [n for n, measure in enumerate(measures) if _is_training(measure)]
    kinds = {item.id: item.kind for item in subject.case.evidence}
    for n in training:
        is_recorded = any(word in kinds[e] for e in measures[n].exhibits for word in _RECORDS)
        if len(training) < len(measures) and is_recorded:
            continue
        why = "and is the plan's only kind of prevention" if len(training) == len(measures) else "and nothing shows who took part"
        yield Hit(
            where=f"preventive.{n}.what",
            message=Both(
                f"preventive measure {measures[n].id} is training alone, {why}",
                f"预防措施 {measures[n].id} 只有培训，{'且是计划中唯一的预防方式' if len(training) == len(measures) else '且没有记录显示谁参加了'}",
            ),
            fix=Both(
                "say topic, date and number of people with the attendance list, and add a check that works without memory",
                "写明主题、日期、人数并附签到表，再加一项不靠记忆的检查",
            ),
            severity="error" if len(training) == len(measures) else None,
        )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a paragraph or item of the measures that is training, with no exhibit, test or list of those present."""
    for passage in section(subject, "preventive"):
        spoken = tuple(told(passage))
        if spoken and all(_TRAINS.search(s) for s in spoken) and not (passage.cites or _CONTROL.search(passage.text)):
            yield Hit(
                where=passage.where,
                message=Both(
                    "this measure is training alone, and nothing shows who took part", "这项措施只有培训，且没有记录显示谁参加了"
                ),
                fix=Both(
                    "say topic, date and number of people with the attendance list, and add a check that works without memory",
                    "写明主题、日期、人数并附签到表，再加一项不靠记忆的检查",
                ),
                quote=passage.text,
            )


def _is_training(measure: Preventive) -> bool:
    """Whether every sentence of it speaks of training."""
    text = measure.what.en
    return all(_TRAINS.search(text[start:end]) for start, end in sentences(text))


_TRAINING = {
    "id": "lesson",
    "what": "All planners are trained on the cut-off.",
    "owner": "chen_wei",
    "answers": ["cutoff_mismatch"],
}
_LIST = {"id": "attendance", "file": "evidence/list.pdf", "kind": "training_record", "caption": "Attendance list"}

RULE = Rule(
    id="M312",
    name="training-alone",
    severity="warning",
    stance="plan",
    what=said("Training stands beside a control, and is recorded.", "培训要与控制环节并用，并有记录。"),
    why=said(
        "What only people remember is forgotten; without topic, date and list of those present it was not even held.",
        "只靠记忆的措施迟早会忘；没有主题、日期和签到表，等于没有培训。",
    ),
    source="research/appeals.md §3 (we trained our staff, alone); seed 000: Preventive Measures（制度级改进）",
    grade="third_party",
    check=check,
    alone=_alone,
    bad=(
        {
            "alone": True,
            "preventive.0.what": "All employees will receive training about the cut-off.",
            "preventive.0.exhibits": [],
        },
        {"preventive.1": _TRAINING},
        {"preventive.0.what": "We train the staff each month."},
        {"preventive.0.what": "The team was reminded of the rules. Staff attend seminars."},
    ),
    good=(
        "",
        {"preventive.0.what": "Calder Express collects at 19:30. The planners were trained on it."},
        {"evidence.4": _LIST, "preventive.1": {**_TRAINING, "exhibits": ["attendance"]}},
    ),
)
