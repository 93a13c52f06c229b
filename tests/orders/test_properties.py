"""What must hold whatever the instants, rows and files: clocks agree with zoneinfo, and no order of files changes a metric."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import made_orders as made
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from order_exports import STAMP, csv_text, opened, rows

from kit.metrics import analyse
from kit.orders import date_formats, dates, read_orders

ZONES = (
    "Europe/London", "America/New_York", "America/Los_Angeles", "Europe/Berlin", "Asia/Jakarta", "Asia/Bangkok",
    "America/Mexico_City", "America/Sao_Paulo", "Asia/Tokyo",
)  # fmt: skip
WRITTEN = ("DD/MM/YYYY HH:MM:SS", "MM/DD/YYYY HH:MM:SS AM", "YYYY-MM-DD HH:MM:SS")
COUNT = 100_000
FIRST, END = datetime(2018, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


# --- 100,000 instants in each zone ----------------------------------------------------------------


@cache
def changes(zone):
    """Each change of a zone's offset as zoneinfo tells it: the second (UTC), the offset before and after."""
    rules = ZoneInfo(zone)

    def offset(moment):
        return int(moment.astimezone(rules).utcoffset().total_seconds())

    found, before = [], offset(FIRST)
    for day in (FIRST + timedelta(days=n) for n in range((END - FIRST).days)):
        after = offset(day + timedelta(days=1))
        if after != before:
            at = next(m for m in (day + timedelta(minutes=15 * n) for n in range(97)) if offset(m) == after)
            found.append((int(at.timestamp()), before, after))
        before = after
    return offset(FIRST), tuple(found)


def offsets(seconds, zone):
    """The offset of a zone at each second of UTC."""
    first, found = changes(zone)
    return np.array([first, *(after for _, _, after in found)])[
        np.searchsorted([at for at, _, _ in found], seconds, side="right")
    ]


