"""The content family: what it asks, and how many of its patterns run."""

from kit import policy
from kit.causes.patterns import known


def test_patterns_run_or_say_why_not():
    pack = policy.family("content")
    there = known()
    run = [p for p in pack.patterns if p.test]
    assert len(run) >= 9
    assert all(p.test in there.of_records or p.test in there.of_orders for p in run)
    assert all(p.why_not for p in pack.patterns if not p.test)
    assert {a.id for a in pack.audits} == {"listing_text", "claim_sheet", "as_described", "timeline"}


def test_the_three_proofs_are_asked_of_a_dispute_with_the_page_on_which_they_were_read():
    asked = {a.id: a for a in policy.family("content").evidence if a.stance == "dispute"}
    for name in ("claim_on_packaging", "claim_test", "ad_approval"):
        assert asked[name].grade_on("TH") == "official"
        assert asked[name].grade_on("US") == "derived"
