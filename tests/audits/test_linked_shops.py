"""What another shop shares with ours, on the same days, is a link whatever the relation; each is told."""

import pytest
from made_records import case

HEAD = "Shop code,Shop,Signal,Value,Relation,Since,Until,Evidence\n"
OWN = "MADE,Ours,Legal person,Chen Wei,own,2024-01-01,,\nMADE,Ours,Phone,+44 20 7946 0142,own,2024-01-01,2026-05-31,\n"
OTHER = "XX01,Brook Shop,phone,+44 (20) 7946-0142,know,2025-02-01,,contract\n"
STRANGER = "XX02,Field Shop,Legal person,Gu Wen,none,2025-02-01,,\n"


def audit(folder, *lines, own=OWN):
    appeal = case(
        folder / "case",
        files={"records/shops.csv": HEAD + own + "".join(lines)},
        edits={"family: logistics": "family: deactivation"},
    )
    return next(a for a in appeal.audits if a.id == "linked_shops")


def test_shared_values_are_found_and_strangers_are_not(tmp_path):
    found = audit(tmp_path, OTHER, STRANGER)
    assert [row.cells[:5] for row in found.rows] == [("Brook Shop (XX01)", "Phone", "…0142", "know", "1 February 2025")]
    assert (found.figures["shops"], found.figures["linked"], found.figures["linked_now"]) == ("2", "1", "0")
    assert (found.gaps, found.faults) == ((), ())


@pytest.mark.parametrize("phone", ["020 7946 0142", "0044 20 79460142", "+44 (0)20 7946 0142"])
def test_a_phone_is_the_same_in_any_form(tmp_path, phone):
    found = audit(tmp_path, OTHER.replace("+44 (20) 7946-0142", phone))
    assert found.figures["linked"] == "1"


def test_a_link_on_the_day_of_the_notice_is_a_fault(tmp_path):
    found = audit(tmp_path, OTHER, own=OWN.replace("2026-05-31", ""))
    assert [(fault.kind, fault.of, fault.said) for fault in found.faults] == [
        ("shared", "XX01", "Brook Shop: the same phone since 1 February 2025.")
    ]
    assert (found.rows[0].state, found.rows[0].cells[5]) == ("open", "still")


@pytest.mark.parametrize(
    ("line", "gaps"),
    [
        (OTHER.replace("know", ""), ["XX01.phone.relation"]),
        (OTHER.replace("contract", ""), ["XX01.phone.unshown"]),
        (OTHER.replace("contract", "nothing"), ["XX01.phone.paper"]),
        (STRANGER.replace("Gu Wen", "CHEN WEI"), ["XX02.legal person.contradicts"]),
        (OTHER.replace("2025-02-01", "2026-06-01"), []),
    ],
)
def test_what_is_left_unsaid_of_a_link_is_named(tmp_path, line, gaps):
    assert [gap.id.removeprefix("linked_shops.") for gap in audit(tmp_path, line).gaps] == gaps


def test_without_rows_of_our_own_nothing_can_be_compared(tmp_path):
    found = audit(tmp_path, OTHER, own="")
    assert [gap.id for gap in found.gaps] == ["linked_shops.no_own"]
    assert (found.things, found.untold) == (1, 1)


def test_a_tie_that_stands_with_a_deactivated_shop_is_told_until_the_letter_explains_it(tmp_path):
    head = HEAD.replace("Relation,", "Relation,State of the shop,")
    own = "MADE,Ours,Bank account,4402 1196 6308,own,active,2024-01-01,,\n"

    def stands(name, other, **edits):
        appeal = case(
            tmp_path / name,
            files={"records/shops.csv": head + own + other},
            edits={"family: logistics": "family: deactivation", **edits},
        )
        audit = next(a for a in appeal.audits if a.id == "linked_shops")
        return [(gap.id, gap.severity) for gap in audit.gaps]

    tied = 'XX01,Brook Shop,Bank account,4402-1196-6308,know,"deactivated June 3, 2026",2025-02-01,,contract\n'
    assert stands("silent", tied) == [("linked_shops.XX01.bank account.stands", "warning")]
    assert stands("active", tied.replace('"deactivated June 3, 2026"', "active")) == []
    assert stands("ended", tied.replace("2025-02-01,,", "2025-02-01,2026-01-31,")) == []
    told = {"The cut-off in the system was not moved with it.": "The bank account of Brook Shop is ours until its last payout."}
    assert stands("told", tied, **told) == []