def instants(zone, seed):
    """Random seconds of nine years; a fifth of them within a day of a change of clocks, where mistakes are made."""
    rng = np.random.default_rng(seed)
    seconds = rng.integers(int(FIRST.timestamp()) + 90_000, int(END.timestamp()) - 90_000, COUNT)
    if found := changes(zone)[1]:
        near = rng.choice([at for at, _, _ in found], COUNT // 5) + rng.integers(-86_400, 86_400, COUNT // 5)
        seconds[: COUNT // 5] = near
    return seconds


def written(local, template):
    """Local seconds as an export writes them."""
    return pa.chunked_array([pc.strftime(pa.array(local, pa.timestamp("s")), format=date_formats.TEMPLATES[template])])


def seconds_of(times):
    return times.cast(pa.timestamp("s", "UTC")).cast(pa.int64()).to_numpy(zero_copy_only=False)


def repeated(local, zone):
    """Which local times a clock shows twice, by zoneinfo."""
    twice = np.zeros(len(local), bool)
    for at, before, after in changes(zone)[1]:
        twice |= (local >= at + after) & (local < at + before)
    return twice


@pytest.mark.parametrize("zone", ZONES)
def test_a_hundred_thousand_instants_come_back_as_they_were(zone):
    number = ZONES.index(zone)
    utc = instants(zone, number)
    local = utc + offsets(utc, zone)
    texts = written(local, WRITTEN[number % len(WRITTEN)])
    read = dates.to_utc(date_formats.parsed(texts, WRITTEN[number % len(WRITTEN)]), zone)
    assert read.gap.size == 0
    assert read.utc.null_count == 0
    got, twice = seconds_of(read.utc), repeated(local, zone)
    assert np.array_equal(np.flatnonzero(twice), np.sort(read.fold))
    assert np.array_equal(got[~twice], utc[~twice])
    assert np.array_equal(got + offsets(got, zone), local)  # where the clock shows it twice, another instant of that time:
    assert np.all(got[twice] <= utc[twice])  # the first


def test_the_zones_are_such_as_can_go_wrong():
    forward = {zone: sum(after > before for _, before, after in changes(zone)[1]) for zone in ZONES}
    assert forward == {
        "Europe/London": 9, "America/New_York": 9, "America/Los_Angeles": 9, "Europe/Berlin": 9, "Asia/Jakarta": 0,
        "Asia/Bangkok": 0, "America/Mexico_City": 5, "America/Sao_Paulo": 1, "Asia/Tokyo": 0,
    }  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_that_never_was_is_left_out_and_no_other(zone):
    """Every minute from three hours before to three hours after each change of clocks."""
    around = [
        np.arange(at + min(before, after) - 10_800, at + max(before, after) + 10_800, 60)
        for at, before, after in changes(zone)[1]
    ]
    local = np.concatenate([np.arange(0, 86_400, 60) + int(FIRST.timestamp()), *around])
    never = np.zeros(len(local), bool)
    for at, before, after in changes(zone)[1]:
        never |= (local >= at + before) & (local < at + after)
    read = dates.to_utc(pa.chunked_array([pa.array(local * 1_000_000, pa.timestamp("us"))]), zone)
    assert np.array_equal(np.sort(read.gap), np.flatnonzero(never))
    assert np.array_equal(np.flatnonzero(read.utc.is_null().to_numpy()), np.flatnonzero(never))
    assert np.array_equal(np.sort(read.fold), np.flatnonzero(repeated(local, zone)))


# --- rows and files -------------------------------------------------------------------------------


def lines(count, seed):
    """Order lines of one shop: some late, some cancelled, some of two lines, all before one export."""
    rng, found = np.random.default_rng(seed), []
    for base in rows(count):
        line = dict(base)
        draw = rng.random(3)
        shipped = datetime.strptime(line["Shipped Time"], STAMP)
        if draw[0] < 0.2:
            line |= {
                "Shipped Time": f"{shipped + timedelta(days=4):{STAMP}}",
                "Delivered Time": f"{shipped + timedelta(days=6):{STAMP}}",
            }
        if draw[1] < 0.1:
            line |= {
                "Order Status": "Canceled",
                "Order Substatus": "Canceled",
                "Cancel By": "BUYER",
                "Cancelled Time": line["Paid Time"],
            }
            line.update(dict.fromkeys(("RTH Time", "Shipped Time", "Delivered Time", "Tracking ID", "Package ID"), ""))
        found.append(line)
        if draw[2] < 0.15:
            found.append(line | {"SKU ID": "172938475610299999", "Seller SKU": "BULB"})
    return found


def found_in(folder, files):
    """All that the analysis says of these files, but their names and hashes."""
    (folder / "orders").mkdir(parents=True)
    for name, content in files.items():
        (folder / "orders" / name).write_text(csv_text(content), encoding="utf-8")
    case = made.case(
        violation={**made.case().violation.model_dump(mode="json"), "window": {"start": "2026-05-11", "end": "2026-05-14"}}
    )
    orders = read_orders(opened(folder), made.policy())
    assert all(r.balances for r in orders.readings)
    analysis = analyse(case, orders, made.policy(), made.logistics())
    assert analysis.drivers
    assert len(analysis.affected) > 3
    metrics = [repr(replace(metric, files=())) for metric in analysis.metrics]
    judged = analysis.judged.sort_values("order_id", ignore_index=True)
    said = (len(orders.lines), metrics, analysis.drivers, analysis.spikes, analysis.action_effects)
    return *said, analysis.affected, judged


def assert_same(one, two):
    assert one[:5] == two[:5]
    for left, right in zip(one[5:], two[5:], strict=True):
        pd.testing.assert_frame_equal(left, right)


def shuffled(content, rng):
    return [content[n] for n in rng.permutation(len(content))]


def parts(content, rng, *, overlap):
    """The lines in one to five files of any size, each with some of the others' lines too."""
    where = rng.integers(0, rng.integers(1, 6), len(content))
    return {
        f"{rng.integers(100):02}-{n}.csv": [c for c, w in zip(content, where, strict=True) if w == n or rng.random() < overlap]
        for n in set(where.tolist())
    }


def tried(tmp_path, count, rounds):
    content, rng = lines(count, seed=count), np.random.default_rng(count)
    whole = found_in(tmp_path / "whole", {"all.csv": content})
    for n in range(rounds):
        files = parts(shuffled(content, rng), rng, overlap=0.3 * (n % 2))
        assert_same(found_in(tmp_path / str(n), files), whole)


def test_shuffling_and_splitting_the_files_changes_no_metric(tmp_path):
    tried(tmp_path, 400, rounds=3)


@pytest.mark.soak
def test_shuffling_and_splitting_the_files_changes_no_metric_at_length(tmp_path):
    tried(tmp_path, 6_000, rounds=12)


def test_an_earlier_export_beside_the_later_one_changes_nothing(tmp_path):
    content, at = lines(400, seed=9), datetime(2026, 5, 12)

    def known(cells):
        return {k: "" if k.endswith("Time") and v and datetime.strptime(v, STAMP) > at else v for k, v in cells.items()}

    earlier = [known(line) for line in content if datetime.strptime(line["Created Time"], STAMP) <= at]
    assert any(a != b for a, b in zip(earlier, content, strict=False))
    whole = found_in(tmp_path / "whole", {"all.csv": content})
    assert_same(found_in(tmp_path / "both", {"a-later.csv": content, "b-earlier.csv": earlier}), whole)
