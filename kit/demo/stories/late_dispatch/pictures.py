"""The pictures of the case: the notice and the settings as screens, the photo of the first evening, the signature."""

import io
import struct
from collections.abc import Iterator
from html import escape
from random import Random
from typing import Any

import numpy as np

from kit.demo.ink import signature as drawn
from kit.demo.paper import INVENTED, png, screen
from kit.demo.stories.late_dispatch.records import Records
from kit.demo.stories.late_dispatch.scenario import Scenario

_BAR = """
.bar { background: #E9ECEF; padding: 7pt 12pt; display: flex; justify-content: space-between; font-size: 8.5pt; color: #444 }
.bar .at { background: #FFF; border-radius: 8pt; padding: 1pt 14pt; width: 55% }
.page { padding: 22pt 30pt }
.crumb { font-size: 8.5pt; color: #777; margin-bottom: 8pt }
h1 { font-size: 17pt; line-height: 22pt; font-weight: 600; margin: 0 0 12pt }
h2 { font-size: 11pt; line-height: 15pt; font-weight: 600; margin: 0 0 6pt }
.card { background: #FFF; border: 0.75pt solid #DDE1E5; border-radius: 5pt; padding: 13pt 16pt; margin-bottom: 11pt }
.rows div { display: flex; padding: 4pt 0; border-bottom: 0.5pt solid #EEF0F2 }
.rows div:last-child { border-bottom: none }
.rows span { width: 34%; flex: none; color: #666 }
.rows b { font-weight: 600 }
.tag { display: inline-block; background: #FBE9E7; color: #9B1C1C; border-radius: 3pt; padding: 1pt 7pt; font-size: 9pt; font-weight: 600 }
p { margin: 0 0 5pt }
.foot { font-size: 8pt; color: #888 }
"""
_FOOT = f'<div class="foot">{INVENTED}</div>'


def notice(records: Records) -> bytes:
    """The notice as the seller saw it."""
    s, counted = records.scenario, records.truth.handover["during"]
    rows = _rows(
        ("Violation ID", s.violation),
        ("Shop", f"{s.shop} ({s.shop_code}), United Kingdom"),
        ("Received", "9 June 2026, 10:12 (UK time)"),
        ("Enforcement", "Daily order volume limited from 9 June 2026"),
        ("Appeal until", "9 July 2026, 23:59 (UK time)"),
    )
    detail = _rows(
        ("Orders counted", "Orders created from 11 May 2026 to 7 June 2026 and fulfilled by the seller"),
        ("Late order", "An order whose parcel was not handed over to the carrier (status Shipped) within 2 working days"),
        ("Late dispatch rate", f"{counted.percent} ({counted.late} of {counted.of:,} orders)"),
        ("Limit", "4.0%"),
    )
    body = (
        f"{_bar('Seller Center / Account health / Violations', '9 Jun 2026 10:31')}"
        f'<div class="page"><div class="crumb">Account health &gt; Violations &gt; {s.violation}</div>'
        '<h1>Late dispatch rate above the limit</h1><p><span class="tag">Enforcement action taken</span></p><p></p>'
        f'<div class="card"><h2>Violation</h2>{rows}</div><div class="card"><h2>Violation details</h2>{detail}</div>'
        f'<div class="card"><h2>What you can do</h2><p>Submit one appeal with a plan of action: the root cause, the corrective actions with'
        f" their dates, the preventive measures, and supporting documents.</p></div>{_FOOT}</div>"
    )
    return png(screen("Notice", body, f"html {{ background: #F5F6F8; color: #1D2126 }}{_BAR}", width=610, height=640), colours=64)


