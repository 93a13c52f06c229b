"""The logistics stories: what each planted is found by the kit, and where the same orders hide another truth, that one is not told."""

import re
from dataclasses import replace

import pytest

from kit.appeal import Appeal
from kit.demo.stories.late_scan import case_file as scan_case
from kit.demo.stories.late_scan import export as scan_export
from kit.demo.stories.late_scan.parcels import noticed, parcels
from kit.demo.stories.late_scan.scenario import MAIN as SCAN
from kit.demo.stories.oversold import case_file as oversold_case
from kit.demo.stories.oversold import export as oversold_export
from kit.demo.stories.oversold import shop as oversold
from kit.demo.stories.oversold.scenario import MAIN as OVERSOLD
from kit.demo.stories.th_shipped import case_file as shipped_case
from kit.demo.stories.th_shipped import export as shipped_export
from kit.demo.stories.th_shipped import shop as shipped
from kit.demo.stories.th_shipped.scenario import MAIN as SHIPPED


def opened(folder, case_yaml, files):
    """The case with its data files, and files in place of its papers."""
    papers = dict.fromkeys(re.findall(r"file: (evidence/.+)", case_yaml), b"not opened here")
    for name, content in {"case.yaml": case_yaml.encode(), "signature.png": b"", **papers, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


def verdicts(appeal):
    return {finding.pattern: finding.verdict for finding in appeal.causes}


def late_scan(folder, scenario):
    found = parcels(scenario)
    files = {
        "orders/orders.csv": scan_export.orders(scenario, found),
        "tracking/17track.json": scan_export.tracking(scenario, found),
        "records/collections.csv": scan_export.collections(scenario, found),
    }
    text = scan_case.case_yaml(scenario, found)
    names = {
        "orders/orders_2026-08-31_to_2026-10-02.csv": "orders/orders.csv",
        "tracking/17track_2026-10-05.json": "tracking/17track.json",
    }
    for old, new in names.items():
        text = text.replace(old, new)
    return opened(folder, text, files), found


def th_shipped(folder, scenario):
    found = shipped.orders(scenario)
    text = shipped_case.case_yaml(scenario, found).replace("orders/ทั้งหมด-2026-08-03-2026-10-12.csv", "orders/orders.csv")
    return opened(folder, text, {"orders/orders.csv": shipped_export.orders(scenario, found)}), found


def us_oversold(folder, scenario):
    found = oversold.orders(scenario)
    text = oversold_case.case_yaml(scenario, found).replace("orders/All order-2026-09-17.csv", "orders/orders.csv")
    return opened(folder, text, {"orders/orders.csv": oversold_export.orders(scenario, found)}), found


def test_what_the_manifests_prove_is_what_was_planted(tmp_path):
    appeal, found = late_scan(tmp_path, SCAN)
    notice = noticed(found)
    audit = next(a for a in appeal.audits if a.id == "collections")
    assert int(audit.figures["orders"]) == len(notice)
    assert int(audit.figures["claimed"]) == sum(p.is_proved for p in notice) > 40
    assert {row.cells[0] for row in audit.rows if row.cells[-1] == "collected on time"} == {
        p.order_id for p in notice if p.is_proved
    }
    counted = audit.rates["counted"]
    assert (counted.numerator, counted.denominator) == (len(notice), len(scan_case.counted(found)))
    assert audit.rates["recounted"].numerator == len(notice) - sum(p.is_proved for p in notice)
    assert audit.gaps == ()
    assert verdicts(appeal)["scanned_late_collected_on_time"] == "supported"


def test_parcels_that_stood_at_the_dock_are_not_claimed(tmp_path):
    appeal, found = late_scan(tmp_path, replace(SCAN, is_ours=True))
    audit = next(a for a in appeal.audits if a.id == "collections")
    assert len(noticed(found)) > 40
    assert audit.figures["claimed"] == "0"
    assert verdicts(appeal)["scanned_late_collected_on_time"] == "denied"


def test_the_sets_that_took_turns_are_found_by_the_clock_shipped(tmp_path):
    appeal, found = th_shipped(tmp_path, SHIPPED)
    of = shipped.counted(found)
    rate = appeal.analysis.metric("late_dispatch").rate("during")
    assert (rate.numerator, rate.denominator) == (sum(o.is_late for o in of), len(of))
    assert appeal.analysis.metric("late_dispatch_label").rate("during").numerator == 0
    assert verdicts(appeal)["sku"] == "supported"
    assert verdicts(appeal)["carrier"] == "denied"
    assert appeal.analysis.top("sku").value.startswith("RM-SET-")


@pytest.mark.slow
def test_one_carrier_that_took_turns_is_not_told_of_the_sets(tmp_path):
    told = verdicts(th_shipped(tmp_path, replace(SHIPPED, defect="carrier"))[0])
    assert (told["carrier"], told["sku"]) == ("supported", "denied")


def test_what_was_sold_from_an_empty_shelf_is_found_and_no_carrier_is_blamed(tmp_path):
    appeal, found = us_oversold(tmp_path, OVERSOLD)
    rate = appeal.analysis.metric("seller_cancellation").rate("during")
    assert (rate.numerator, rate.denominator) == (len(oversold_case.faults(found)), len(oversold.counted(found)))
    told = verdicts(appeal)
    assert (told["cancelled_no_stock"], told["sku"], told["cancelled_price"]) == ("supported", "supported", "denied")
    assert appeal.drivers[0].column == "sku"
    assert told.get("carrier") != "supported"


@pytest.mark.slow
def test_a_wrong_price_is_not_told_as_missing_stock(tmp_path):
    told = verdicts(us_oversold(tmp_path, replace(OVERSOLD, defect="price"))[0])
    assert (told["cancelled_price"], told["cancelled_no_stock"]) == ("supported", "denied")
