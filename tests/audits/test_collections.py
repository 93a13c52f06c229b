"""Orders of a notice held against signed manifests: what they prove is claimed, what they do not is named, what contradicts is a gap."""

from datetime import date, timedelta

import pytest
from made_records import case

from kit.audits._slips import is_slip
from kit.causes.patterns.scanned_late_collected_on_time import test as pattern
from kit.errors import BadFile
from kit.model import EvidenceItem

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


def test_what_contradicts_alike_on_one_manifest_is_told_once(tmp_path):
    lines = [f"M-1,KP0000000{n},2026-06-01 09:30:00,Driver 114,slip" for n in (1, 2, 3, 4)]
    (gap,) = looked_at(tmp_path / "case", *lines)[0].gaps
    assert "does not fit 4 orders (577000000000000101, 577000000000000102, 577000000000000103 …)" in gap.what


@pytest.mark.parametrize("written", ["kp00000001", "KP 0000 0001", "KP-00000001"])
def test_a_number_is_the_same_however_it_is_written(tmp_path, written):
    audit, results = looked_at(tmp_path / "case", ON_TIME.replace("KP00000001", written))
    assert (results["1"], audit.gaps) == ("collected on time", ())
    assert next(row.cells[1] for row in audit.rows if row.cells[0].endswith("1")) == "KP00000001"


NOBODY = ["", "-", "N/A", "未签字", "pending", "No signature.", "not_signed", "Unknown", "待签", "未知"]


@pytest.mark.parametrize("nobody", NOBODY)
def test_a_line_that_nobody_signed_is_not_claimed(tmp_path, nobody):
    audit, results = looked_at(tmp_path / "case", ON_TIME.replace("Driver 114", nobody))
    assert (results["1"], audit.figures["claimed"], audit.figures["unsigned"]) == ("not signed for", "0", "1")
    assert [(g.id, g.severity) for g in audit.gaps] == [(f"collections.{FIRST + 1}.unsigned", "warning")]


BY_ORDER = "Manifest,Tracking ID,Order ID,Collected,Collected By,Evidence\n"


def by_order(folder, *lines):
    records = BY_ORDER + "".join(f"{line}\n" for line in lines)
    appeal = case(folder, files={"orders/orders.csv": orders(), "records/collections.csv": records}, edits=EDITS)
    found = next(a for a in appeal.audits if a.id == "collections")
    return found, {row.cells[0][-1]: row.cells[-1] for row in found.rows}


def test_a_manifest_without_tracking_numbers_is_matched_by_order(tmp_path):
    lines = [f"M-1,,{FIRST + n},2026-06-02 17:30:00,Driver 114,slip" for n in (1, 3)]
    audit, results = by_order(tmp_path / "case", *lines, "M-1,,,2026-06-02 17:30:00,Driver 114,slip")
    assert results == {"1": "collected on time", "2": "no manifest line", "3": "collected on time", "4": "no manifest line"}
    assert [(g.id, g.where) for g in audit.gaps] == [
        ("collections.records/collections.csv:4.nothing", "records/collections.csv:4")
    ]


def test_a_line_that_names_another_order_for_the_parcel_contradicts(tmp_path):
    audit, results = by_order(tmp_path / "case", f"M-1,KP00000001,{FIRST + 2},2026-06-02 17:30:00,Driver 114,slip")
    assert results["1"].startswith("manifest contradicted: its line names order")
    assert [(g.id, g.severity) for g in audit.gaps] == [(f"collections.{FIRST + 1}.contradicted", "error")]


@pytest.mark.parametrize(
    ("order", "result"), [(1, "manifest contradicted: its line names parcel KP00000777"), (9, "no manifest line")]
)
def test_a_line_that_names_an_order_under_a_number_it_lacks_is_told(tmp_path, order, result):
    audit, results = by_order(tmp_path / "case", f"M-1,KP00000777,{FIRST + order},2026-06-02 17:30:00,Driver 114,slip")
    assert results["1"].startswith(result)
    (gap,) = audit.gaps
    assert (gap.severity, gap.where) == ("error", "records/collections.csv:2")
    assert f"KP00000777, the exports have KP{order:08}" in gap.what


def test_an_order_whose_number_the_exports_lack_is_matched_by_its_order(tmp_path):
    records = BY_ORDER + f"M-1,KP00000777,{FIRST + 1},2026-06-02 17:30:00,Driver 114,slip\n"
    text = orders({1: ""})
    appeal = case(tmp_path / "case", files={"orders/orders.csv": text, "records/collections.csv": records}, edits=EDITS)
    found = next(a for a in appeal.audits if a.id == "collections")
    assert (found.figures["claimed"], found.gaps) == ("1", ())


SECOND = "M-1,KP00000777,2026-06-0@ 17:30:00,Driver 114,slip"


