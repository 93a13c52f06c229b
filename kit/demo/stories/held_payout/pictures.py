"""Screens: the notice, the payout details before and after, what Finance shows as on hold."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, text_card
from kit.demo.stories.held_payout.money import Entry, total
from kit.demo.stories.held_payout.scenario import Scenario


def files(s: Scenario, found: tuple[Entry, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-09-08.png", notice(s)
    yield "evidence/payout-details-2026-09-08.png", profile(s, is_after=False)
    yield "evidence/payout-details-2026-09-10.png", profile(s, is_after=True)
    yield "evidence/on-hold-2026-09-24.png", on_hold(found)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "8 Sep 2026 17:05",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United Kingdom"),
            ("Received", "8 September 2026, 16:35 (BST)"),
            ("Enforcement", "Settlement paused from 8 September 2026"),
            ("Appeal until", "8 October 2026, 23:59 (BST)"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Payee information could not be verified"),
            ("Detail", "Payout details, tax papers and invoices do not agree."),
        ),
        text_card(
            "What you can do", "Correct the information and appeal with your tax papers, invoices and proof of the account."
        ),
        head=notice_head(s.violation, "Payee information not verified", "Settlement paused"),
        height=560,
    )


def profile(s: Scenario, *, is_after: bool) -> bytes:
    """The payout details."""
    return shot(
        "Seller Center / Finance / Payout details",
        "10 Sep 2026 10:42" if is_after else "8 Sep 2026 17:20",
        facts_card(
            "Payee",
            ("Legal name", s.seller if is_after else s.profile_name),
            ("VAT number", s.vat if is_after else s.profile_vat),
            ("Bank account", "ending 5530, GBP"),
            ("Last saved", "10 September 2026, 10:35" if is_after else "4 March 2024, 09:12"),
            ("Saved by", f"{s.finance[0]}, Finance Manager"),
        ),
        text_card("Status", "Under review" if is_after else "Could not be verified"),
        head="<h1>Payout details</h1>",
        height=360,
    )


def on_hold(found: tuple[Entry, ...]) -> bytes:
    """What Finance shows as on hold."""
    held = [e for e in found if e.is_held]
    return shot(
        "Seller Center / Finance / Statements / On hold",
        "24 Sep 2026 09:26",
        facts_card(
            "On hold",
            ("Estimated amount", f"GBP {total(held):,.2f}"),
            ("Orders and adjustments", f"{len(held)}"),
            ("Settlement", "Paused from 8 September 2026"),
        ),
        head="<h1>Statements</h1>",
        height=270,
    )


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
