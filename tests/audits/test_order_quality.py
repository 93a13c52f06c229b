"""30-day order quality: windows, new and returning buyers, the spike and what its orders share, on a shop of a few hundred orders."""

from datetime import date, datetime, timedelta

import made_records
import pytest

HEAD = "Order ID,Order Status,Created Time,Paid Time,RTS Time,Shipped Time,Delivered Time,Seller SKU,SKU ID,Quantity,Tracking ID,Buyer Username,Creator Handle"
FIRST, NOTICE = date(2026, 1, 1), (date(2026, 3, 2), date(2026, 3, 31))
SPIKE = date(2026, 3, 10)


def shop(*, extra=(), first=FIRST, last=date(2026, 4, 12)):
    """Six orders a day, every third of a buyer who bought the day before; `extra`: day, buyer, SKU, creator of more orders."""
    rows, day, n = [], first, 0
    while day <= last:
        usual = [
            (f"buyer{(day - timedelta(days=1) if k % 3 == 0 else day).toordinal()}-{1 if k % 3 == 0 else k}", f"S-{k}", "")
            for k in range(6)
        ]
        for buyer, sku, creator in [*usual, *(e[1:] for e in extra if e[0] == day)]:
            n += 1
            at = datetime.combine(day, datetime.min.time()) + timedelta(hours=9, minutes=n % 600)
            times = [f"{at + timedelta(hours=h):%d/%m/%Y %H:%M:%S}" for h in (0, 0, 3, 6, 60)]
            sku_id = 172_900_000 + sum(map(ord, sku))
            rows.append(f"{577_000_000_000_000_000 + n},Completed,{','.join(times)},{sku},{sku_id},1,KP{n:08},{buyer},{creator}")
        day += timedelta(days=1)
    return "\n".join([HEAD, *rows]) + "\n"


def appeal(folder, text, *, covers=None):
    edits = {
        "family: logistics": "family: risk_score",
        "site: UK, seller_type": "site: ID, seller_type",
        "  site: UK\n": "  site: ID\n",
        "received: 2026-06-09T10:12+01:00": "received: 2026-04-01T10:12+07:00\n  window: {start: 2026-03-02, end: 2026-03-31}",
        "date: 2026-07-06": "date: 2026-04-15",
        "when: 2026-05-11": "when: 2026-03-02",
        "done: 2026-06-12 09:40": "done: 2026-04-02 09:40",
        "since: 2026-06-15": "since: 2026-04-06",
        "deadline: 2026-07-09T23:59+01:00": "deadline: 2026-05-01T23:59+07:00",
    }
    if covers:
        edits["route: appeal"] = f"data: {{orders: [{{file: orders/orders.csv, covers: {covers}}}]}}\nroute: appeal"
    return made_records.case(folder, files={"orders/orders.csv": text}, edits=edits)


def page(made):
    return next(a for a in made.audits if a.id == "order_quality")


def verdicts(made):
    return {c.pattern: c.verdict for c in made.causes if c.pattern.startswith("growth")}


def live(buyers=60, creator="kira"):
    return [(SPIKE, f"new{n % buyers}", "S-9", creator) for n in range(60)]


def test_a_live_is_found_with_its_day_its_creator_its_sku_and_its_new_buyers(tmp_path):
    made = appeal(tmp_path / "case", shop(extra=live()))
    found = page(made)
    assert found.figures["spike_window"] == "10 March 2026"
    assert (found.figures["spike_orders"], found.figures["usual_day"]) == ("66", "6")
    assert (found.figures["creator"], found.figures["sku"], found.figures["most_by_one"]) == ("kira", "S-9", "2")
    assert (found.rates["creator_spike"].numerator, found.rates["new_spike"].numerator) == (60, 64)
    assert {f.kind for f in found.faults} == {"creator", "sku", "new_buyers"}
    assert "are of buyers without an order in the 30 days before it" in found.sentence
    assert not found.gaps
    told = verdicts(made)
    assert told["growth_one_creator"] == told["growth_one_sku"] == told["growth_new_buyers"] == "supported"
    assert told["growth_few_buyers"] == told["growth_returning_buyers"] == "denied"


