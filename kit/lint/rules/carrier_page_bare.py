"""E886: a page of a carrier whose number, time or carrier is not stated, so that it cannot be told to be of one of the orders."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

WANTED = ("carrier", "number", "taken")


def check(subject: Subject) -> Iterable[Hit]:
    for n, item in enumerate(subject.case.evidence):
        if item.kind != "tracking_page" or item.use != "exhibit" or item.status != "have":
            continue
        missing = [name for name in WANTED if not dict(item.facts).get(name)]
        if missing:
            yield Hit(
                where=f"evidence.{n}.facts",
                message=Both(
                    f"{item.id} is a carrier's page, and its facts do not state {', '.join(missing)}",
                    f"{item.id} 是承运商页面，其 facts 未写明 {', '.join(missing)}",
                ),
                fix=Both(
                    "state carrier, number and taken as the page shows them; where it does not show them, take the page anew, whole",
                    "按页面所示写明 carrier、number 和 taken；页面上没有的，请重新完整截图",
                ),
            )


def _page(**changes: Any) -> dict[str, Any]:
    facts = {"carrier": "Calder Express", "number": "CEX0012345678", "taken": "2026-07-01 10:05"}
    item = {
        "id": "page",
        "file": "evidence/page.png",
        "kind": "tracking_page",
        "caption": "Carrier's page",
        "facts": facts,
        **changes,
    }
    return {"evidence.4": item, "corrective.0.exhibits": ["cutoff_screen", "page"]}


RULE = Rule(
    id="E886",
    name="bare-carrier-page",
    severity="warning",
    what=said(
        "A carrier's page shows its carrier, the tracking number and the time.", "承运商页面显示承运商标识、运单号与截图时间。"
    ),
    why=said(
        "Without number, time and logo the page could be of any parcel, on any day.",
        "缺少单号、时间或标识，页面可能属于任何包裹、任何日期。",
    ),
    source="seed 002 (carrier's own page with number, time and logo)",
    grade="seed",
    check=check,
    bad=(
        _page(facts={}),
        _page(facts={"number": "CEX0012345678"}),
        _page(facts={"carrier": "Calder Express", "taken": "2026-07-01"}),
    ),
    good=("", _page(), _page(facts={}, use="background")),
)