def settings(records: Records, *, corrected: bool) -> bytes:
    """The dispatch settings of the changed warehouse, before or after the correction."""
    s = records.scenario
    taken = "Fri 12 Jun 2026 09:41" if corrected else "Wed 10 Jun 2026 09:05"
    cutoff = "14:30" if corrected else "17:00"
    since = f"12 June 2026, 09:40, by {s.planner[0]}" if corrected else f"2 February 2026, 11:20, by {s.planner[0]}"
    history = [("2 February 2026, 11:20", s.planner[0], "Order cut-off set to 17:00")]
    if corrected:
        history.insert(0, ("12 June 2026, 09:40", s.planner[0], "Order cut-off changed from 17:00 to 14:30"))
    rows = _rows(
        ("Warehouse", f"{s.changed} ({s.operator})"),
        ("Working days", "Monday to Friday, English bank holidays off"),
        ("Order cut-off for the same day", cutoff),
        ("Last change of the cut-off", since),
        ("Orders after the cut-off", "Next working day's wave"),
    )
    lines = "".join(f"<div><span>{when}</span><span>{escape(who)}</span><b>{what}</b></div>" for when, who, what in history)
    body = (
        f"{_bar('Warehouse system / Dispatch settings', taken)}"
        f'<div class="page"><div class="crumb">Settings &gt; Dispatch &gt; {escape(s.changed)}</div><h1>Dispatch settings</h1>'
        f'<div class="card"><h2>{escape(s.changed)}</h2>{rows}</div>'
        f'<div class="card"><h2>Change history</h2><div class="rows history">{lines}</div></div>{_FOOT}</div>'
    )
    css = f"html {{ background: #EEF3F1; color: #1D2126 }}{_BAR} .history span {{ width: 27% }}"
    return png(screen("Settings", body, css, width=610, height=430), colours=64)


def signature(records: Records) -> bytes:
    """The signer's hand on white."""
    svg = drawn(records.scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)


def photo(records: Records) -> bytes:
    """Caged parcels at the dock: a drawn stand-in for a phone photo, stored on its side with its EXIF, as phones do."""
    s = records.scenario
    svg = "".join(_dock(s, len(records.first_evening)))
    upright = screen("Photo", svg, "body { line-height: 0 }", width=600, height=800)
    noisy = _grain(upright, Random(s.seed))  # noqa: S311 - a drawing, not a secret
    out = io.BytesIO()
    noisy.transpose(2).save(out, "JPEG", quality=80, exif=_exif("2026:06:15 19:38:24", orientation=6))
    return out.getvalue()


# --- the photo ----------------------------------------------------------------------------------


def _dock(s: Scenario, parcels: int) -> Iterator[str]:
    """Floor, wall, a door onto the evening, a van's rear, two cages and the day's board."""
    chance = Random(s.seed)  # noqa: S311
    yield '<svg xmlns="http://www.w3.org/2000/svg" width="600pt" height="800pt" viewBox="0 0 600 800">'
    yield (
        '<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#9D9A92"/>'
        '<stop offset="1" stop-color="#6E6B64"/></linearGradient><linearGradient id="floor" x1="0" y1="0" x2="0" y2="1">'
        '<stop offset="0" stop-color="#7C7973"/><stop offset="1" stop-color="#4F4D49"/></linearGradient>'
        '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8FA7C2"/>'
        '<stop offset="1" stop-color="#E6C79F"/></linearGradient></defs>'
    )
    yield '<rect width="600" height="800" fill="url(#wall)"/><polygon points="0,560 600,520 600,800 0,800" fill="url(#floor)"/>'
    yield '<rect x="336" y="120" width="264" height="400" fill="#3A3B3D"/><rect x="342" y="132" width="258" height="380" fill="url(#sky)"/>'
    yield '<polygon points="372,210 600,196 600,510 372,506" fill="#E8E9E6"/><polygon points="388,232 600,220 600,494 388,490" fill="#2C2F33"/>'
    yield f'<text x="396" y="223" font-family="Source Sans 3" font-size="13" font-weight="600" fill="#1F5B4A">{escape(s.new_carrier)}</text>'
    for x, y, boxes in ((410, 330, 9), (520, 345, 6)):
        yield from _boxes(chance, x, y + 130, width=90, count=boxes, rows=3)
    yield '<rect x="34" y="96" width="282" height="132" fill="#F4F3EE" stroke="#8A8780" stroke-width="3"/>'
    for y, size, text in (
        (128, 19, "DOCK 2"),
        (156, 17, "Mon 15 June 2026"),
        (182, 17, f"Evening van 19:30, {s.new_carrier}"),
        (208, 17, f"Parcels: {parcels}"),
    ):
        yield f'<text x="48" y="{y}" font-family="Source Sans 3" font-size="{size}" font-weight="600" fill="#23272B">{escape(text)}</text>'
    for x, y in ((40, 300), (225, 330)):
        yield from _cage(chance, x, y)
    yield f'<text x="14" y="786" font-family="Source Sans 3" font-size="12" fill="#C9C7C2">{INVENTED}</text>'
    yield "</svg>"


