"""A case, its figures and its evidence made by hand, so that the letter is tested without any other room."""

from datetime import date
from pathlib import Path

from kit.model import (
    Analysis,
    Calendar,
    Case,
    Driver,
    Evidence,
    Exhibit,
    Fact,
    Family,
    Metric,
    OpenCase,
    PageSize,
    Places,
    Policy,
    Rate,
    Shown,
    SitePack,
    Window,
)

DURING = Window(start="2026-05-11", end="2026-06-07")
AFTER = Window(start="2026-06-16", end="2026-07-05")
BEFORE = Window(start="2026-04-27", end="2026-05-10")

SELLER = {
    "id": "lanyu-home",
    "legal_name": "Lanyu Home (Shenzhen) Trading Co., Ltd.",
    "legal_name_zh": "蓝屿家居（深圳）贸易有限公司",
    "shops": [{"code": "GBLCLYH7", "name": "Lanyu Home UK", "site": "UK", "seller_type": "cross_border"}],
    "people": [
        {"id": "director", "name": "Chen Yulan", "name_zh": "陈玉兰", "title": "Operations Director", "signature": "sig.png"},
        {"id": "warehouse", "name": "Priya Nair", "title": "Warehouse Manager"},
    ],
}

CASE = {
    "id": "uk-late-dispatch",
    "seller": SELLER,
    "shop": "GBLCLYH7",
    "violation": {
        "id": "7529184460371124",
        "family": "logistics",
        "site": "UK",
        "title": "Late dispatch rate above the limit",
        "ticket": "enforced",
        "received": "2026-06-09T10:12+01:00",
        "deadline": "2026-07-09T23:59+01:00",
        "window": {"start": "2026-05-11", "end": "2026-06-07"},
        "figures": [{"metric": "late_dispatch", "value": "10.5%"}, {"metric": "late_dispatch_limit", "value": "4.0%"}],
    },
    "route": "appeal",
    "stance": "plan",
    "letter": {
        "date": "2026-07-06",
        "signer": "director",
        "summary": {
            "happened": "{{ metric.late_dispatch.during.full }} went out late, {{ metric.late_dispatch.during.window }}.",
            "why": "The order cut-off stayed at {{ evidence.settings.cutoff_before }} when the last van moved to {{ evidence.manifest.van }}.",
            "now": "Cut-off, carrier and daily check changed. Since then: **{{ metric.late_dispatch.after }}** late.",
        },
    },
    "root_causes": [
        {
            "id": "cutoff",
            "what": "On {{ cause.cutoff.when }} the carrier moved its last van at Daventry to {{ evidence.manifest.van }}"
            " {{ exhibit.manifest }}. Our warehouse system kept the order cut-off of {{ evidence.settings.cutoff_before }}, so every order placed"
            " between the two was promised for the same day and handed over the day after.\n\nOf the"
            " {{ metric.late_dispatch.during.numerator }} late orders, {{ driver.warehouse.count }} ({{ driver.warehouse.share }})"
            " were packed at {{ driver.warehouse.value }} {{ exhibit.orders }}. Nobody but us set that cut-off.",
            "short": "Orders were promised until {{ evidence.settings.cutoff_before }}, after the last collection.",
            "role": "Warehouse Manager",
            "when": "2026-05-11",
            "exhibits": ["manifest", "orders"],
        },
        {
            "id": "unseen",
            "what": "We did not watch the late dispatch rate day by day, so the fault ran until {{ case.notice_received }}.",
            "short": "Nobody saw the rate rise until the notice came.",
            "exhibits": ["notice"],
        },
    ],
    "corrective": [
        {
            "id": "cutoff",
            "what": "Order cut-off at Daventry moved from {{ evidence.settings.cutoff_before }} to {{ evidence.settings.cutoff }}.",
            "owner": "warehouse",
            "done": "2026-06-12 09:40",
            "answers": ["cutoff"],
            "exhibits": ["settings"],
        },
        {
            "id": "check",
            "what": "First daily check of unscanned orders at 16:00; made every day since {{ exhibit.log }}.",
            "short": "Check of all unscanned orders at 16:00 every day.",
            "owner": "warehouse",
            "done": "2026-06-15 16:00",
            "answers": ["unseen"],
            "exhibits": ["log"],
        },
        {
            "id": "contract",
            "what": "Contract with Calder Express for an evening collection signed; first collection ran on"
            " {{ evidence.contract.first_run }} {{ exhibit.contract.page(2) }}.",
            "short": "Second collection every evening, by contract with Calder Express.",
            "owner": "director",
            "done": "2026-06-14 11:05",
            "answers": ["cutoff"],
            "exhibits": ["contract"],
        },
    ],
    "preventive": [
        {
            "id": "rule",
            "what": "Cut-off always an hour or more before a collection; the system refuses a later time.",
            "owner": "director",
            "since": "2026-06-12",
            "answers": ["cutoff"],
            "measured": "Settings report every Monday.",
            "exhibits": ["settings"],
        },
        {
            "id": "check",
            "what": "Daily check of unscanned orders; a second van is called.",
            "owner": "warehouse",
            "since": "2026-06-15",
            "trigger": "more than 20 unscanned orders at 16:00",
            "limit": "2.0% a week",
            "measured": "Log reviewed weekly.",
        },
        {"id": "run", "what": "Ten-day parallel run before any warehouse move.", "owner": "Head of Logistics", "by": "2026-08-01"},
    ],
    "evidence": [
        {"id": "notice", "file": "n.pdf", "kind": "notice", "caption": "Violation notice, 9 June 2026", "shows": "The notice this plan answers"},
        {"id": "orders", "made": "affected_orders", "kind": "order_list", "caption": "Affected orders, 11 May to 7 June 2026", "shows": "All late orders, when placed and how late"},
        {"id": "contract", "file": "c.pdf", "kind": "contract", "caption": "Carrier contract, signed 14 June 2026", "shows": "An evening collection every day (clause 3.2)", "facts": {"first_run": "15 June 2026, 19:42"}},
        {"id": "settings", "file": "s.png", "kind": "screenshot", "caption": "Warehouse dispatch settings, 12 June 2026", "shows": "Order cut-off changed", "facts": {"cutoff": "14:30", "cutoff_before": "17:00"}},
        {"id": "manifest", "file": "m.pdf", "kind": "manifest", "caption": "仓库交接记录 (hand-over manifest), 11 May 2026", "shows": "The last van left at 15:30", "facts": {"van": "15:30"}, "pages": "1-2"},
        {"id": "log", "file": "l.jpg", "kind": "photo", "caption": "Daily dispatch check log, 15 to 30 June 2026", "shows": "The check has been made every day"},
        {"id": "chat", "file": "chat.png", "kind": "statement", "use": "background", "caption": "Chat with the client"},
    ],
}  # fmt: skip

