"""Every metric is what a slow count of its definition gives, for random orders on five sites, complete and in part."""

from decimal import Decimal

import made_orders as made
import pandas as pd
import pytest
import recounted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recounted import EXPORTED, ORDERS, REQUESTS, SITES, World

from kit.metrics import analyse
from kit.metrics.measures import known
from kit.model import Family
from kit.orders.fields import TABLES

KINDS = {"time": made.UTC_TIMES, "count": "Int64", "flag": "boolean", "money": "object"}
LONG = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(min_value=0, max_value=2**32)


def column(values, kind):
    if kind == "money":
        return pd.Series([pd.NA if v is None else Decimal(v) for v in values], dtype="object")
    if kind == "time":
        return pd.to_datetime(pd.Series(values), utc=True).astype(made.UTC_TIMES)
    return pd.Series([pd.NA if v is None else v for v in values], dtype=KINDS.get(kind, "str"))


def table(name, rows, file):
    fields = TABLES[name].fields
    made_table = {n: column([row.get(n) for row in rows], f.kind) for n, f in fields.items()}
    return pd.DataFrame(made_table).assign(source_file=file)


def tracking(world):
    numbers = [p["tracking_id"] for p in world.parcels]
    of = {p["tracking_id"]: p["events"] for p in world.parcels}
    parcels = pd.DataFrame(
        {
            "tracking_id": pd.Series(numbers, dtype="str"),
            "order_id": pd.Series([pd.NA] * len(numbers), dtype="str"),
            "first_scan": column([min((at for _, at in of[n]), default=None) for n in numbers], "time"),
            "latest_at": column([max((at for _, at in of[n]), default=None) for n in numbers], "time"),
        }
    )
    told = [(n, stage, at) for n in numbers for stage, at in of[n]]
    events = pd.DataFrame(
        {
            "tracking_id": pd.Series([n for n, _, _ in told], dtype="str"),
            "order_id": pd.Series([pd.NA] * len(told), dtype="str"),
            "stage": [stage for _, stage, _ in told],
            "rank": [recounted.RANKS[stage] for _, stage, _ in told],
            "at": column([at for _, _, at in told], "time"),
            "source_file": "tracking/a.json",
        }
    )
    return {"parcels": parcels, "events": events}


def analysed(world):
    names = set().union(*world.orders) - {"handed", "unscanned", "is_sample", "buyer", "created_at"}
    columns = {n: [o.get(n) for o in world.orders] for n in names | {"buyer", "is_sample", "created_at"}}
    kinds = {n: made.ORDERS.fields[n].kind if n in made.ORDERS.fields else "time" for n in columns}
    frame = made.frame(len(world.orders), **{n: column(v, kinds[n]) for n, v in columns.items()})
    covers = {"start": world.covers[0], "end": world.covers[1]}
    hints = {
        "returns": [{"file": "returns/r.csv", "covers": covers}],
        "service": [{"file": "service/v.csv", "covers": covers}],
        "tracking": [{"file": "tracking/a.json", "exported": EXPORTED.isoformat()}],
    }
    side = {
        "returns": table("returns", world.returns, "returns/r.csv"),
        "reviews": table("reviews", world.reviews, "service/v.csv"),
        "chats": table("chats", world.chats, "service/c.csv"),
        "service": table("service", world.weeks, "service/s.json"),
    }
    family = Family.model_validate({"id": "made", "title": "Made", "subject": "Made", "metrics": known()})
    return analyse(made.case(data=hints), made.orders(frame, None, EXPORTED, **side, **tracking(world)), world.rules, family)


def compare(world):
    found, told = analysed(world), set()
    for name in (*ORDERS, *REQUESTS):
        metric = found.metric(name)
        assert metric.unavailable is None or "state the fact" in metric.unavailable, (name, metric.unavailable)
        for period, rate in metric.periods:
            where = (world.site, world.rules.profile, name, period)
            assert (rate.numerator, rate.denominator) == recounted.counted(world, name, rate.window), where
            told.add(name)
    for _, rate in found.metric("chat_response_platform").periods:
        assert (rate.numerator, rate.denominator) == recounted.by_the_platform(world, rate.window)
    return told | {"chat_response_platform"}


def test_every_metric_is_recounted():
    assert {*ORDERS, *REQUESTS, "chat_response_platform", "chat_response"} == set(known())


@pytest.mark.parametrize(("site", "partial"), [("UK", False), ("US", True), ("ID", False), ("TH", True), ("VN", False)])
def test_each_metric_is_what_a_slow_count_gives(site, partial):
    assert len(compare(World(len(site) + ord(site[0]), site, partial=partial))) >= len(ORDERS)


@pytest.mark.soak
@pytest.mark.parametrize("partial", [False, True], ids=["complete", "partial"])
@pytest.mark.parametrize("site", SITES)
@LONG
@given(seed=SEEDS)
def test_each_metric_is_what_a_slow_count_gives_for_many_shops(site, partial, seed):
    compare(World(seed, site, partial=partial, rows=250))
