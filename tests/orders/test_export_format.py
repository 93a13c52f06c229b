"""The formats: each file is held against its record, and headers are matched to the right one."""

import pytest
from order_exports import ID, UK

from kit.errors import BadFile
from kit.orders.export_format import TableFormat, TrackingFormat, folded, formats, table_formats
from kit.orders.fields import TABLES
from kit.orders.fitting import fitting
from kit.paths import FORMATS


def test_every_file_is_a_format():
    found = formats()
    assert sorted(found) == sorted(p.stem for p in FORMATS.glob("*.yaml"))
    assert {"uk_orders", "id_orders", "tracking_17track"} <= set(found)
    assert all(f.source and f.seen and f.grade for f in found.values())


@pytest.mark.parametrize("found", table_formats(), ids=lambda f: f.id)
def test_every_field_of_known_values_has_meanings(found: TableFormat):
    stated = {c.field for c in found.columns}
    assert stated >= set(TABLES[found.kind].needed)
    for name in stated:
        assert bool(found.meanings(name)) == (TABLES[found.kind].fields[name].kind == "value"), name


def test_indonesian_values_mean_what_english_ones_do():
    indonesian = formats()["id_orders"]
    assert isinstance(indonesian, TableFormat)
    assert indonesian.meanings("status")[folded("Perlu dikirim")] == "to_ship"
    assert indonesian.meanings("substatus")[folded(" menunggu  PENGAMBILAN ")] == "awaiting_collection"
    assert indonesian.meanings("fulfilment")[folded("Dikirim oleh Penjual")] == "seller"


def test_an_announcement_is_no_scan():
    tracking = formats()["tracking_17track"]
    assert isinstance(tracking, TrackingFormat)
    assert "info_received" not in tracking.scans
    assert set(tracking.scans) <= set(dict(tracking.stages).values())


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("kind: letters", "kind"),
        ("id: other", "id"),
        ("zone: Mars/Olympus", "zone"),
        ("date_format: DD.MM", "no date format"),
        ("surprise: 1", "surprise"),
        ("known: [Order ID]", "stated twice"),
    ],
)
def test_a_malformed_format_fails_at_load(tmp_path, broken, says):
    key = broken.split(":")[0]
    lines = (FORMATS / "uk_orders.yaml").read_text().splitlines()
    cut = [line for line in lines if not line.startswith(f"{key}:")]
    if key == "known":
        start, end = (
            next(i for i, x in enumerate(cut) if x.startswith("  [")),
            next(i for i, x in enumerate(cut) if x.startswith("  ]")),
        )
        cut = cut[:start] + cut[end + 1 :]
    (tmp_path / "uk_orders.yaml").write_text("\n".join([broken, *cut]) + "\n")
    with pytest.raises(BadFile, match=says):
        formats.__wrapped__(tmp_path)


def test_hints_beat_the_site_and_the_site_beats_nothing():
    def chosen(headers, site, declared=None):
        found = fitting(headers, site=site, declared=declared)
        return found.id if isinstance(found, TableFormat) else found

    plain = [h for h in UK if h not in {"RTH Time", "Product Tax Rate"}]
    assert chosen(UK, "UK") == "uk_orders"
    assert chosen(ID, "UK") == "id_orders"
    assert chosen(plain, "UK") == "uk_orders"
    assert chosen(plain, "ID") == "id_orders"
    hint = chosen(plain, "BR")
    assert all(part in hint for part in ("no format of site BR", "state for this file", "format: ", "zone: (", "date_format: ("))
    assert chosen(plain, "BR", declared="uk_orders") == "uk_orders"
    assert "is not known" in chosen(UK, "UK", declared="uk")


def test_headers_are_compared_without_case_space_or_form():
    found = fitting([" ORDER  id", "created TIME\t", "Ｘ", "Cancelled Time"], site="UK", declared=None)
    assert isinstance(found, TableFormat)
    assert found.fields([" ORDER  id", "created TIME\t"]) == {"order_id": [0], "created_at": [1]}
    assert folded("Re\u0301gion") == folded("R\u00c9GION")


def test_what_is_missing_is_said_with_the_next_step():
    assert "no order id column" in str(fitting(["Product", "Price"], site="UK", declared=None))
    assert "'Product'" in str(fitting(["Product", "Price"], site="UK", declared=None))
    assert "no column Created Time" in str(fitting(["Order ID", "Price"], site="UK", declared=None))
