"""What the terminal says of metrics, their driver and the day up to which the data know: in the metric's words, by name, in UTC."""

from datetime import date, datetime, timedelta, timezone

import made_orders as made

from kit.model import Driver, Metric, Rate, Window
from kit.terminal import Terminal
from kit.told import _driver, _sentences
from kit.told_exports import readings

WINDOW = Window(start=date(2026, 5, 11), end=date(2026, 6, 7))
PLAIN = {"definition": "", "unit": "%", "noun": "orders", "periods": (), "clock": None}


def rate(numerator):
    return Rate(numerator=numerator, denominator=200, window=WINDOW)


DRIVER = Driver(column="carrier", value="UPS", before=rate(4), during=rate(30), excess=20.0, share=0.5)


def test_a_driver_is_told_in_the_words_of_its_metric():
    late = Metric(id="late_dispatch", title="Late dispatch", sentence="", **PLAIN)
    returned = Metric(id="return_rate", title="Returns", sentence="", called="returned", **PLAIN)
    in_time = Metric(id="on_time_delivery", title="On time", sentence="", called="delivered on time", better="high", **PLAIN)
    said = [_driver("en", DRIVER, metric) for metric in (late, returned, in_time)]
    assert said == [
        f"carrier UPS: 2.0% {called} before, 15.0% during" for called in ("late", "returned", "not delivered on time")
    ]
    assert "逾期" not in _driver("zh", DRIVER, returned)
    assert "returned" in _driver("zh", DRIVER, returned)


def test_a_metric_that_the_data_cannot_give_is_told_by_its_name():
    lacking = Metric(id="return_rate", title="Returns", sentence="", unavailable="the case has no returns", **PLAIN)
    given = Metric(id="late_dispatch", title="Late dispatch", sentence="4 of 200 were late.", **PLAIN)
    assert list(_sentences((given, lacking))) == ["4 of 200 were late.", "Returns: the case has no returns"]


def test_the_moment_up_to_which_the_data_know_is_told_in_utc(capsys):
    east = datetime(2026, 6, 8, 1, 30, tzinfo=timezone(timedelta(hours=7)))
    readings(Terminal(), made.orders(made.frame(1, created_at=["2026-05-05T09:00Z"]), exported=east), (), {})
    assert "2026-06-07 18:30 UTC" in capsys.readouterr().out
