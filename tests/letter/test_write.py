"""A case becomes a letter: order, numbering, heads, dates, and every problem at once."""

from dataclasses import fields, replace
from datetime import date

import pytest
from letter_samples import CASE, NO_ORDERS, SELLER, analysis, case, evidence, family, metric, opened, policy

from kit.errors import BadFile
from kit.letter import LetterContext, preview, results, write
from kit.letter import context as contexts
from kit.letter.style import style
from kit.model import Fact, Rate, Window
from kit.tools.templates import names_used


def written(folder, made=None, *, found=None, site="UK", rules=None, signature=None):
    made = made or case()
    return write(
        opened(folder, made, signature=signature),
        rules or policy(site),
        family(),
        found or analysis(charts=False),
        evidence(made),
    )


def dispute(**changes):
    return case(
        stance="dispute",
        letter={"date": "2026-07-06", "signer": "director"},
        root_causes=[],
        corrective=[],
        preventive=[],
        dispute={
            "happened": [
                {"id": "a", "what": "All parcels stood ready {{ exhibit.manifest }}.", "when": "2026-05-12 07:10"},
                {"id": "b", "what": "They were scanned a day later.", "exhibits": ["log"]},
            ],
            "wrong": [{"id": "c", "what": "The clock is the label. By it {{ metric.late_dispatch.after }} were late."}],
            "asks": [{"id": "d", "what": "Withdraw violation {{ case.violation_id }}."}],
        },
        **changes,
    )


def test_a_plan_has_its_three_sections_and_its_summary(tmp_path):
    letter = written(tmp_path)
    context = letter.context
    assert (letter.title, letter.stance) == ("Plan of Action", "plan")
    assert letter.subject == "Late dispatch rate, 11 May to 7 June 2026"
    assert [s.title for s in context.sections] == ["Root cause", "Corrective actions, all complete", "Preventive measures"]
    assert [line.label for line in context.summary] == ["What happened", "Why", "Now"]
    assert [(row.cause.letter, len(row.actions)) for row in context.causes] == [("A", 2), ("B", 1)]
    assert letter.passage("letter.summary.happened").text == ("412 of 3,926 orders (10.5%) went out late, 11 May to 7 June 2026.")


def test_exhibits_are_numbered_by_first_citation_in_reading_order(tmp_path):
    letter = written(tmp_path)
    # Page 1: cause A is answered by the cut-off (settings), then the contract; cause B by the check (log). Then section 1.
    assert letter.cites == ("settings", "contract", "log", "manifest", "orders", "notice")
    assert letter.labels == tuple((evidence_id, str(n)) for n, evidence_id in enumerate(letter.cites, 1))
    assert "Exhibit 4" in letter.passage("root_causes.0.what").text
    cited = case(letter={**CASE["letter"], "summary": {"happened": "See {{ exhibit.orders }}.", "why": "x", "now": "y"}})
    assert written(tmp_path, cited).cites[:2] == ("orders", "settings")


def test_actions_stand_in_the_order_of_their_time(tmp_path):
    rows = written(tmp_path).context.sections[1].entries
    assert [row.when.replace("\u00a0", " ") for row in rows] == [
        "12 June 2026, 09:40",
        "14 June 2026, 11:05",
        "15 June 2026, 16:00",
    ]
    assert (rows[0].who, rows[0].role) == ("Priya Nair", "Warehouse Manager")
    assert "exhibit://contract/2" in rows[1].tags[0]  # the page that the text cites, not the first


def test_an_open_action_is_not_called_complete(tmp_path):
    undone = case(corrective=[CASE["corrective"][0], {**CASE["corrective"][1], "done": None}])
    context = written(tmp_path, undone).context
    assert context.sections[1].title == "Corrective actions"
    assert context.sections[1].entries[-1].when == "Not done yet"
    later = case(corrective=[{**CASE["corrective"][0], "done": "2026-07-07 09:00"}])
    assert written(tmp_path, later).context.sections[1].title == "Corrective actions"


def test_a_dispute_has_its_own_heads_and_no_cause_table(tmp_path):
    letter = written(tmp_path, dispute())
    assert (letter.title, letter.stance) == ("Appeal", "dispute")
    assert [s.title for s in letter.context.sections] == ["What happened", "Why the measure is wrong", "What we ask"]
    assert letter.context.causes == ()
    assert [line.label for line in letter.context.summary] == ["What happened", "Why it is wrong", "What we ask"]
    assert letter.context.sections[0].entries[0].when.replace("\u00a0", " ") == "12 May 2026, 07:10"
    assert letter.cites == ("manifest", "log")
    assert [p.where for p in letter.passages] == [
        "letter.subject",
        "dispute.happened.0.what",
        "dispute.happened.1.what",
        "dispute.wrong.0.what",
        "dispute.asks.0.what",
    ]


