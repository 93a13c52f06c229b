"""Which scan of a number is an order's own: none of a journey that began before the order; a number given again has several."""

import json

import pandas as pd
from order_exports import START, csv_text, opened, policy, row

from kit.orders import read_orders

N, NUMBER = 800, "000000000800"
HOURS = pd.Timedelta(hours=1)
CREATED = (pd.Timestamp(START) + pd.Timedelta(minutes=37 * N)).tz_localize("Europe/London").tz_convert("UTC")


def events(*told):
    return [{"time_utc": (CREATED + hours * HOURS).strftime("%Y-%m-%dT%H:%M:%SZ"), "stage": stage} for hours, stage in told]


def scan(folder, *answers):
    """The scan, in hours from the order's creation, that the reading gives an order with this number."""
    for name in ("orders", "tracking"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "orders/a.csv").write_text(csv_text(row(n) for n in range(0, 900, 10)))
    for n, told in enumerate(answers):
        entry = {"number": NUMBER, "track_info": {"tracking": {"providers": [{"events": events(*told)}]}}}
        (folder / f"tracking/{n}.json").write_text(json.dumps({"data": {"accepted": [entry], "rejected": []}}))
    orders = read_orders(opened(folder), policy())
    for table in (orders.lines, orders.orders):
        (found,) = table["scan_at"][table["tracking_id"] == NUMBER]
    return None if pd.isna(found) else (found - CREATED) / HOURS


BEFORE = ((-300, "PickedUp"), (-250, "InTransit"), (-200, "Delivered"))
UNDER_WAY = ((-40, "PickedUp"), (5, "InTransit"), (30, "Delivered"), (32, "InTransit"))


def test_a_parcel_from_before_the_order_is_another(tmp_path):
    assert scan(tmp_path, BEFORE) is None


def test_a_parcel_that_was_under_way_when_the_order_was_made_is_another_to_its_end(tmp_path):
    assert scan(tmp_path, UNDER_WAY) is None


def test_a_scan_of_the_day_before_is_the_orders_own(tmp_path):
    assert scan(tmp_path, ((-24, "PickedUp"), (5, "InTransit"))) == -24


def test_a_number_that_a_carrier_gave_again_has_a_scan_of_its_own(tmp_path):
    assert scan(tmp_path, (*BEFORE, (20, "PickedUp"), (60, "Delivered"))) == 20


def test_the_journeys_may_stand_in_two_answers(tmp_path):
    assert scan(tmp_path, ((20, "PickedUp"), (60, "Delivered")), BEFORE) == 20
