"""Views say the same in HTML and in text, and nothing that a client wrote becomes markup."""

from dataclasses import replace

from kit.desk.checklist import checklist
from kit.lint.examples import example
from kit.model import Finding, ProposedFact, Ref
from kit.ui.guide import request_text, summary
from kit.ui.view import Cell, note, table
from kit.ui.views import findings, proposed_facts


def test_text_and_html_say_the_same():
    view = table(["A", "B"], [("one", Cell("2", "n"))], title="Title")
    assert view.text == "Title\nA    B\none  2"
    assert '<td class="n">2</td>' in view.html


def test_markup_is_escaped():
    view = table(["<b>"], [("<script>alert(1)</script>",)], title="<i>") + note("<u>")
    assert "<script" not in view.html
    assert "<u>" not in view.html


def test_wide_rows_become_blocks():
    view = table(["Name", "Words"], [("one", "x" * 200), ("two", "")])
    assert view.text == f"Name: one\nWords: {'x' * 200}\n\nName: two"


def test_nothing_to_show():
    assert table(["A"], []).text == "none"


def test_open_asks_come_first_and_can_be_copied_in_both_languages():
    subject = example({})
    bare = subject.case.model_copy(update={"evidence": ()})
    asks = checklist(bare, subject.family, ())
    assert asks
    assert all(a.state == "missing" for a in asks)
    needs = [a.ask.need for a in asks]
    assert needs == sorted(needs, key=lambda need: need != "required")
    assert subject.case.violation.id in request_text(bare, asks, "zh")
    assert "必需" in request_text(bare, asks, "zh")
    assert "required" in request_text(bare, asks, "en")


def test_applying_and_received():
    subject = example({})
    item = subject.case.evidence[0]
    applying = item.model_copy(update={"status": "applying", "file": None, "made": None})
    case = subject.case.model_copy(update={"evidence": (applying,)})
    states = {a.state for a in checklist(case, subject.family, ()) if a.items}
    assert states <= {"applying"}


def test_the_summary_for_batch_is_static():
    subject = example({})
    view = summary(subject.case, subject.family, (), lang="en")
    assert "Evidence checklist" in view.text
    assert "证据清单" in summary(subject.case, subject.family, (), lang="zh").text


def test_proposed_facts_say_what_the_case_says():
    same = ProposedFact(
        evidence="contract", key="signed", value="14 June 2026", page=1, around="signed 14 June 2026", confidence="high",
        why="stands after “signed”", stated="14 June 2026",
    )  # fmt: skip
    other = replace(same, key="valid_to", value="<i>x", stated="1 May 2026")
    view = proposed_facts((same, other))
    assert view.text.index("says 1 May 2026") < view.text.index("the same")
    assert "<i>x" not in view.html
    assert "and 1 more" in proposed_facts((same, other), most=1).text
    assert "no fact" in proposed_facts(()).text


def test_a_finding_shows_its_sentence_once_and_the_page_of_the_exhibit():
    found = Finding(
        rule="E840 claim-contradicted",
        severity="error",
        where="corrective.0.what",
        message="the exhibit says otherwise: “The van left at 18:00.”",
        fix="look it up",
        quote="The van left at 18:00.",
        refs=(Ref(evidence="contract", page=2, said="15:30"),),
    )
    view = findings((found,), ())
    for shown in (view.text, view.html):
        assert shown.count("The van left at 18:00.") == 1
        assert "contract p. 2: 15:30" in shown


def test_a_period_of_which_nothing_is_counted_is_no_0_of_0():
    from kit.commands.watch_said import _rate
    from kit.desk.difference import _counts
    from kit.letter import results
    from kit.letter.style import chinese, style
    from kit.lint.rules.stated_of_nothing import _nothing_after
    from kit.policy import resolve
    from kit.ui.views import rates

    (metric,) = _nothing_after()
    after = metric.rate("after")
    shown = rates((metric,)).text
    assert "none counted" in shown
    assert "412 of 3,926" in shown
    assert (_rate(after, "en"), _rate(after, "zh")) == ("none counted yet", "尚无可计入")
    assert (_counts(0, 0), _counts(48, 828)) == ("–", "48/828")
    policy = resolve("UK", "official", seller_type="local", fulfilment="seller", day=after.window.end)
    note = results._counted("after", after, "orders", style(policy))
    assert note.endswith("no orders counted yet.")
    assert results._counted("before", after, "orders", style(policy)).endswith("no orders counted.")
    assert results._counted("after", after, "orders", chinese(policy)).endswith("尚无计入的订单。")
    assert "0 of 0" not in shown