@pytest.mark.parametrize(
    ("second", "result"),
    [
        ("", "no manifest line: of its 2 parcels KP00000777 stands in none"),
        (SECOND.replace("@", "2"), "collected on time"),
        (SECOND.replace("@", "4"), "collected late"),
    ],
)
def test_an_order_of_two_parcels_is_claimed_when_both_were_collected_in_time(tmp_path, second, result):
    rows = [f"{row},{'SKU ID' if n == 0 else 172961104390011}\n" for n, row in enumerate(orders().splitlines())]
    rows.insert(2, rows[1].replace("KP00000001", "KP00000777").replace("390011", "390022"))
    lines = "".join(f"{line}\n" for line in (ON_TIME, second) if line)
    files = {
        "orders/orders.csv": "".join(rows),
        "records/collections.csv": f"Manifest,Tracking ID,Collected,Collected By,Evidence\n{lines}",
    }
    appeal = case(tmp_path / "case", files=files, edits=EDITS)
    found = next(a for a in appeal.audits if a.id == "collections")
    assert next(r.cells[-1] for r in found.rows if r.cells[0] == str(FIRST + 1)) == result


def test_two_orders_may_go_out_in_one_parcel(tmp_path):
    records = BY_ORDER + f"M-1,KP00000001,{FIRST + 2},2026-06-02 17:30:00,Driver 114,slip\n"
    files = {"orders/orders.csv": orders({2: "KP00000001"}), "records/collections.csv": records}
    found = next(a for a in case(tmp_path / "case", files=files, edits=EDITS).audits if a.id == "collections")
    assert (found.figures["claimed"], found.gaps) == ("2", ())


def test_a_manifest_without_its_signed_slip_is_a_gap(tmp_path):
    audit, _ = looked_at(tmp_path / "case", ON_TIME.replace("slip", ""))
    assert [g.id for g in audit.gaps] == ["collections.M-1.unsigned"]


UNSIGNED = [
    *(f"kind: {kind}" for kind in ("statement", "sop", "settings_screenshot", "dispatch_log", "photo")),
    'kind: photo, facts: {signed_by: "pending"}',
    "kind: manifest, use: background",
]


@pytest.mark.parametrize("instead", UNSIGNED)
def test_what_somebody_says_or_what_stays_in_the_background_is_no_signed_slip(tmp_path, instead):
    slip = SLIPS.replace("kind: manifest", instead).replace("Signed manifest", "Manifest not signed")
    files = {"orders/orders.csv": orders(), "records/collections.csv": collections(ON_TIME)}
    appeal = case(tmp_path, files=files, edits={**EDITS, "evidence:\n": f"evidence:\n{slip}"})
    assert [g.id for g in next(a for a in appeal.audits if a.id == "collections").gaps] == ["collections.M-1.unsigned"]


@pytest.mark.parametrize(
    "instead",
    [
        "kind: dispatch_slip, caption: Stamped slip",
        "kind: carrier_letter, caption: Letter",
        "kind: photo, caption: Photo of the signed manifest",
        "kind: photo, caption: 已签字交接单照片",
        'kind: photo, caption: Photo of the manifest, facts: {signed_by: "Driver 114"}',
    ],
)
def test_what_the_carrier_signs_shows_a_manifest_signed(tmp_path, instead):
    slip = SLIPS.replace("kind: manifest, caption: Signed manifest", instead)
    files = {"orders/orders.csv": orders(), "records/collections.csv": collections(ON_TIME)}
    appeal = case(tmp_path, files=files, edits={**EDITS, "evidence:\n": f"evidence:\n{slip}"})
    assert next(a for a in appeal.audits if a.id == "collections").gaps == ()


@pytest.mark.parametrize("caption", ["Unsigned slip", "Slip, not yet signed", "没有签字的交接单", "未签收的交接单"])
def test_a_photo_of_an_unsigned_slip_shows_no_signature(caption):
    assert not is_slip(EvidenceItem(id="slip", file="slip.jpg", kind="photo", caption=caption))


def test_the_unfit_kind_of_a_named_paper_is_told(tmp_path):
    slip = SLIPS.replace("kind: manifest", "kind: sop")
    files = {"orders/orders.csv": orders(), "records/collections.csv": collections(ON_TIME)}
    appeal = case(tmp_path, files=files, edits={**EDITS, "evidence:\n": f"evidence:\n{slip}"})
    (gap,) = next(a for a in appeal.audits if a.id == "collections").gaps
    assert gap.what.endswith("no exhibit shows it signed: slip is of kind sop")


@pytest.mark.parametrize(
    ("scanned", "wait"),
    [
        (("06-05 20:00", "06-05 18:00"), "43 hours"),
        (("06-04 00:06", "06-04 00:14"), "20 minutes"),
        (("06-04 00:40", "06-04 01:10"), "1 hour"),
    ],
)
def test_the_median_wait_of_two_is_the_middle_of_both_and_never_0_hours(tmp_path, scanned, wait):
    rows = orders().splitlines()
    for n, at in enumerate(scanned, start=1):
        rows[n] = rows[n].replace("2026-06-05 20:00", f"2026-{at}")
    late = ON_TIME.replace("06-02 17:30", "06-03 23:50")
    files = {
        "orders/orders.csv": "\n".join(rows) + "\n",
        "records/collections.csv": collections(late, late.replace("0001", "0002")),
    }
    appeal = case(tmp_path, files=files, edits=EDITS)
    found = next(a for a in appeal.audits if a.id == "collections")
    assert (found.figures["claimed"], found.figures["median_wait"]) == ("2", wait)


