"""Goods as listed and as measured: a difference that nobody put right is a gap."""

import pytest
from test_listing_text import appeal, audit

HEAD = "SKU,Attribute,Listed,Measured,Paper,Corrected at\n"


def measured(folder, *lines):
    return audit(appeal(folder, more={"records/attributes.csv": HEAD + "".join(lines)}, b=["x"]), "as_described")


def test_numbers_of_one_unit_and_words_are_compared(tmp_path):
    found = measured(tmp_path / "case", "S0,Suction,12 kPa,12.0 kPa,screen,\n", "S0,Cover,Cotton,cotton,screen,\n")
    assert found.sentence == "0 of 2 attributes differ from the goods; 0 of them are corrected in the listing."
    assert (found.gaps, found.faults, found.things) == ((), (), 2)


@pytest.mark.parametrize(("measured_as", "verdict"), [("9.5 kPa", "supported"), ("12 kPa", "denied")])
def test_goods_that_differ_are_a_cause_and_goods_that_agree_deny_it(tmp_path, measured_as, verdict):
    lines = f"S0,Suction,12 kPa,{measured_as},screen,\n"
    made = appeal(tmp_path / "case", more={"records/attributes.csv": HEAD + lines}, b=["x"])
    assert {c.pattern: c.verdict for c in made.causes}["goods_differ"] == verdict


def test_a_difference_is_a_gap_until_the_listing_is_corrected(tmp_path):
    found = measured(
        tmp_path / "case",
        "S0,Suction,12 kPa,9.5 kPa,screen,\n",
        "S1,Cable,5 m,4.5 m,screen,2026-06-12 10:00\n",
        "S1,Weight,1 kg,1 kg,,\n",
    )
    assert [(g.id, g.severity) for g in found.gaps] == [
        ("as_described.1.differs", "error"),
        ("as_described.3.unshown", "warning"),
    ]
    assert {f.of for f in found.faults} == {"S0, Suction", "S1, Cable"}
    assert [r.state for r in found.rows] == ["gap", "good", "good"]
    assert found.figures == {"attributes": "3", "differ": "2", "corrected": "1"}


RETURNS = """Return Order ID,Order ID,SKU ID,Seller SKU,Return Type,Return Reason,Time Requested
57900000000000001,57600000000000001,172961104390001,S0,Refund,Product doesn't match description,12/05/2026 10:00:00
57900000000000002,57600000000000002,172961104390001,S0,Refund,No longer needed,12/05/2026 11:00:00
57900000000000003,57600000000000003,172961104390002,S1,Refund,Product doesn't match description,13/05/2026 10:00:00
"""


def test_returns_of_the_skus_that_differ_are_counted_by_their_reason(tmp_path):
    more = {"records/attributes.csv": f"{HEAD}S0,Suction,12 kPa,9.5 kPa,screen,\n", "returns/returns.csv": RETURNS}
    found = audit(appeal(tmp_path / "case", more=more, b=["x"]), "as_described")
    assert found.figures["returns"] == "1"
    assert found.sentence.endswith("1 return of these SKUs says that the goods are not as described.")


def test_a_value_that_was_corrected_and_still_stands_in_the_export_is_told(tmp_path):
    sheet = {
        "records/attributes.csv": f"{HEAD}S0,Cable,5 m,4.5 m,screen,2026-06-12 10:00\nS1,Cable,5 m,4.5 m,screen,2026-06-12 10:00\n"
    }
    made = appeal(tmp_path / "case", more=sheet, b=["Cable of 5 m", "Cable of 5 m"], c=["Cable of 5 m", "Cable of 4.5 m"])
    (gap,) = audit(made, "as_described").gaps
    assert (gap.id, gap.severity) == ("as_described.1.stands", "error")
    assert "“5 m” stands in the export of 20 June 2026" in gap.what