def test_all_bad_placeholders_of_a_case_are_named_at_once(tmp_path):
    bad = case(
        corrective=[{**CASE["corrective"][0], "what": "{{ metric.x.during }} and {{ exhibit.none }}"}],
        preventive=[{**CASE["preventive"][0], "measured": "{% if x %}y{% endif %}", "exhibits": ["chat"]}],
        evidence=[*CASE["evidence"], {"id": "more", "file": "m.pdf", "kind": "x", "caption": "On {{ case.shop }}"}],
    )
    with pytest.raises(BadFile) as caught:
        written(tmp_path, bad)
    assert caught.value.path.endswith("case.yaml")
    told = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 5
    for place in (
        "corrective.0.what: {{ metric.x.during }}",
        "corrective.0.what: {{ exhibit.none }}",
        "preventive.0.measured: {% if %}",
        "preventive.0.exhibits: chat is background",
        "evidence.7.caption:",
    ):
        assert place in told


def test_the_us_site_writes_the_month_first(tmp_path):
    shops = [{**SELLER["shops"][0], "site": "US"}]
    made = case(violation={**CASE["violation"], "site": "US"}, seller={**SELLER, "shops": shops})
    letter = written(tmp_path, made, site="US")
    assert (letter.context.paper, letter.context.language) == ("Letter", "en-US")
    assert letter.subject == "Late dispatch rate, May 11 to June 7, 2026"
    assert letter.context.sections[1].entries[0].when.replace("\u00a0", " ") == "June 12, 2026, 09:40"
    assert letter.context.zone_name == "Los Angeles time"


def test_a_letter_without_order_data_works(tmp_path):
    texts = {"short": "Nobody looked.", "what": "Nobody looked at the rate.", "id": "unseen"}
    plain = case(
        letter={"date": "2026-07-06", "signer": "director"},
        root_causes=[texts],
        corrective=[{**CASE["corrective"][0], "answers": ["unseen"]}],
        preventive=[],
    )
    letter = written(tmp_path, plain, found=NO_ORDERS)
    assert letter.context.results is None
    assert letter.subject == "Late dispatch rate above the limit"
    assert [p.text for p in letter.passages if p.where.startswith("letter.summary")] == [
        "Late dispatch rate above the limit: violation 7529184460371124, notice of 9 June 2026.",
        "All corrective actions were complete on 12 June 2026.",
    ]
    assert str(letter.context.summary[1].html).replace("\u00a0", " ") == "<p>Nobody looked.</p>"


def test_a_summary_is_made_from_the_metric_if_none_is_stated(tmp_path):
    letter = written(tmp_path, case(letter={"date": "2026-07-06"}))
    assert letter.passage("letter.summary.happened").text == (
        "Late dispatch rate: 412 of 3,926 orders (10.5%), 11 May to 7 June 2026."
    )
    now = letter.passage("letter.summary.now")
    assert now.text == "All corrective actions were complete on 15 June 2026. Since then: 45 of 2,934 orders (1.5%)."
    assert {t.ref for t in now.traces} == {"case.last_action", "late_dispatch.after.full"}


def test_a_person_signs_or_the_site_asks_for_it(tmp_path):
    png = b"\x89PNG\r\n\x1a\n" + bytes(30)
    signed = written(tmp_path, signature=png).context.signature
    assert (signed.image, signed.name, signed.title) == (
        png, "Chen Yulan (陈玉兰)", "Operations Director, Lanyu Home (Shenzhen) Trading Co., Ltd."
    )  # fmt: skip
    nobody = case(letter={"date": "2026-07-06"})
    assert written(tmp_path, nobody).context.signature is None
    wants = replace(policy(), facts=(*policy().facts, Fact(id="letter.signature", value=True, grade="seed")))
    asked = written(tmp_path, nobody, rules=wants).context.signature
    assert (asked.image, asked.name) == (None, "")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"%PDF-1.7", "neither PNG nor JPEG"),
        (b"\xff\xd8\xff" + bytes(2_000_000), "larger than 2,000,000 bytes"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\x00\x01\x00\x00" * 2, "more than 20,000,000 pixels"),
    ],
)
def test_a_signature_that_is_no_sane_picture_is_refused(tmp_path, content, wrong):
    with pytest.raises(BadFile, match="signature") as caught:
        written(tmp_path, signature=content)
    assert wrong in caught.value.problems[0]