def test_claimed_orders_that_the_rate_does_not_count_are_told(tmp_path):
    old = f"{FIRST + 5},2026-05-09 09:00:00,2026-05-09 09:01:00,2026-05-09 10:00:00,2026-05-09"
    text = orders().replace(old, old[: -len("2026-05-09")] + "2026-05-29")
    listed = EDITS["  deadline: 2026-07-09T23:59+01:00"].replace('"]', f'", "{FIRST + 5}"]')
    early = "M-0,KP00000005,2026-05-11 17:30:00,Driver 114,slip"
    appeal = case(
        tmp_path,
        files={"orders/orders.csv": text, "records/collections.csv": collections(ON_TIME, early)},
        edits={**EDITS, "  deadline: 2026-07-09T23:59+01:00": listed},
    )
    found = next(a for a in appeal.audits if a.id == "collections")
    assert (found.figures["claimed"], found.figures["taken_out"]) == ("2", "1")
    assert found.rates["counted"].numerator - found.rates["recounted"].numerator == 1
    (gap,) = found.gaps
    assert f"of 2 claimed orders order {FIRST + 5} is not among the 4 late ones" in gap.what


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


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ('handed_over: "June 2, 2026, 17:30", parcels: "2"', set()),
        ('handed_over: "2 June 2026, 5:30 PM"', set()),
        ('carrier: "Kestrel Post"', set()),
        ('handed_over: "June 3, 2026, 17:30"', {"day"}),
        ('handed_over: "June 2, 2026, 18:10"', {"time"}),
        ('handed_over: "June 2, 2026, 5:30 AM", parcels: "1,002"', {"time", "parcels"}),
        ('handed_over: "June 2, 2026", parcels: "3"', {"parcels"}),
        ('carrier: "KESTREL POST UK", shipper: "Made Trading"', set()),
        ('carrier: "Sierra Coast Parcel"', {"carrier"}),
        ('shipper: "Somebody Else Ltd"', {"shipper"}),
    ],
)
def test_the_sheet_is_held_against_what_is_stated_of_its_slip(tmp_path, facts, said):
    assert held_against(tmp_path, "manifest", facts) == said


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("dispatch_slip", 'handed_over: "June 3, 2026, 17:30", parcels: "3"', {"day", "parcels"}),
        ("photo", 'handed_over: "June 3, 2026, 17:30", parcels: "3"', {"day", "parcels"}),
        ("carrier_letter", 'collected: "June 2, 2026, 18:10", signed: "June 9, 2026"', {"time"}),
        ("carrier_letter", 'signed: "June 9, 2026", parcels: "2"', set()),
    ],
)
def test_the_sheet_is_held_against_a_signed_slip_of_whatever_kind(tmp_path, kind, facts, said):
    assert held_against(tmp_path, kind, facts) == said


def held_against(tmp_path, kind, facts):
    """What differs between two lines of 2 June, 17:30 and their slip with these facts."""
    slip = SLIPS.replace("caption: Signed manifest", f"caption: Signed manifest, facts: {{{facts}}}").replace(
        "kind: manifest", f"kind: {kind}"
    )
    lines = (ON_TIME, "M-1,KP00000003,2026-06-02 17:30:00,Driver 114,slip")
    files = {"orders/orders.csv": orders(), "records/collections.csv": collections(*lines)}
    appeal = case(tmp_path, files=files, edits={**EDITS, "evidence:\n": f"evidence:\n{slip}"})
    found = next(a for a in appeal.audits if a.id == "collections")
    differing = [g for g in found.gaps if g.id.startswith("collections.slip.")]
    assert all(g.severity == "error" and g.where == "evidence.0.facts" for g in differing)
    return {g.id.rpartition(".")[2] for g in differing}


@pytest.mark.parametrize(
    "sheet",
    [
        "Manifest No.;Waybill;Pickup Date;Pickup Time;Driver;Exhibit\nM-1;KP00000001;2026-06-02;17:30;Driver 114;slip\n",
        "交接单;快递单号;交接时间;司机;附件\nM-1;KP00000001;2026/6/2 17:30;司机 114;slip\n",
    ],
)
def test_a_sheet_with_the_usual_words_of_a_dock_is_read(tmp_path, sheet):
    files = {"orders/orders.csv": orders(), "records/dock.csv": sheet}
    audit = next(a for a in case(tmp_path / "case", files=files, edits=EDITS).audits if a.id == "collections")
    assert audit.figures["claimed"] == "1"


def test_a_sheet_of_no_known_form_is_refused_with_the_heads_of_every_form(tmp_path):
    with pytest.raises(BadFile, match=r"collections: Collected, Manifest; .* timeline: Time, What"):
        assert case(tmp_path / "case", files={"orders/orders.csv": orders(), "records/dock.csv": "Liste,Wer\n1,2\n"}).audits
