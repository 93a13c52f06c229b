"""The screens: the notice, the listing before and after, the deleted pictures; a lamp as a drawing; the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.agency_pictures.scenario import Scenario, named, rooms

_WALLS = ("#E7DCCB", "#D5DDD8", "#DFD3D0", "#E9E3D3", "#CFD8E0", "#E3D9E2", "#DDE2CC", "#E6D7C6")


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-09-03.png", notice(s)
    yield "evidence/listing-T1-2026-09-03.png", listing(s, is_after=False)
    yield "evidence/deleted-2026-09-03.png", deleted(s)
    yield "evidence/listing-T1-2026-09-11.png", listing(s, is_after=True)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "Sep 3, 2026 9:30 AM",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "September 3, 2026, 9:04 AM PT"),
            ("Enforcement", "3 listings removed"),
            ("Appeal until", "October 3, 2026, 11:59 PM PT"),
        ),
        facts_card(
            "Complaint",
            ("Right", "Copyright in photographs"),
            ("Rights owner", s.owner),
            ("Work", f"Room photographs published at {s.page}"),
            ("Where", "Listing pictures"),
            ("Seller SKUs", ", ".join(named(s))),
        ),
        text_card("What you can do", "Remove the pictures and say how they came there, or send a counter-notice."),
        head=notice_head(s.violation, "Copyright infringement", "Listings removed"),
        height=590,
    )


def listing(s: Scenario, *, is_after: bool) -> bytes:
    """The pictures of the first lamp's listing."""
    mine = [(name, code, n) for n, (name, code, _) in enumerate(rooms()) if code == "T1"]
    shown = [(f"t1_white_{n}.jpg", lamp("T1", room=None, width=104)) for n in (1, 2)]
    shown += [
        (name.replace("_room_", "_home_") if is_after else name, lamp(code, room=n + (4 if is_after else 0), width=104))
        for name, code, n in mine
    ]
    cells = "".join(f'<div style="width: 25%">{svg}<p style="font-size: 8.5pt">{name}</p></div>' for name, svg in shown)
    return shot(
        f"Seller Center / Products / {s.mark}-T1 / Pictures",
        "Sep 11, 2026 11:22 AM" if is_after else "Sep 3, 2026 10:02 AM",
        f'<div class="card"><h2>Pictures of {s.mark}-T1</h2><div style="display: flex">{cells}</div></div>',
        facts_card("Last change", ("Saved (PT)", "Sep 11, 2026, 11:15 AM" if is_after else "Jul 13, 2026, 10:05 AM"), ("By", s.marketer[0])),
        head="<h1>Oak table lamp, linen shade</h1>",
        height=350,
    )  # fmt: skip


def deleted(s: Scenario) -> bytes:
    """The media library's list of what was deleted."""
    rows = [(name, f"{s.mark}-{code}", "Sep 3, 2026, 6:20 PM", s.marketer[0]) for name, code, _ in rooms()]
    return shot(
        "Seller Center / Media library / Deleted",
        "Sep 3, 2026 6:31 PM",
        table_card("Deleted pictures (8)", ("File", "Was in listing", "Deleted (PT)", "By"), rows),
        head="<h1>Media library</h1>",
        height=340,
    )


def lamp(code: str, *, room: int | None, width: float) -> str:
    """A lamp on white, or in a room of its own colours."""
    wall = "#FFFFFF" if room is None else _WALLS[room % len(_WALLS)]
    floor = (
        ""
        if room is None
        else f'<rect y="74" width="120" height="16" fill="#A98A6A"/><rect x="{8 + 5 * (room or 0)}" y="14" width="24" height="30" fill="#F8F8F4" stroke="#9AA"/>'
    )
    foot = {"F1": '<path d="M60 40 L44 78 M60 40 L76 78 M60 40 L60 78" stroke="#6B4A2B" stroke-width="3"/>'}.get(
        code,
        '<rect x="56" y="40" width="8" height="32" fill="#8A6238"/><rect x="46" y="70" width="28" height="5" rx="2" fill="#8A6238"/>',
    )
    return (
        f'<svg width="{width}" height="{width * 0.75:.0f}" viewBox="0 0 120 90"><rect width="120" height="90" fill="{wall}" stroke="#CCC"/>{floor}'
        f'{foot}<polygon points="44,42 76,42 70,18 50,18" fill="#F4E7C8" stroke="#C7B68E"/></svg>'
    )  # fmt: skip


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