def test_charts_say_only_what_the_data_show(tmp_path):
    results = written(tmp_path, found=analysis()).context.results
    assert results.wide.title == "Within the limit every week since 22 June"
    assert [c.title for c in results.narrow] == ["From 10.5% to 1.5%", "Daventry: 80% of the late orders"]
    assert "412 of 3,926 orders (9.6–11.5%)" in results.narrow[0].notes[1]
    no_limit = case(violation={**CASE["violation"], "figures": [CASE["violation"]["figures"][0]]})
    assert (
        written(tmp_path, no_limit, found=analysis()).context.results.wide.title == "Late dispatch rate by week"
    )  # 4 % is third-party only
    notice = {**CASE["evidence"][0], "facts": {"limit": "4.0%"}}
    on_paper = case(violation=no_limit.violation, evidence=[notice, *CASE["evidence"][1:]])
    assert written(tmp_path, on_paper, found=analysis()).context.results.wide.title.startswith("Within the limit")
    before = analysis().metrics[0]
    again = replace(before, weekly=(*before.weekly[:-1], replace(before.weekly[-1], numerator=90)))
    relapsed = replace(analysis(), metrics=(again,))
    assert written(tmp_path, found=relapsed).context.results.wide.title == "Late dispatch rate by week"
    worse = replace(
        analysis().metrics[0],
        periods=(("during", analysis().metrics[0].rate("after")), ("after", analysis().metrics[0].rate("during"))),
    )
    assert (
        written(tmp_path, found=replace(analysis(), metrics=(worse,))).context.results.narrow[0].title
        == "Late dispatch rate by period"
    )


def test_the_template_uses_the_contexts_fields_and_no_other():
    letter = {f.name for f in fields(LetterContext)}
    around = {f.name for f in fields(contexts.PlacesContext)}
    used = names_used("letter.html.j2") | names_used("index.html.j2")
    assert used == letter | around


@pytest.mark.parametrize("kind", [v for v in vars(contexts).values() if hasattr(v, "__dataclass_fields__")])
def test_every_field_of_a_context_says_what_it_holds(kind):
    assert all(f.metadata.get("help") for f in fields(kind))


def test_no_figure_is_typed_in_a_template():
    import re

    from kit.paths import TEMPLATES

    for path in TEMPLATES.glob("*.j2"):
        text = re.sub(r"{[{%#].*?[}%#]}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"\d", text.replace("SHA-256", "")), path.name


def test_the_preview_is_one_safe_frame(tmp_path):
    made = case(seller={**SELLER, "legal_name": "<script>alert(1)</script>"})
    shown = preview(written(tmp_path, made))
    assert shown.startswith("<iframe sandbox srcdoc=")
    assert "<script" not in shown
    assert "kit:" not in shown.split("</iframe>")[0].replace("kit:fonts", "")
    assert "412 of 3,926" in shown.replace("\u00a0", " ")


def test_the_limit_drawn_is_that_of_the_metrics_own_fact():
    seen = date(2026, 11, 21)
    fact = Fact(id="sfcr.limit", value=2.5, unit="%", grade="official", source="https://a.example", seen=seen)
    rules = replace(policy(), facts=(fact,))
    found = replace(metric(), id="seller_cancellation", limit="sfcr.limit")
    assert results._limit(case(), rules, found, is_main=True) == 0.025
    assert results._limit(case(), rules, replace(found, limit=None), is_main=True) is None


def test_the_limit_of_the_notice_is_that_of_the_metric_it_is_about():
    papers = [{**one, "facts": {"limit": "4,0%"}} if one["id"] == "notice" else one for one in CASE["evidence"]]
    made, answered = case(evidence=papers), replace(metric(), id="chat_response")
    assert results.printed_limit(made, answered, is_main=True) == 0.04
    assert results.printed_limit(made, answered, is_main=False) is None


def test_weeks_below_a_minimum_are_not_within_it():
    answered = replace(metric(), better="high")
    window = Window(start=date(2026, 6, 22), end=date(2026, 6, 28))
    ways = style(policy())
    for right, said in ((70, False), (95, True)):
        weekly = (Rate(numerator=right, denominator=100, window=window),)
        assert bool(results._since(case(), replace(answered, weekly=weekly), 0.9, ways)) is said


def test_charts_and_subject_are_of_the_metric_that_the_notice_names(tmp_path):
    counted = analysis()
    other = replace(metric(), id="on_time_delivery", title="On-time delivery")
    about = replace(counted, metrics=(other, *counted.metrics), main="on_time_delivery")
    letter = written(tmp_path, found=about)
    assert letter.subject == case().violation.title
    assert "On-time delivery" in letter.context.results.wide.title
    assert written(tmp_path, found=replace(about, main="late_dispatch")).subject.startswith("Late dispatch rate")
