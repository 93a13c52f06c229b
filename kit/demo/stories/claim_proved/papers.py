"""The laboratory's report of two pages, the export of listings and the claim sheet."""

from collections.abc import Iterator
from random import Random

from kit.demo.exported import plain_csv
from kit.demo.ink import signature
from kit.demo.listings import Row, template
from kit.demo.paper import facts, letterhead, sheet, signed, table
from kit.demo.stories.claim_proved.scenario import HYDRATES, LESS_DRY, Scenario

_TONE = "#1F5F5B"
_BASE, _EIGHT, _DAY = 31.4, 44.9, 39.6  # corneometer units, mean
_DRY, _AFTER = 6.8, 4.2  # self-rated dryness, 0 to 10, mean: 38% less


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "listings/products_2026-10-20.xlsx", template(_rows(scenario))
    yield "records/claims.csv", plain_csv(("Claim", "SKU", "Place", "Proof kind", "Proof", "Removed at"), _claims(scenario))
    yield f"evidence/test-report-{scenario.report}.pdf", report(scenario)


def _rows(scenario: Scenario) -> Iterator[Row]:
    s = scenario
    goods = (
        ("CL", "Ceramide body lotion", (HYDRATES, LESS_DRY), (("250 ml", "CL250", 259.0), ("400 ml", "CL400", 359.0))),
        (
            "HC",
            "Hand cream, shea",
            ("Absorbs without a greasy film",),
            (("50 ml", "HC50", 129.0), ("2 × 50 ml", "HC50X2", 229.0)),
        ),
        ("SG", "Shower gel, rice milk", ("Rinses off with one pump",), (("500 ml", "SG500", 189.0),)),
        ("LB", "Lip balm, honey", ("Fits in a coin pocket",), (("4 g", "LB4", 79.0), ("3 × 4 g", "LB4X3", 199.0))),
    )
    for n, (_, name, claims, sizes) in enumerate(goods):
        for k, (size, code, price) in enumerate(sizes):
            yield Row(
                product_id=str(1_730_244_018_000_000 + n * 6_113),
                sku_id=str(1_730_244_018_700_000 + n * 6_113 + k),
                seller_sku=f"{s.mark}-{code}",
                category="Body Care (601450)",
                brand=s.shop,
                title=f"{s.shop} {name}",
                description=f"<p>{name}.</p><ul>{''.join(f'<li>{c}.</li>' for c in claims)}</ul><p>For normal to dry skin. External use only.</p>",
                variation=size,
                price=f"{price:.2f}",
                quantity=Random(f"{s.seed} {code}").randrange(60, 900),  # noqa: S311 - a seeded example, not a secret
            )


def _claims(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    both = f"{scenario.mark}-CL250, {scenario.mark}-CL400"
    return (
        (HYDRATES, both, "description", "packaging", "packaging", ""),
        (LESS_DRY, both, "description", "test", "test_report", ""),
    )


def report(scenario: Scenario) -> bytes:
    """Two pages: what was tested on whom, when and where; and what came of it."""
    s = scenario
    count = (
        f"{s.participants} women, 24 to 55 years, dry skin on the forearm"
        if s.participants
        else "women with dry skin on the forearm"
    )
    one = (
        letterhead(s.laboratory, "88 Example Road, Suan Luang, Bangkok", "Report of an in-use test")
        + f'<h1>Test report {s.report}</h1><p class="under">{s.shop} Ceramide body lotion, batch MC2604, 250 ml</p>'
        + facts(
            ("Client", s.seller),
            ("Source of the data", s.laboratory),
            ("Place", "Bangkok, Thailand"),
            ("Period", "4 to 19 May 2026"),
            ("Participants", count),
            ("Issued", "2 June 2026"),
        )
        + "<h2>Method</h2><p>All participants had dry skin on the forearm. One forearm of each participant was treated, the other was left as it was. Room of 22 °C and 45% humidity, thirty minutes of rest"
        " before each reading. Skin hydration by corneometer (mean of five readings). On day 15 each participant rated the dryness of her skin from 0 to 10, as on day 1.</p>"
        + "<h2>Claims tested</h2><p>“"
        + HYDRATES
        + "” and “"
        + LESS_DRY
        + "”, in these words, as on the artwork of the carton, version 3.</p>"
    )
    rows = (
        ("Before use", f"{_BASE}", "31.6", "–"),
        ("8 hours after one use", f"{_EIGHT}", "31.2", "below 0.001"),
        ("24 hours after one use", f"{_DAY}", "31.5", "below 0.001"),
    )
    two = (
        '<div class="sheet"><h2>Hydration of the skin, corneometer units, mean</h2>'
        + table(("Moment", "Treated arm", "Untreated arm", "p, paired t-test"), rows, numbers=(1, 2))
        + "<p></p><p>After 24 hours the treated arm was still above its own value before use and above the untreated arm.</p>"
        + "<h2>Dryness as rated by the participants, 0 to 10, mean</h2>"
        + table(
            ("Moment", "Rating", "Change"),
            (("Day 1", f"{_DRY}", "–"), ("Day 15, after 14 days of use", f"{_AFTER}", "38% less")),
            numbers=(1,),
        )
        + "<p></p><h2>Conclusion</h2><p>The test supports both claims for the product tested, used twice a day. It says nothing of other products.</p>"
        + signed(
            (signature(s.head), f"{s.head}, Head of laboratory", "Bangkok, 2 June 2026"),
            (signature("Niran Kaewta"), "Niran Kaewta, Study nurse", "Bangkok, 2 June 2026"),
        )
        + "</div>"
    )
    return sheet(f"Test report {s.report}", one + two, day="2026-06-02", foot=f"{s.laboratory}, report {s.report}", tone=_TONE)
