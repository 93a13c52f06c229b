"""R109: a promise of an earlier appeal whose outcome is not stated, or is claimed without proof."""

from collections.abc import Iterable
from datetime import date

from kit.lint import papers
from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Promise, Subject
from kit.tools.prose import excerpt


def check(subject: Subject) -> Iterable[Hit]:
    for n, appeal in enumerate(subject.case.history):
        for k, promise in enumerate(appeal.promises):
            where = f"history.{n}.promises.{k}"
            quote = promise.en[:160]
            if promise.became is None:
                message = Both(
                    f"of what was promised on {appeal.date} the case does not say what became: “{excerpt(promise.en)}”",
                    f"{appeal.date} 的承诺，案件没有写明结果：“{excerpt(promise.en)}”",
                )
                yield Hit(
                    where=where,
                    message=message,
                    fix=Both("state became: kept, replaced, broken or open", "填写 became：kept、replaced、broken 或 open"),
                    quote=quote,
                )
            elif why := _unproved(promise, appeal.date, subject):
                yield Hit(
                    where=where,
                    message=Both(f"{why.en}: “{excerpt(promise.en)}”", f"{why.zh}：“{excerpt(promise.en)}”"),
                    fix=_FIX[promise.became],
                    quote=quote,
                )


_FIX = {
    "kept": Both(
        "name an exhibit, neither notice nor statement, and state in its facts the day after the promise on which it shows it",
        "写明一份附件（不能是通知或说明），并在其 facts 中写明承诺之后的日期",
    ),
    "replaced": Both(
        "say in `because` by what it was replaced and why, with its exhibit", "在 `because` 中写明改用什么、为何，并附附件"
    ),
    "broken": Both("say in `because` why, and what holds instead", "在 `because` 中写明原因和现行做法"),
    "open": Both("say in `because` by which day and by whom it will be done", "在 `because` 中写明由谁、到哪天完成"),
}


def _unproved(promise: Promise, made: date, subject: Subject) -> Both | None:
    if promise.became != "kept":
        return (
            None
            if promise.because
            else Both(f"this is said to be {promise.became}, without the reason", f"写明为 {promise.became}，却没有理由")
        )
    shown = [papers.seen(subject, item) for item in map(subject.case.item, promise.exhibits) if papers.proves(item)]
    if not shown:
        return Both("this is said to have been kept, and no exhibit shows it", "写明已兑现，却没有附件证明")
    if not any(papers.is_dated_between(item, made, subject.case.letter.date) for item in shown):
        names = ", ".join(i.id for i in shown)
        return Both(
            f"this is said to have been kept, and nothing in {names} is dated after {made}",
            f"写明已兑现，但 {names} 中没有 {made} 之后的日期",
        )
    return None


def _became(**outcome: object) -> dict[str, object]:
    return second(promises=[{"en": "The planner moves the Daventry cut-off.", **outcome}])


_KEPT = _became(became="kept", exhibits=["cutoff_screen"])
_LATER = {"evidence.1.facts": {"taken": "25 June 2026"}}

RULE = Rule(
    id="R109",
    name="promise-unproved",
    severity="error",
    what=said(
        "Each earlier promise was kept with proof, or the letter says why not.", "每项旧承诺都有兑现证明，或说明未兑现的原因。"
    ),
    why=said(
        "The reviewer has the earlier letter; a promise without outcome is the first thing asked about.",
        "审核员手里有上次的信；没有结果的承诺会最先被追问。",
    ),
    source="research/domain.md §2.3 (two appeals); seed 000: 必须将整改措施真正落地为可监控的日常动作",
    grade="derived",
    check=check,
    bad=(
        _became(),
        _became(became="kept"),
        _became(became="broken"),
        _KEPT,
        {**_KEPT, "evidence.1.facts": {"taken": "12 June 2026", "valid_to": "12 June 2027"}},
        {**_KEPT, **_LATER, "evidence.1.kind": "notice"},
        {**_KEPT, **_LATER, "evidence.1.kind": "statement"},
    ),
    good=(
        "",
        {**_KEPT, **_LATER},
        _became(became="replaced", because="The van now leaves at 19:30, so the cut-off stays."),
    ),
)
