"""The charts as drawn: their size, what is said in them, and that no word stands on another."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from kit.model import Driver, Metric, Rate, Window
from kit.tools import charts
from kit.tools.chart_labels import Field, event_labels, event_labels_in_two_rows
from kit.tools.label_places import Box, Label, shortened, width
from kit.tools.statistics import wilson

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLE = (
    charts.Event(name="Van leaves at 15:30", day=date(2026, 5, 11), kind="cause"),
    charts.Event(name="A", day=date(2026, 6, 12)),
    charts.Event(name="B", day=date(2026, 6, 14)),
    charts.Event(name="C", day=date(2026, 6, 15)),
)


def rate(late, of, start, days=7):
    low, high = wilson(late, of) if of else (None, None)
    return Rate(
        numerator=late, denominator=of, window=Window(start=start, end=start + timedelta(days=days - 1)), low=low, high=high
    )


def metric(shares, of=400):
    weeks = tuple(rate(round(share * of), of, date(2026, 4, 27) + timedelta(weeks=n)) for n, share in enumerate(shares))
    periods = (("before", weeks[0]), ("during", weeks[len(weeks) // 2]), ("after", weeks[-1]))
    return Metric(
        id="late_dispatch",
        title="Late dispatch",
        definition="",
        clock="handover",
        unit="%",
        noun="orders",
        periods=periods,
        sentence="",
        weekly=weeks,
    )


RISE = metric([0.012, 0.01, 0.094, 0.118, 0.124, 0.12, 0.114, 0.021, 0.012, 0.03])


def driver(value, late, column="warehouse"):
    return Driver(
        column=column,
        value=value,
        before=rate(1, 100, date(2026, 4, 27)),
        during=rate(late, 500, date(2026, 5, 11)),
        excess=late,
        share=None,
    )


def words(svg):
    return [node.text for node in ET.fromstring(svg).iter(f"{SVG}text")]


def boxes(svg):
    """Each visible word of the picture with the box that it covers, from the transforms around it."""
    found = []

    def walk(node, x, y):
        for dx, dy in re.findall(r"translate\(([-\d.]+),([-\d.]+)\)", node.get("transform", "")):
            x, y = x + float(dx), y + float(dy)
        if node.tag == f"{SVG}text" and node.text:
            assert node.get("text-anchor") in {None, "start"}  # any other anchor loses stems in pdfium
            size = float(node.get("font-size").removesuffix("px"))
            wide = width(node.text, size, strong=node.get("font-weight") == "600")
            found.append((node.text, Box(x, y - 0.66 * size, x + wide, y + 0.2 * size)))
        for child in node:
            walk(child, x, y)

    walk(ET.fromstring(svg), 0.0, 0.0)
    return found


SCENES = {
    "example": (RISE, EXAMPLE, 0.04, "day_first"),
    "month first": (RISE, EXAMPLE, 0.04, "month_first"),
    "limit of 10": (RISE, EXAMPLE, 0.1, "day_first"),
    "no limit": (RISE, EXAMPLE[:1], None, "day_first"),
    "no events": (RISE, (), 0.04, "day_first"),
    "all zero": (metric([0] * 8), EXAMPLE, 0.04, "day_first"),
    "falls": (metric([0.2, 0.15, 0.1, 0.05, 0.01]), EXAMPLE, 0.04, "day_first"),
    "rises to the end": (metric([0.01] * 5 + [0.05, 0.1, 0.3]), EXAMPLE, 0.04, "day_first"),
    "near the limit": (metric([0.038, 0.041, 0.039, 0.04, 0.042, 0.037, 0.041, 0.039]), EXAMPLE, 0.04, "day_first"),
    "peak beside the last": (metric([0.01] * 24 + [0.1, 0.098]), (), 0.09, "day_first"),
    "one week": (metric([0.05]), (), 0.04, "day_first"),
    "a year": (metric([0.02 + 0.01 * (n % 5) for n in range(52)]), EXAMPLE, 0.04, "day_first"),
    "two causes": (
        RISE,
        (*EXAMPLE, charts.Event(name="New warehouse system", day=date(2026, 5, 18), kind="cause")),
        0.04,
        "day_first",
    ),
    "many actions": (
        RISE,
        tuple(charts.Event(name="ABCDEFGH"[n], day=date(2026, 5, 4) + timedelta(days=8 * n)) for n in range(8)),
        0.04,
        "day_first",
    ),
    "long name": (
        RISE,
        (charts.Event(name="The carrier's evening van now leaves at half past three", day=date(2026, 5, 11), kind="cause"),),
        0.04,
        "day_first",
    ),
}


@pytest.mark.spread(6)
@pytest.mark.parametrize("scene", SCENES)
def test_no_word_touches_another_and_all_lie_in_the_picture(scene):
    svg = charts.svg(charts.weekly_rate(*SCENES[scene][:3], style=SCENES[scene][3]))
    assert 'width="276" height="158" viewBox="0 0 276 158"' in svg
    found = boxes(svg)
    assert not [(a, b) for n, (a, one) in enumerate(found) for b, other in found[n + 1 :] if one.touches(other)]
    picture = Box(-0.5, 0, 276.5, 158)
    assert not [text for text, box in found if not box.inside(picture)]


def test_the_example_says_peak_last_limit_and_events():
    said = words(charts.svg(charts.weekly_rate(RISE, EXAMPLE, 0.04)))
    assert {"12.5%", "3.0%", "Limit 4.0%", "Van leaves at 15:30, 11 May", "A 12, B 14, C 15 June"} <= set(said)
    assert {"0%", "4%", "8%", "12%", "11 May", "8 Jun"} <= set(said)


def test_month_first_says_the_month_first():
    said = words(charts.svg(charts.weekly_rate(RISE, EXAMPLE, 0.04, style="month_first")))
    assert {"A June 12, B 14, C 15", "May 11"} <= set(said)


def test_points_are_circles_filled_above_the_limit_and_hollow_within():
    svg = charts.svg(charts.weekly_rate(RISE, (), 0.04))
    assert "A2.236" not in svg  # no arc is left
    fills = [node.get("fill") for node in ET.fromstring(svg).iter(f"{SVG}circle")]
    assert fills == ["white"] * 2 + [charts.ACCENT] * 5 + ["white"] * 3


def test_a_point_stands_in_the_middle_of_its_week():
    rows = next(row for row in charts.weekly_rate(RISE).to_dict()["layer"] if row["mark"]["type"] == "point")
    week = rows.get("data") or charts.weekly_rate(RISE).to_dict()["data"]
    first = week["values"][0]["at"]
    assert first == 1777248000000 + 3.5 * 86_400_000  # noon of Thursday 30 April 2026, UTC


def test_the_same_chart_is_the_same_text():
    assert charts.svg(charts.weekly_rate(RISE, EXAMPLE, 0.04)) == charts.svg(charts.weekly_rate(RISE, EXAMPLE, 0.04))


def test_no_title_no_background_no_outside_reference():
    svg = charts.svg(charts.weekly_rate(RISE, EXAMPLE, 0.04))
    assert 'fill="white"/><g' not in svg[:400]
    assert "<title" not in svg
    assert not re.findall(r'(?:href|url)\s*[=(]\s*"?http', svg.replace("http://www.w3.org", ""))


@pytest.mark.parametrize("limit", [0.04, None])
def test_before_after_names_each_period_and_its_share(limit):
    svg = charts.svg(charts.before_after(RISE, limit))
    assert 'viewBox="0 0 197 62"' in svg
    said = words(svg)
    assert {"Before", "During", "After", "1.2%", "12.0%", "3.0%"} <= set(said)
    assert ("Limit 4.0%" in said) == (limit is not None)
    found = boxes(svg)
    assert not [(a, b) for n, (a, one) in enumerate(found) for b, other in found[n + 1 :] if one.touches(other)]


def test_a_period_without_orders_is_not_drawn():
    empty = Metric(
        id="x",
        title="",
        definition="",
        clock=None,
        unit="%",
        noun="orders",
        periods=(("before", rate(0, 0, date(2026, 5, 1))),),
        sentence="",
    )
    assert words(charts.svg(charts.before_after(empty))) == ["No orders to draw"]
    assert words(charts.svg(charts.weekly_rate(empty))) == ["No orders to draw"]
    assert words(charts.svg(charts.drivers(()))) == ["No orders to draw"]


def test_drivers_keep_the_first_in_the_accent_and_join_the_rest():
    given = [driver("Daventry", 331), *[driver(f"Site {n}", 20 - n) for n in range(6)], driver("Northway", 400, "carrier")]
    svg = charts.svg(charts.drivers(given))
    assert words(svg)[:4] == ["Daventry", "Site 0", "Site 1", "4 others"]
    assert "331 (76%)" in words(svg)
    fills = re.findall(r'role="graphics-symbol" aria-roledescription="bar"[^>]*fill="(#\w+)"', svg)
    assert fills == [charts.ACCENT, charts.OTHER_BAR, charts.OTHER_BAR, charts.OTHER_BAR]


def test_a_long_or_foreign_name_fits_and_is_escaped():
    svg = charts.svg(
        charts.drivers([driver("Warehouse <North> & Sons of Northamptonshire", 3), driver("义乌仓", 2), driver("☃ site", 1)])
    )
    found = boxes(svg)
    assert all(box.inside(Box(-1, -1, 198, 63)) for _, box in found)
    assert any(text.endswith("…") for text, _ in found)
    assert "义乌仓" in words(svg)


def test_shortened_keeps_what_fits():
    assert shortened("Leeds", 100, 9) == "Leeds"
    assert width(shortened("A very long name of a warehouse", 60, 9), 9) <= 60


def test_labels_left_out_for_want_of_room_do_not_stop_the_chart():
    field = Field(size=(60, 158), left=5, right=5, top=16, bottom=14, x=70, y=0.1)
    assert event_labels(EXAMPLE, date(2026, 4, 27), field, "day_first")[1] is None
    marks, labels = event_labels_in_two_rows(EXAMPLE, date(2026, 4, 27), field, "day_first")
    assert len(marks) >= 2
    assert all(isinstance(label, Label) for label in labels)