FACTS = (
    Fact(id="late_dispatch.deadline", value=2, unit="business_days", grade="official", seen="2026-11-01"),
    Fact(id="late_dispatch.limit", value=4, unit="%", grade="third_party", seen="2026-11-01"),
    Fact(id="appeal.max_attempts", value=None, grade="own_knowledge"),
)


def case(**changes) -> Case:
    return Case.model_validate({**CASE, **changes})


def policy(code="UK") -> Policy:
    us = code == "US"
    return Policy(
        site=SitePack(
            code=code,
            name="United States" if us else "United Kingdom",
            name_zh="美国" if us else "英国",
            language="en-US" if us else "en-GB",
            currency="USD" if us else "GBP",
            paper="Letter" if us else "A4",
            date_style="month_first" if us else "day_first",
            calendar=Calendar(
                zone="America/Los_Angeles" if us else "Europe/London", zone_status="stated", holidays="US" if us else "GB"
            ),
        ),
        profile="seed",
        facts=FACTS,
    )


def family() -> Family:
    return Family(
        id="logistics",
        title="Logistics",
        subject="Late dispatch rate, {{ metric.late_dispatch.during.window }}",
        metrics=("late_dispatch",),
    )


def rate(late, all_, window, low=None, high=None) -> Rate:
    return Rate(numerator=late, denominator=all_, window=window, low=low, high=high)


