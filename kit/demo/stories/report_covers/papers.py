"""The papers: the laboratory's report with its three parts, its letter, the declaration of conformity."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import facts, letterhead, sheet, signed, table
from kit.demo.stories.report_covers.scenario import ELEMENTS, GOODS, Scenario

_LAB, _OWN = "#22577A", "#8B5E34"


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield f"evidence/test-report-{s.report}.pdf", report(s)
    yield "evidence/laboratory-letter-2026-09-16.pdf", letter(s)
    yield "evidence/uk-declaration-of-conformity.pdf", declaration(s)


def report(s: Scenario) -> bytes:
    """Three pages: what was tested, the result of each part, the models."""
    parts = [("1", "EN 71-1", "Mechanical and physical properties", "Pass"), ("2", "EN 71-2", "Flammability", "Pass")]
    if s.has_part_3:
        parts.append(("3", "EN 71-3", "Migration of certain elements", "Pass"))
    head = letterhead(s.laboratory, f"Report {s.report}", "17 July 2026")
    first = (
        head
        + "<h1>Test report</h1>"
        + facts(
            ("Report number", s.report), ("Applicant and manufacturer", s.seller), ("Date of issue", "17 July 2026"),
            ("Samples received", "3 July 2026"), ("Product", "Painted wooden toys"), ("Models", ", ".join(g[2] for g in GOODS)),
        )
        + "<h2>Tests and results</h2>"
        + table(("Part", "Standard", "Subject", "Result"), parts)
        + "<p></p><p>The results belong to the samples received. Photos of the samples stand on the last page.</p>"
        + signed((signature("Pan Jun"), "Pan Jun, Technical Manager", f"17 July 2026, {s.laboratory}"))
    )  # fmt: skip
    second = (
        '<div class="sheet">' + head + "<h1>Part 3: EN 71-3, migration of certain elements</h1>"
        "<p>Coatings of all four models, red, yellow, blue and natural lacquer; scraped-off material. Highest of four results each.</p>"
        + table(("Element", "Limit, mg/kg", "Highest result, mg/kg"), ELEMENTS, numbers=(1, 2))
        + "<p></p><p>Result of part 3: Pass.</p></div>"
    )
    third = (
        '<div class="sheet">' + head + "<h1>Samples</h1>"
        + table(("Model", "Sample", "Colours"), [(model, name, "red, yellow, blue, natural") for _, name, model, _ in GOODS])
        + "".join(_drawn(n, model) for n, (_, _, model, _) in enumerate(GOODS)) + "</div>"
    )  # fmt: skip
    return sheet(
        "Test report", first + (second if s.has_part_3 else "") + third, day="2026-07-17", foot=f"Report {s.report}", tone=_LAB
    )


def letter(s: Scenario) -> bytes:
    """The laboratory's answer to the seller's question."""
    covers = "Part 3, EN 71-3, stands on page 2 with its results." if s.has_part_3 else "Part 3, EN 71-3, was not ordered."
    body = (
        letterhead(s.laboratory, "Customer service", "16 September 2026")
        + f"<h1>Report {s.report}</h1><p>To: {s.seller}</p>"
        + f"<p>On your question of 15 September 2026: we issued report {s.report} on 17 July 2026 for the models {', '.join(g[2] for g in GOODS)}."
        f" {covers} The report has not been changed since that day.</p>"
        + signed((signature("Pan Jun"), "Pan Jun, Technical Manager", f"16 September 2026, {s.laboratory}"))
    )
    return sheet("Letter", body, day="2026-09-16", foot=s.laboratory, tone=_LAB)


def declaration(s: Scenario) -> bytes:
    """The manufacturer's declaration."""
    body = (
        letterhead(s.seller, s.seller_zh, "UK Declaration of Conformity")
        + "<h1>UK Declaration of Conformity</h1>"
        + facts(
            ("Reference", f"{s.mark}-DOC-2026-03"), ("Manufacturer", s.seller), ("Signed", "20 July 2026"),
            ("Models", ", ".join(g[2] for g in GOODS)), ("Regulations", "Toys (Safety) Regulations 2011"),
            ("Tested by", f"{s.laboratory}, 17 July 2026"),
        )
        + "<p>We declare under our sole responsibility that the toys named above conform with the regulations named above. Each bears the"
        " UKCA marking, its model and batch, and the name and address of its importer in the United Kingdom.</p>"
        + signed((signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Quality Manager", "20 July 2026, Yongkang"))
    )  # fmt: skip
    return sheet("Declaration of conformity", body, day="2026-07-20", foot=s.seller, tone=_OWN)


def _drawn(n: int, model: str) -> str:
    """A sample as a drawing: rings on a peg, or a wagon."""
    tones = ("#C8493A", "#E2B33C", "#3E6FA3", "#C9A26B")
    if n < 2:
        rings = "".join(
            f'<rect x="{60 - (26 + 6 * k) / 1}" y="{88 - (4 - k) * 15}" width="{2 * (26 + 6 * k)}" height="13" rx="6" fill="{tones[k]}"/>'
            for k in range(4)
        )
        shape = f'<rect x="57" y="10" width="6" height="80" fill="#B98F5F"/>{rings}'
    else:
        wheels = "".join(f'<circle cx="{x}" cy="82" r="11" fill="{tones[0]}"/>' for x in (30, 90))
        shape = f'<rect x="14" y="38" width="92" height="36" rx="4" fill="{tones[n - 1]}"/><rect x="66" y="14" width="34" height="26" fill="{tones[1]}"/>{wheels}'
    return (
        '<div style="display: inline-block; width: 48%; margin-top: 14pt"><svg width="150" height="115" viewBox="0 0 120 100">'
        f'<rect width="120" height="100" fill="#F1EEE8"/>{shape}</svg><p class="under">{model}</p></div>'
    )
