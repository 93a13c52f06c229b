"""The planted defect, counted anew by plain loops over the CSV text: no code of the generator or of the kit's metrics."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from kit import orders, policy
from kit.case import open_case
from kit.demo import make_cases
from kit.demo.stories.late_dispatch import export, truth, warehouse
from kit.demo.stories.late_dispatch.scenario import MAIN, variant
from kit.metrics import analyse

FREE = {date(2026, 5, 4), date(2026, 5, 25)}
EXPORTED = datetime(2026, 7, 6, 8, 5)
PERIODS = {
    "before": (date(2026, 4, 27), date(2026, 5, 10)),
    "during": (date(2026, 5, 11), date(2026, 6, 7)),
    "after": (date(2026, 6, 16), date(2026, 7, 1)),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Orders and case.yaml of the example, without its papers: those take the time."""
    found = warehouse.orders(MAIN)
    place = tmp_path_factory.mktemp("orders")
    for name, content in export.files(found, MAIN):
        (place / name).write_bytes(content)
    return place


@pytest.fixture(scope="module")
def sound(folder):
    """The newest sound row of each order, by id."""
    rows = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            header = next(lines)
            for cells in lines:
                if len(cells) == len(header):
                    row = {h: c.strip("\t") for h, c in zip(header, cells, strict=True)}
                    if row["Order ID"].isdigit() and row["Shipped Time"] != "see note":
                        rows[row["Order ID"]] = row
    return rows


def moment(text):
    return datetime.strptime(text, "%d/%m/%Y %H:%M:%S") if text else None


def deadline(created):
    """The end of the second working day after the day of the order."""
    day, left = created.date(), 2
    while left:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in FREE:
            left -= 1
    return datetime(day.year, day.month, day.day, 23, 59, 59)


def late(rows, column):
    """Late and counted orders by (period, warehouse)."""
    late_ones, counted = Counter(), Counter()
    for row in rows:
        created, cancelled = moment(row["Created Time"]), moment(row["Cancelled Time"])
        period = next((p for p, (a, b) in PERIODS.items() if a <= created.date() <= b), None)
        due = deadline(created)
        if period is None or "TikTok" in row["Fulfillment Type"] or (cancelled and cancelled <= due):
            continue
        done = moment(row[column])
        for warehouse_name in (row["Warehouse Name"], "all"):
            counted[period, warehouse_name] += 1
            late_ones[period, warehouse_name] += done is None or done > due
    return {key: (late_ones[key], of) for key, of in counted.items()}


def test_the_defect_is_where_it_was_planted(sound):
    rate = {key: n / of for key, (n, of) in late(sound.values(), "Shipped Time").items()}
    assert 0.01 < rate["before", "all"] < 0.03
    assert 0.10 < rate["during", "all"] < 0.12
    assert 0.005 < rate["after", "all"] < 0.02
    assert rate["during", "Daventry"] > 0.15
    assert rate["during", "Leeds"] < 0.025


def test_labels_stay_on_time(sound):
    rate = {key: n / of for key, (n, of) in late(sound.values(), "RTH Time").items()}
    assert max(rate[period, "all"] for period in PERIODS) < 0.015


def test_the_afternoon_carries_it(sound):
    rows = [r for r in sound.values() if r["Warehouse Name"] == "Daventry"]
    afternoon = late([r for r in rows if moment(r["Created Time"]).hour in (15, 16)], "Shipped Time")["during", "all"]
    rest = late([r for r in rows if moment(r["Created Time"]).hour not in (15, 16)], "Shipped Time")["during", "all"]
    assert afternoon[0] / afternoon[1] > 0.6
    assert rest[0] / rest[1] < 0.05


def test_truth_counts_the_same(sound):
    told = truth.truth(warehouse.orders(MAIN), MAIN)
    plain = late(sound.values(), "Shipped Time")
    labels = late(sound.values(), "RTH Time")
    for period in PERIODS:
        assert (told.handover[period].late, told.handover[period].of) == plain[period, "all"]
        assert (told.label[period].late, told.label[period].of) == labels[period, "all"]
        for name in ("Leeds", "Daventry"):
            assert (told.warehouses[name][period].late, told.warehouses[name][period].of) == plain[period, name]
    assert truth.periods(warehouse.orders(MAIN)) == PERIODS


def test_nothing_happened_before_it_could(sound):
    for row in sound.values():
        steps = [moment(row[c]) for c in ("Created Time", "Paid Time", "RTH Time", "Shipped Time", "Delivered Time")]
        known = [s for s in steps if s]
        assert known == sorted(known), row["Order ID"]
        assert all(s <= EXPORTED for s in known)


def test_shape_of_the_export(folder):
    first, second = sorted(folder.glob("*.csv"))
    text = first.read_text(encoding="utf-8")
    assert text.startswith("\ufeffOrder ID,Order Status,")
    assert len(next(csv.reader([text.split("\n", 1)[0]]))) == 62
    assert first.name == "orders_2026-04-27_to_2026-06-07.csv"
    assert second.name == "orders_2026-06-01_to_2026-07-05.csv"
    assert sum(line.count("E+17") for line in text.splitlines()) == 2
    assert text.count("see note") == 2


def test_multi_line_orders(folder):
    lines = Counter()
    with next(folder.glob("*2026-07-05.csv")).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            lines[row["Order ID"]] += 1
    share = sum(n > 1 for n in lines.values()) / len(lines)
    assert 0.04 < share < 0.08


def test_the_kit_finds_what_was_planted():
    """Orders and metrics of the kit against the truth of the generator, on the committed folder."""
    from pathlib import Path

    opened = open_case(Path(__file__).parents[2] / "cases" / "uk-late-dispatch")
    rules = policy.resolve("UK", "seed", seller_type="cross_border", fulfilment="seller", day=opened.case.letter.date)
    read = orders.read_orders(opened, rules)
    found = analyse(opened.case, read, rules, policy.family("logistics"))
    told = truth.truth(warehouse.orders(MAIN), MAIN)
    for period, count in told.handover.items():
        rate = found.metric("late_dispatch").rate(period)
        assert (rate.numerator, rate.denominator) == (count.late, count.of)
    assert len(read.quarantine) == 8
    assert all(reading.balances for reading in read.readings)
    assert found.top("warehouse").value == "Daventry"
    assert found.top("hour").value.startswith("15:00")
    assert tuple(found.affected["order_id"]) == told.late_ids


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6, 7, 8])
def test_each_variant_has_its_defect(number):
    scenario = variant(number)
    told = truth.truth(warehouse.orders(scenario), scenario)
    changed, steady = told.warehouses[scenario.changed], told.warehouses[scenario.steady]
    assert changed["during"].late / changed["during"].of > 0.1
    assert steady["during"].late / steady["during"].of < 0.04
    assert told.handover["after"].late / told.handover["after"].of < 0.03


@pytest.mark.soak
def test_variants_are_whole_folders(tmp_path):
    for folder in make_cases(3, tmp_path):
        assert open_case(folder).unlisted == ()