def _cage(chance: Random, x: int, y: int) -> Iterator[str]:
    """A roll cage, 170 x 330, full of parcels."""
    yield f'<rect x="{x}" y="{y}" width="170" height="330" fill="#35373A"/>'
    for shelf in range(4):
        yield from _boxes(chance, x + 6, y + 78 + shelf * 82, width=158, count=4, rows=1)
        yield f'<rect x="{x}" y="{y + 78 + shelf * 82}" width="170" height="5" fill="#1F2123"/>'
    bars = "".join(f"M {x + n * 21.25:.2f} {y} V {y + 330} " for n in range(9)) + "".join(
        f"M {x} {y + n * 41} H {x + 170} " for n in range(9)
    )
    yield f'<path d="{bars}" stroke="#B9BCBE" stroke-width="2" fill="none"/>'
    for wheel in (x + 18, x + 152):
        yield f'<circle cx="{wheel}" cy="{y + 342}" r="10" fill="#1B1C1D"/>'


def _boxes(chance: Random, x: float, floor: float, *, width: float, count: int, rows: int) -> Iterator[str]:
    """Parcels side by side on a floor, in so many rows above each other, each with its label."""
    for row in range(rows):
        at, share = x, width / max(1, count // rows)
        while at < x + width - share / 2:
            wide, high = share * chance.uniform(0.82, 0.98), chance.uniform(36, 62) if rows == 1 else chance.uniform(34, 42)
            top = floor - high - row * 42
            tone = chance.choice(("#C39A6B", "#B98F5F", "#CDA676", "#A9814F"))
            yield f'<rect x="{at:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{tone}" stroke="#7E5F3A" stroke-width="1"/>'
            yield f'<rect x="{at:.1f}" y="{top + high * 0.42:.1f}" width="{wide:.1f}" height="{high * 0.13:.1f}" fill="#D9BC8F"/>'
            yield f'<rect x="{at + wide * 0.15:.1f}" y="{top + 5:.1f}" width="{wide * 0.42:.1f}" height="{high * 0.3:.1f}" fill="#EEEDE8"/>'
            at += share


def _grain(image: Any, chance: Random) -> Any:
    """Evening light from the door and the grain of a small sensor."""
    pixels = np.asarray(image).astype(np.float64)
    height, width, _ = pixels.shape
    y, x = np.mgrid[0:height, 0:width]
    light = 0.74 + 0.42 * np.exp(-(((x / width - 0.72) / 0.55) ** 2 + ((y / height - 0.42) / 0.5) ** 2))
    noise = np.random.default_rng(int(chance.random() * 1e9)).normal(0, 4.5, (height, width, 1))
    lit = np.clip(pixels * light[..., None] + noise, 0, 255).astype(np.uint8)
    image.frombytes(lit.tobytes())
    return image


def _exif(taken: str, *, orientation: int) -> bytes:
    """An EXIF block with orientation, time of capture and a camera name, big-endian."""
    camera = b"Demo phone\0\0"
    moment = taken.encode() + b"\0"
    first = 8 + 2 + 4 * 12 + 4  # where the values after the first directory start
    sub = first + len(camera) + len(moment) + 1
    entries = (
        struct.pack(">HHII", 0x0110, 2, len(camera), first),
        struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack(">HHII", 0x0132, 2, len(moment), first + len(camera)),
        struct.pack(">HHII", 0x8769, 4, 1, sub),
    )
    inner = struct.pack(">H", 1) + struct.pack(">HHII", 0x9003, 2, len(moment), sub + 2 + 12 + 4) + struct.pack(">I", 0) + moment
    head = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", len(entries)) + b"".join(entries) + struct.pack(">I", 0)
    return b"Exif\0\0" + head + camera + moment + b"\0" + inner


# --- screens ------------------------------------------------------------------------------------


def _bar(where: str, taken: str) -> str:
    return f'<div class="bar"><div class="at">{escape(where)}</div><div>{taken}</div></div>'


def _rows(*pairs: tuple[str, str]) -> str:
    return f'<div class="rows">{"".join(f"<div><span>{escape(k)}</span><b>{escape(v)}</b></div>" for k, v in pairs)}</div>'
