"""Orders of a notice held against signed manifests: what they prove is claimed, what they do not is named, what contradicts is a gap."""

from datetime import date, timedelta

import pytest
from made_records import case

from kit.causes.patterns.scanned_late_collected_on_time import test as pattern

FIRST = 577_000_000_000_000_100
HEAD = "Order ID,Created Time,Paid Time,RTS Time,Shipped Time,Order Status,Tracking ID,Shipping Provider Name,Warehouse Name,Fulfillment Type"
SLIPS = "  - {id: slip, file: evidence/contract.pdf, kind: manifest, caption: Signed manifest}\n"
EDITS = {
    "stance: plan": "stance: dispute\nmetrics: [{id: late_dispatch, clock: handover, because: The notice says so}]",
    "  deadline: 2026-07-09T23:59+01:00": (
        "  deadline: 2026-07-09T23:59+01:00\n  window: {start: 2026-06-01, end: 2026-06-07}\n"
        '  orders: ["577000000000000101", "577000000000000102", "577000000000000103", "577000000000000104"]'
    ),
    "evidence:\n": f"evidence:\n{SLIPS}",
}


def orders(numbers=None):
    """Four orders of Monday 1 June, due on Wednesday the 3rd and shipped by the platform's clock on Friday; forty in time besides."""
    numbers = numbers or {}
    rows = [HEAD]
    for n in range(1, 45):
        day = date(2026, 6, 1) if n <= 4 else date(2026, 5, 4) + timedelta(days=n % 30)
        shipped = date(2026, 6, 5) if n <= 4 else day
        number = numbers.get(n, f"KP{n:08}")
        cells = (
            FIRST + n,
            f"{day} 09:00:00",
            f"{day} 09:01:00",
            f"{day} 10:00:00",
            f"{shipped} 20:00:00",
            "Shipped",
            number,
            "Kestrel Post",
        )
        rows.append(",".join([*map(str, cells), "Leeds", "Fulfillment by seller"]))
    return "\n".join(rows) + "\n"


def collections(*lines):
    return "Manifest,Tracking ID,Collected,Collected By,Evidence\n" + "".join(f"{line}\n" for line in lines)


ON_TIME = "M-1,KP00000001,2026-06-02 17:30:00,Driver 114,slip"
LATE = "M-2,KP00000002,2026-06-04 17:30:00,Driver 114,slip"


def looked_at(folder, *lines, numbers=None):
    appeal = case(
        folder, files={"orders/orders.csv": orders(numbers), "records/collections.csv": collections(*lines)}, edits=EDITS
    )
    found = next(a for a in appeal.audits if a.id == "collections")
    return found, {row.cells[0][-1]: row.cells[-1] for row in found.rows}


def test_only_what_the_manifests_prove_is_claimed(tmp_path):
    audit, results = looked_at(tmp_path / "case", ON_TIME, LATE, numbers={4: "1Z999AA10123456784"})
    assert results == {
        "1": "collected on time",
        "2": "collected late",
        "3": "no manifest line",
        "4": "number of another carrier: shape of UPS",
    }
    assert audit.figures["claimed"] == "1"
    assert audit.figures["not_claimed"] == "3"
    assert audit.gaps == ()
    counted, again = audit.rates["counted"], audit.rates["recounted"]
    assert (counted.numerator, again.numerator) == (4, 3)
    assert counted.denominator == again.denominator


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("M-1,KP00000001,2026-06-01 09:30:00,Driver 114,slip", "its label was made after the time signed"),
        ("M-1,KP00000001,2026-06-05 21:00:00,Driver 114,slip", "the carrier scanned it before the time signed"),
    ],
)
def test_a_manifest_that_label_or_scan_contradict_is_a_gap(tmp_path, line, said):
    audit, results = looked_at(tmp_path / "case", line)
    assert results["1"].startswith("manifest contradicted")
    (gap,) = audit.gaps
    assert (gap.severity, gap.where) == ("error", "records/collections.csv:2")
    assert said in gap.what


def test_a_manifest_without_its_signed_slip_is_a_gap(tmp_path):
    audit, _ = looked_at(tmp_path / "case", ON_TIME.replace("slip", ""))
    assert [g.id for g in audit.gaps] == ["collections.M-1.unsigned"]


def test_a_parcel_collected_twice_is_a_gap(tmp_path):
    audit, _ = looked_at(tmp_path / "case", ON_TIME, ON_TIME.replace("M-1", "M-9").replace("06-02", "06-03"))
    assert [g.id for g in audit.gaps] == ["collections.KP00000001.twice"]


def test_an_order_that_no_export_holds_is_named(tmp_path):
    text = orders().replace("577000000000000103", "577000000000000999")
    files = {"orders/orders.csv": text, "records/collections.csv": collections(ON_TIME)}
    appeal = case(tmp_path / "case", files=files, edits=EDITS)
    found = next(a for a in appeal.audits if a.id == "collections")
    assert [g.what for g in found.gaps] == ["order 577000000000000103 of the notice is in no export"]


def test_without_manifests_it_says_what_to_add(tmp_path):
    appeal = case(tmp_path / "case", files={"orders/orders.csv": orders()}, edits=EDITS)
    assert "records/" in next(a for a in appeal.audits if a.id == "collections").unavailable


def test_the_cause_is_supported_by_most_lines_and_denied_where_most_were_collected_late(tmp_path):
    lines = [f"M-1,KP0000000{n},2026-06-02 17:30:00,Driver 114,slip" for n in (1, 2, 3)]
    proved, _ = looked_at(tmp_path / "one", *lines)
    assert pattern(None, {"collections": proved}).verdict == "supported"
    late, _ = looked_at(tmp_path / "two", *(line.replace("06-02", "06-04") for line in lines))
    assert pattern(None, {"collections": late}).verdict == "denied"
    assert isinstance(pattern(None, {}), str)
