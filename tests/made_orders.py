"""Seeded order frames with a known truth, and a policy and a case to go with them: for tests of metrics and causes."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd

from kit.model import Case, Fact, Family, FileReading, Orders, Policy, SitePack
from kit.orders.fields import ORDERS
from kit.policy import family
from kit.tools.calendar import business_deadlines

UTC_TIMES = "datetime64[us, UTC]"
EXPORTED = datetime(2026, 7, 5, 20, 0, tzinfo=UTC)
UK = SitePack.model_validate(
    {
        "code": "UK",
        "name": "United Kingdom",
        "name_zh": "英国",
        "language": "en-GB",
        "currency": "GBP",
        "paper": "A4",
        "date_style": "day_first",
        "calendar": {"zone": "Europe/London", "zone_status": "assumed", "holidays": "GB", "subdivision": "ENG"},
    }
)


def policy(**values):
    """A UK policy with these facts; `deadline=(72, "hours")` and `clock="scan"` change the late dispatch ones.

    `more`: other facts by id, each a value or a pair of value and unit.
    """
    deadline, unit = values.get("deadline", (2, "business_days"))
    facts = [("late_dispatch.deadline", deadline, unit), ("late_dispatch.clock", values.get("clock", "label"), "")]
    for name, given in values.get("more", {}).items():
        facts.append((name, *given) if isinstance(given, tuple) and len(given) == 2 else (name, given, ""))
    made = tuple(Fact(id=i, value=v, unit=u, grade="third_party", source="a test") for i, v, u in facts if v is not None)
    return Policy(site=UK, profile="seed", facts=made)


def case(**changes):
    """The example's dates as a case: cause on 11 May, actions on 12, 14 and 15 June."""
    stated = {
        "id": "made",
        "shop": "Made",
        "violation": {
            "id": "7529184460371124",
            "family": "logistics",
            "site": "UK",
            "title": "Late dispatch",
            "ticket": "enforced",
            "received": "2026-06-09T10:12+01:00",
            "window": {"start": "2026-05-11", "end": "2026-06-07"},
        },
        "route": "appeal",
        "stance": "plan",
        "letter": {"date": "2026-07-06"},
        "metrics": [{"id": "late_dispatch", "clock": "handover", "because": "the notice says handed over"}],
        "root_causes": [{"id": "van", "what": "The van left earlier.", "when": "2026-05-11"}],
        "corrective": [
            {"id": "cutoff", "what": "Cut-off moved.", "done": "2026-06-12 09:40"},
            {"id": "contract", "what": "Contract signed.", "done": "2026-06-14"},
            {"id": "check", "what": "Check started.", "done": "2026-06-15 16:00"},
        ],
    }
    return Case.model_validate({**stated, **changes})


def logistics() -> Family:
    """The family of the example."""
    return family("logistics")


def frame(rows, **columns):
    """An orders frame with every column of the contract; what is not given is missing."""
    empty = pd.Series(pd.NA, index=range(rows), dtype="str")
    made = dict.fromkeys(("tracking_id", "package_id", "substatus", "warehouse", "carrier", "cancel_by", "cancel_reason"), empty)
    made |= {"order_id": pd.Series([f"57{n:016}" for n in range(rows)], dtype="str"), "sku_id": empty, "seller_sku": empty}
    made |= {"status": pd.Series(["completed"] * rows, dtype="str"), "fulfilment": pd.Series(["seller"] * rows, dtype="str")}
    made |= {
        name: pd.Series(pd.NA, index=range(rows), dtype=_kind(name)) for name in (*ORDERS.fields, "scan_at") if name not in made
    }
    for name, values in columns.items():
        kind = _kind(name)
        made[name] = (
            pd.Series(values, index=range(rows), dtype=kind) if not isinstance(values, pd.Series) else values.astype(kind)
        )
    return pd.DataFrame(made)


def _kind(name):
    """The dtype in which the kit reads a field."""
    of_field = {"time": UTC_TIMES, "flag": "boolean", "count": "Int64", "money": "object"}
    return UTC_TIMES if name == "scan_at" else of_field.get(ORDERS.fields[name].kind, "str")


def orders(table, lines=None, exported=EXPORTED, **tables):
    """Those rows as Orders, one line an order unless lines are given. `tables`: the other tables by name."""
    reading = FileReading(
        file="orders/all.csv",
        sha256="0" * 64,
        format="uk",
        sheet=None,
        encoding="utf-8",
        date_format="%d/%m/%Y",
        zone="Europe/London",
        rows_in=len(table),
        used=len(table),
        quarantined=0,
        description=0,
        duplicates=0,
        merged=0,
        dropped_columns=(),
        unknown_columns=(),
    )
    lines = table if lines is None else lines
    return Orders(lines=lines, orders=table, readings=(reading,), quarantine=(), exported=exported, tables=tables)


def planted(culprit, *, seed=7, rows=4000, base=0.015, rise=0.2, step="shipped_at"):
    """Ten weeks of orders in which `culprit(frame)` was late in `step` from 11 May to 15 June; the rest stays at `base`."""
    rng = np.random.default_rng(seed)
    seconds = np.sort(rng.integers(0, 70 * 86400, rows))
    created = pd.Series(pd.Timestamp("2026-04-26T23:00Z") + pd.to_timedelta(seconds, unit="s")).astype(UTC_TIMES)
    made = frame(
        rows,
        created_at=created,
        paid_at=created,
        warehouse=rng.choice(["Daventry", "Leeds"], rows, p=[0.55, 0.45]),
        carrier=rng.choice(["Northway Parcels", "Calder Express", "Post"], rows, p=[0.5, 0.3, 0.2]),
        sku_id=rng.choice([f"1729{n:03}" for n in range(12)], rows),
    )
    made["seller_sku"] = ("LAMP-" + made["sku_id"].str[-2:]).astype("str")
    due = business_deadlines(created, 2, UK.calendar)
    bad = (created >= "2026-05-10T23:00Z") & (created < "2026-06-15T23:00Z") & culprit(made)
    late = pd.Series(rng.random(rows)) < np.where(bad, rise, base)
    on_time = due - pd.to_timedelta(rng.integers(5, 20, rows), unit="h")
    made["rts_at"] = (created + (due - created) / 4).astype(UTC_TIMES)
    made["shipped_at"] = on_time.astype(UTC_TIMES)
    shift = pd.to_timedelta(rng.integers(3, 18, rows), unit="h")
    made.loc[late, step] = (due + shift)[late].astype(UTC_TIMES)
    if step == "rts_at":
        made.loc[late, "shipped_at"] = (made["rts_at"] + pd.Timedelta(hours=2))[late].astype(UTC_TIMES)
    for name in ("rts_at", "shipped_at"):
        made[name] = made[name].where(made[name] <= pd.Timestamp(EXPORTED)).astype(UTC_TIMES)
    made["status"] = pd.Series(np.where(made["shipped_at"].isna(), "to_ship", "shipped"), dtype="str")
    return orders(made)