def metric(*, weekly=True) -> Metric:
    weeks = [(7, 380), (8, 390), (52, 700), (105, 980), (141, 1040), (114, 1206), (60, 900), (12, 880), (10, 870), (8, 700)]
    return Metric(
        id="late_dispatch",
        title="Late dispatch rate",
        definition="Orders handed over after their deadline, of all orders due in the window.",
        clock="handover",
        unit="%",
        noun="orders",
        periods=(
            ("before", rate(15, 770, BEFORE, 0.012, 0.032)),
            ("during", rate(412, 3926, DURING, 0.0957, 0.1149)),
            ("after", rate(45, 2934, AFTER, 0.0115, 0.0204)),
        ),
        sentence="412 of 3,926 orders (10.5%) were late.",
        weekly=tuple(
            rate(late, n, Window(start=date.fromordinal(739733 + 7 * i), end=date.fromordinal(739739 + 7 * i)))
            for i, (late, n) in enumerate(weeks)
            if weekly
        ),
    )


def driver(value, before, during, excess, share) -> Driver:
    return Driver(
        column="warehouse",
        value=value,
        before=rate(*before, BEFORE),
        during=rate(*during, DURING),
        excess=excess,
        share=share,
    )


def analysis(*, charts=True) -> Analysis:
    """Without weeks there is nothing to draw, which saves half a second a letter."""
    return Analysis(
        periods=(("before", BEFORE), ("during", DURING), ("after", AFTER)),
        metrics=(metric(weekly=charts),),
        drivers=(
            driver("Daventry", (5, 300), (331, 1500), 306, 0.96),
            driver("Leeds", (10, 470), (81, 2426), 30, 0.04),
        ),
    )


NO_ORDERS = Analysis(periods=(), metrics=(), drivers=())


def opened(folder: Path, made: Case | None = None, *, signature: bytes | None = None) -> OpenCase:
    made = made or case()
    path = None
    if signature is not None:
        path = folder / "sig.png"
        path.write_bytes(signature)
    seller = made.seller
    return OpenCase(
        folder=folder,
        case=made,
        seller=seller,
        shop=seller.shops[0],
        signer=next((p for p in seller.people if p.id == made.letter.signer), None),
        signature=path,
        unlisted=(),
    )


PAGES = {"contract": 5, "orders": 2, "manifest": 2}


def evidence(made: Case | None = None) -> tuple[Evidence, ...]:
    made = made or case()
    return tuple(
        Evidence(
            item=item,
            path=Path(item.file or "orders.pdf"),
            sha256=f"{n:x}b71e40c9{n:x}" * 6,
            bytes=1000,
            media="pdf",
            pages=(PageSize(width=595, height=842),) * PAGES.get(item.id, 1),
            picked=tuple(range(1, PAGES.get(item.id, 1) + 1)),
            text=("",) * PAGES.get(item.id, 1),
            shown=Shown(path=Path(item.file or "orders.pdf"), media="pdf", sha256=f"{n:x}b71e40c9{n:x}" * 6),
        )
        for n, item in enumerate(made.evidence, 1)
        if item.use == "exhibit"
    )


def places(letter, gathered=None, *, letter_pages=4) -> Places:
    """Where a bundle would put the exhibits."""
    by_id = {e.item.id: e for e in gathered or evidence()}
    exhibits, first = [], letter_pages + 1
    for evidence_id, n in letter.labels:
        if evidence_id in by_id:
            found = by_id[evidence_id]
            exhibits.append(Exhibit(n=n, evidence=found, caption=found.item.caption.en, first_page=first, pages=len(found.pages)))
            first += len(found.pages)
    return Places(exhibits=tuple(exhibits), letter_pages=letter_pages, total=first - 1)