def test_every_order_of_a_window_is_new_or_returning_and_counted_once(tmp_path):
    made = appeal(tmp_path / "case", shop(extra=live()))
    found = page(made)
    whole = made.orders.orders["created_at"].dt.tz_convert("Asia/Jakarta").dt.date
    inside = whole.between(*NOTICE)
    assert found.rates["new_notice"].denominator == int(inside.sum()) == int(found.figures["notice_orders"])
    lines = found.files["orders-by-day.csv"].decode("utf-8-sig").splitlines()[1:]
    days = {row.split(",")[0]: [int(v) for v in row.split(",")[1:]] for row in lines}
    assert days["2026-03-10"] == [66, 64, 2, 60]
    assert all(all_ == new + again for all_, new, again, _ in days.values())


def test_the_same_buyers_again_and_again_are_few_and_not_new(tmp_path):
    made = appeal(tmp_path / "case", shop(extra=live(buyers=4, creator="")))
    found = page(made)
    assert "few_buyers" in {f.kind for f in found.faults}
    assert "new_buyers" not in {f.kind for f in found.faults}
    assert [g.id for g in found.gaps] == ["order_quality.few_buyers"]
    assert verdicts(made)["growth_one_creator"] == "denied"


def test_four_buyers_who_make_the_spike_are_four_and_do_not_return(tmp_path):
    """All 66 orders of the day are of four accounts that nobody knew before."""
    day = f"{SPIKE:%d/%m/%Y}"
    rows = shop(extra=live(buyers=4, creator="")).splitlines()
    made = appeal(tmp_path / "case", "\n".join(made_by_few(row, n, day) for n, row in enumerate(rows)) + "\n")
    found = page(made)
    assert {f.kind for f in found.faults} == {"few_buyers", "sku"}
    assert "(66 of 66) are of 4 buyers" in found.sentence
    assert any(row.cells[0] == "Of the 4 buyers with most orders" for row in found.rows)
    assert verdicts(made)["growth_few_buyers"] == "supported"
    assert verdicts(made)["growth_returning_buyers"] == "denied"


def made_by_few(row, n, day):
    cells = row.split(",")
    return ",".join([*cells[:-2], f"bulk{n % 4}", cells[-1]]) if cells[2].startswith(day) else row


