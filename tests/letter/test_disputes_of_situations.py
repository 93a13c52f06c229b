"""A dispute works in each of the other four situations: the letter reads as one, and no rule of a plan speaks."""

import pytest
from made_disputes import dispute

from kit.appeal import Appeal

SITUATIONS = {
    "deactivation": (
        "us-entry-not-updated",
        """\
  happened:
    - id: deactivated
      when: 2026-08-11 09:26
      exhibits: [notice]
      what: "The account was deactivated because the registration information was called inconsistent ({{ exhibit.notice }})."
  wrong:
    - id: fields
      exhibits: [identity, tax_letter, bank_statement]
      what: "{{ exhibit.identity }} holds every paper against the entry, field by field: {{ audit.identity.equal }} of {{ audit.identity.fields }} fields agree, those of the tax letter and of the bank among them ({{ exhibit.tax_letter }}, {{ exhibit.bank_statement }})."
  asks:
    - id: reactivate
      exhibits: [cover_plan, shops]
      what: "Please reactivate the account for this ground. {{ exhibit.cover_plan }} lists the other two with a POA of their own; {{ exhibit.shops }} names the shop that shared our owner and phone until March 2, 2026, Pinecrest Trail Goods ({{ exhibit.transfer }})."
""",
        """\
    happened: The account was deactivated on August 11, 2026 for inconsistent registration information.
    why: "Each of {{ audit.identity.fields }} fields is the same on the papers and in Seller Center."
    now: We ask for the account to be reactivated for this ground.
""",
        (
            "notice",
            "cover_plan",
            "shops",
            "registration",
            "utility_bill",
            "entry_after",
            "legal_person",
            "tax_letter",
            "identity",
            "bank_statement",
            "transfer",
        ),
    ),
    "listing_removal": (
        "uk-plug-template",
        """\
  happened:
    - id: removed
      when: 2026-10-06 12:05
      exhibits: [notice, listing_before]
      what: "{{ audit.removed_listings.removed }} listings were removed for a plug of another country ({{ exhibit.notice }}); {{ exhibit.listing_before }} is one of them as it stood."
  wrong:
    - id: clean
      exhibits: [list, plug_check, plug_photo, edit_back]
      what: "{{ audit.removed_listings.clean }} of them never had such a plug; {{ exhibit.list }} says so for each, {{ exhibit.plug_check }} and {{ exhibit.plug_photo }} show the check. The other {{ audit.removed_listings.defective_removed }} had it and are not part of this dispute ({{ exhibit.edit_back }})."
  asks:
    - id: restore
      exhibits: [list]
      what: "Please restore the {{ audit.removed_listings.clean }} listings marked clean in {{ exhibit.list }}, and no others."
""",
        """\
    happened: "{{ audit.removed_listings.removed }} listings were removed on 6 October 2026."
    why: "{{ audit.removed_listings.clean }} of them never had the plug that the notice names."
    now: We ask for these to be restored.
""",
        ("notice", "list", "edit_back", "listing_before", "plug_check", "plug_photo"),
    ),
    "payout_hold": (
        "uk-held-payout",
        """\
  happened:
    - id: paused
      when: 2026-09-08 17:05
      exhibits: [notice, on_hold]
      what: "Settlement was paused because payee information could not be verified ({{ exhibit.notice }}). Finance shows {{ audit.held_money.sum }} on hold ({{ exhibit.on_hold }})."
  wrong:
    - id: papers
      exhibits: [payee_papers, change, vat, profile_after, bank, inv_wood]
      what: "All {{ audit.payee_papers.papers }} papers of the payee name one entity ({{ exhibit.payee_papers }}), the VAT certificate and the bank's letter among them ({{ exhibit.vat }}, {{ exhibit.bank }})."
  asks:
    - id: settle
      exhibits: [held_money]
      what: "Please settle {{ audit.held_money.past_sum }} in {{ audit.held_money.past_entries }} orders, which are past the day that the export itself names ({{ exhibit.held_money }}). The rest follows its own days."
""",
        """\
    happened: Settlement was paused on 8 September 2026 because payee information could not be verified.
    why: "All {{ audit.payee_papers.papers }} papers of the payee name one entity, letter by letter."
    now: "We ask for {{ audit.held_money.past_sum }} to be settled."
""",
        ("notice", "change", "vat", "payee_papers", "profile_after", "bank", "inv_wood", "on_hold", "held_money"),
    ),
    "risk_score": (
        "id-live-spike",
        """\
  happened:
    - id: live
      when: 2026-09-25 19:00
      exhibits: [notice, agreement, live]
      what: "Your notice calls the growth of orders and new buyers abnormal ({{ exhibit.notice }}). It came from two lives of one creator, agreed on {{ evidence.agreement.signed }} ({{ exhibit.agreement }}); the platform's page counts {{ evidence.live.orders }} orders through them ({{ exhibit.live }})."
  wrong:
    - id: growth
      exhibits: [order_quality]
      what: "Of the {{ audit.order_quality.spike_orders }} orders of {{ audit.order_quality.spike_window }}, {{ audit.order_quality.creator_spike.full }} name this creator, and no buyer has more than {{ audit.order_quality.most_by_one }} ({{ exhibit.order_quality }})."
    - id: not_disputed
      exhibits: [order_quality]
      what: "This does not dispute the late dispatch of {{ audit.order_quality.late_dispatch_notice.counts }} orders in these days; a plan answers it ({{ exhibit.order_quality }})."
    - id: goods
      exhibits: [inspections, inspection_one, inspection_two, supplier_audit]
      what: "The SKU that they bought had passed an inspection before the live, and its maker is audited ({{ exhibit.inspections }})."
  asks:
    - id: label
      exhibits: [order_quality]
      what: "Please count the {{ audit.order_quality.creator_spike.numerator }} orders that name the creator in {{ exhibit.order_quality }} as a campaign, and take the label for abnormal growth away."
""",
        """\
    happened: The shop was marked as high risk on 13 October 2026 for abnormal growth of orders.
    why: "{{ audit.order_quality.creator_spike.full }} of the spike came through one creator's live."
    now: We ask for the label for abnormal growth to be taken away.
""",
        ("notice", "agreement", "live", "order_quality", "inspection_one", "inspection_two", "inspections", "supplier_audit"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("family", SITUATIONS)
def test_a_dispute_has_nothing_to_object_to(family, tmp_path):
    appeal = Appeal.open(dispute(tmp_path / "case", *SITUATIONS[family]))
    assert [(f.rule, f.message) for f in appeal.findings] == []
    said = [
        p.where for p in appeal.letter.passages if p.where.startswith(("dispute", "audit", "root", "corrective", "preventive"))
    ]
    assert said[0].startswith("dispute.happened")
    assert said[-1].startswith("dispute.asks")
    assert {where.split(".")[0] for where in said} == {"dispute", "audit"}


def test_a_dispute_asks_back_what_was_clean_and_not_what_was_mended(tmp_path):
    name, points, summary, items = SITUATIONS["listing_removal"]
    disputed = Appeal.open(dispute(tmp_path / "case", name, points, summary, items))
    review = next(a for a in disputed.audits if a.id == "removed_listings")
    assert review.figures["asked"] == review.figures["clean"]
    assert {row.cells[-1] for row in review.rows if row.cells[4] != "none"} <= {"no", "not removed"}
    assert review.rows[0].cells[-1] == "yes"
    assert "Only clean ones are asked back" in review.definition
