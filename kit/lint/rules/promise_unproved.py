"""R109: a promise of an earlier appeal whose outcome is not stated, or is claimed without proof."""

from collections.abc import Iterable

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Promise, Subject
from kit.tools.prose import excerpt


def check(subject: Subject) -> Iterable[Hit]:
    for n, appeal in enumerate(subject.case.history):
        for k, promise in enumerate(appeal.promises):
            where = f"history.{n}.promises.{k}"
            quote = promise.en[:160]
            if promise.became is None:
                message = f"of what was promised on {appeal.date} the case does not say what became: “{excerpt(promise.en)}”"
                yield Hit(
                    where=where,
                    message=message,
                    fix="state became: kept, replaced, broken or open",
                    quote=quote,
                    severity="warning",
                )
            elif why := _unproved(promise, subject):
                yield Hit(where=where, message=f"{why}: “{excerpt(promise.en)}”", fix=_FIX[promise.became], quote=quote)


_FIX = {
    "kept": "name the exhibits that show it, dated after the promise",
    "replaced": "say in `because` by what it was replaced and why, with its exhibit",
    "broken": "say in `because` why, and what holds instead",
    "open": "say in `because` by which day and by whom it will be done",
}


def _unproved(promise: Promise, subject: Subject) -> str | None:
    if promise.became == "kept":
        shown = [
            i for i in promise.exhibits if subject.case.item(i).status == "have" and subject.case.item(i).kind != "statement"
        ]
        return None if shown else "this is said to have been kept, and no exhibit shows it"
    return None if promise.because else f"this is said to be {promise.became}, without the reason"


def _became(**outcome: object) -> dict[str, object]:
    return second(promises=[{"en": "The planner moves the Daventry cut-off.", **outcome}])


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
    bad=(_became(), _became(became="kept"), _became(became="broken")),
    good=(
        "",
        _became(became="kept", exhibits=["cutoff_screen"]),
        _became(became="replaced", because="The van now leaves at 19:30, so the cut-off stays."),
    ),
)