def test_new_buyers_who_order_three_times_in_the_spike_stay_new(tmp_path):
    """Their own earlier orders of the spike are no history of theirs, on however many days of it."""
    days = [SPIKE + timedelta(days=n // 60) for n in range(180)]
    extra = [(day, f"new{n % 60}", f"S-{n % 6}", "") for n, day in enumerate(days)]
    made = appeal(tmp_path / "case", shop(extra=extra))
    found = page(made)
    assert found.figures["spike_days"] == "3"
    assert found.rates["new_spike"].numerator >= 180
    assert {f.kind for f in found.faults} == {"new_buyers", "unexplained"}
    assert [g.id for g in found.gaps] == ["order_quality.unexplained"]
    told = verdicts(made)
    assert (told["growth_new_buyers"], told["growth_returning_buyers"]) == ("supported", "denied")


def test_buyers_of_the_days_before_the_spike_return_with_all_their_orders(tmp_path):
    earlier = [(SPIKE - timedelta(days=20), f"old{n}", f"S-{n % 6}", "") for n in range(3)]
    extra = [(SPIKE + timedelta(days=n % 2), f"old{n % 3}", f"S-{n % 6}", "") for n in range(60)]
    made = appeal(tmp_path / "case", shop(extra=[*earlier, *extra]))
    assert page(made).rates["new_spike"].numerator <= 10
    assert verdicts(made)["growth_returning_buyers"] == "supported"


def test_with_too_short_a_history_before_the_spike_nobody_is_called_new(tmp_path):
    made = appeal(tmp_path / "case", shop(first=SPIKE - timedelta(days=29), extra=live()))
    found = page(made)
    assert found.rates["new_spike"].denominator == 0
    assert not {"new_buyers", "returning_buyers"} & {f.kind for f in found.faults}
    assert "order_quality.spike_history" in [g.id for g in found.gaps]
    told = verdicts(made)
    assert told["growth_new_buyers"] == told["growth_returning_buyers"] == "not run"
    whole = page(appeal(tmp_path / "whole", shop(first=SPIKE - timedelta(days=30), extra=live())))
    assert whole.rates["new_spike"].denominator == 66


def test_a_spike_that_the_export_does_not_explain_is_a_gap(tmp_path):
    extra = [(SPIKE, f"new{n}", f"S-{n % 6}", "") for n in range(60)]
    found = page(appeal(tmp_path / "case", shop(extra=extra)))
    assert [g.id for g in found.gaps] == ["order_quality.unexplained"]
    assert {f.kind for f in found.faults} == {"new_buyers", "unexplained"}


@pytest.mark.parametrize("more", [0, 6])
def test_an_even_shop_has_no_spike_and_says_so(tmp_path, more):
    extra = [(SPIKE, f"new{n}", "S-9", "kira") for n in range(more)]  # twice a usual day of six is within chance
    made = appeal(tmp_path / "case", shop(extra=extra))
    assert "no spike to explain" in page(made).sentence
    assert set(verdicts(made).values()) == {"not run"}


def test_too_short_a_history_is_told_and_nothing_is_called_new(tmp_path):
    found = page(appeal(tmp_path / "case", shop(first=date(2026, 2, 25))))
    assert [g.id for g in found.gaps] == ["order_quality.history"]
    assert found.sentence.endswith(
        "the export tells of 5 of the 30 days before, too few for a usual day (at least 7), so no spike could be told."
    )
    assert "before_orders" not in found.figures
    assert "usual_day" not in found.figures
    assert "A usual day" not in found.drawing
    assert found.rates["new_notice"].denominator < int(found.figures["notice_orders"])


def test_days_before_the_export_are_unknown_and_do_not_make_a_usual_day_smaller(tmp_path):
    """Ten of the thirty days before are in the export: with the others as days of no order their median is 0, and the live no spike."""
    found = page(appeal(tmp_path / "case", shop(first=date(2026, 2, 20), extra=live())))
    assert found.figures["usual_day"] == "6"
    assert found.figures["spike_window"] == "10 March 2026"
    assert "creator" in {f.kind for f in found.faults}
    assert any("10 of the 30 days before the notice; a usual day is the median of these" in note for note in found.notes)
    assert "Not in the export" in found.drawing
    rows = found.files["orders-by-day.csv"].decode("utf-8-sig").splitlines()[1:]
    days = {row.split(",")[0]: row.split(",")[1] for row in rows}
    assert (days["2026-02-19"], days["2026-02-20"]) == ("", "6")


def test_days_after_the_export_are_told_as_unknown(tmp_path):
    found = page(appeal(tmp_path / "case", shop(last=date(2026, 3, 21))))
    assert found.sentence.startswith("120 orders in the 20 of 30 days of the notice that the export tells of;")
    assert [g.id for g in found.gaps] == ["order_quality.days"]
    assert "Not in the export" in found.drawing


def test_days_that_the_case_declares_covered_are_days_without_orders(tmp_path):
    covers = "{start: 2026-01-01, end: 2026-04-12}"
    found = page(appeal(tmp_path / "case", shop(last=date(2026, 3, 21)), covers=covers))
    assert found.sentence.startswith("120 orders in the 30 days of the notice;")
    assert not found.gaps


def test_a_busy_day_within_chance_is_told_as_that(tmp_path):
    """Twice a usual day of six is no spike, and nobody may read that no day had 1.5 times the usual."""
    extra = [(SPIKE, f"new{n}", "S-9", "kira") for n in range(6)]
    said = page(appeal(tmp_path / "case", shop(extra=extra))).sentence
    assert "the busiest day had 12, a usual day before 6: no more than chance brings, so there is no spike" in said
    assert "1.5" not in said
