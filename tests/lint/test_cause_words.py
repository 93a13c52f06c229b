"""A cause is known by the words that people use for it, wherever they stand, and not by what it denies or a missing check should have seen."""

from types import SimpleNamespace

import pytest
from lint_set.labelled import SETS, letters
from tests_root import ROOT

from kit.lint.cause_words import _phrases, told
from kit.lint.rules.cause_against_data import RULE
from kit.model import Case, CauseFinding, CausePattern, RootCause, Statement
from kit.policy.packs import families
from kit.tools import yaml_text

TESTS = {pattern.test for family in families().values() for pattern in family.patterns if pattern.test}
EXECUTABLE = [(family, pattern) for family in families().values() for pattern in family.patterns if pattern.test]
CASES = sorted(path.parent.name for path in ROOT.glob("cases/*/case.yaml"))
SUPPORTED_TOO = {
    "id-live-spike": {"growth_one_sku", "growth_new_buyers"},
    "us-listing-claims": {"unproved"},
}  # by the data of the case


def tells(cause: Statement, name: str, test: str) -> bool:
    return bool(told(cause, name, test))


@pytest.mark.parametrize(
    ("said", "test"),
    [
        ("On Monday a promotion tripled our volume and the team could not keep up.", "volume_spike"),
        ("A live sale brought three times our usual number of orders.", "volume_spike"),
        ("The courier did not come on three evenings.", "carrier"),
        ("Our order count was four times the normal level.", "volume_spike"),
        ("The planner printed the labels late.", "label_late"),
        ("The price was entered as 1.99 instead of 19.90.", "cancelled_price"),
        ("The hub scanned the parcels only the next day.", "scan_late"),
        ("Our ERP stopped sending orders.", "system_down"),
        ("Our supplier ran out, so we had no stock of the mugs.", "stock_out"),
        ("Our ERP went offline for two days.", "system_down"),
        ("We did not staff the dock on weekends.", "weekday"),
        ("The packers sent the wrong colour.", "returned_wrong_item"),
        ("The certificate had lapsed in May.", "paper_expired"),
    ],
)
def test_other_words_tell_the_same_cause(said, test):
    assert tells(Statement(en=said), "Some other name", test)


def test_chinese_words_tell_it_too():
    assert tells(Statement(en="See the Chinese.", zh="直播后爆单，来不及打包。"), "Some other name", "volume_spike")
    assert not tells(Statement(en="The shift moved.", zh="售后组周六班次调往直播销售。"), "Some other name", "volume_spike")


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        ("The Saturday shift of the returns desk went to the live sale.", "售后组周六班次调去直播大促。"),
        ("The desk was short-staffed during the campaign of May.", "直播后售后组人手不足。"),
        ("We did not record orders that came back.", "直播导致退货激增，订单，我们没有登记。"),
        ("An answer took three times the normal time.", "答复用时为平日的三倍。"),
    ],
)
def test_a_campaign_or_a_short_shift_says_nothing_of_more_orders(said, zh):
    assert not tells(Statement(en=said, zh=zh), "Some other name", "volume_spike")


def test_chinese_words_may_stand_apart_in_their_clause():
    assert tells(Statement(en="See the Chinese.", zh="订单在两天内激增，来不及打包。"), "Some other name", "volume_spike")


def test_a_check_that_was_missing_claims_nothing():
    assert not tells(
        Statement(en="Nobody compared the day's labels with the van that was late."), "One carrier is late", "carrier"
    )


def test_every_executable_pattern_has_words_in_both_languages():
    assert set(_phrases()) == TESTS
    assert all(english and chinese for english, chinese in _phrases().values())


def _spelled(phrase: str) -> str:
    """A sentence of the first words that the phrase allows."""
    places = (place.removesuffix("?").split("|")[0] for place in phrase.split() if place != "..")
    words = " ".join(places).replace("_", " ").replace("#", "4")
    return f"{words[0].upper()}{words[1:]}."


def _sentences(pattern: CausePattern) -> tuple[list[str], list[str]]:
    """A sentence of each English and each Chinese phrase of the pattern."""
    english, chinese = _phrases().get(pattern.test or "", ((), ()))
    return [_spelled(p) for p in english], [p.replace("..", "") for p in chinese]


SHARED = {("handover_late", "carrier", "Missed collection.")}  # of a carrier that is late and of a van that was missed


def _spoken(cause: Statement, pattern: CausePattern, other: CausePattern, family) -> list[str | None]:
    """Severities of the rule's hits where the data deny the one pattern and the cause names the other, which they support if they can."""
    verdicts = (
        CauseFinding(pattern=other.id, name=other.name.en, verdict="supported" if other.test else "not run"),
        CauseFinding(pattern=pattern.id, name=pattern.name.en, verdict="denied"),
    )
    stated = RootCause(id="one", what=cause, pattern=other.id)
    subject = SimpleNamespace(case=SimpleNamespace(root_causes=(stated,)), causes=verdicts, family=family)
    return [hit.severity for hit in RULE.check(subject)]


@pytest.mark.parametrize(("family", "pattern"), EXECUTABLE, ids=[f"{family.id}-{pattern.id}" for family, pattern in EXECUTABLE])
def test_what_the_data_deny_is_an_error_under_the_name_and_beside_the_words_of_every_other_pattern(family, pattern):
    for other in (other for other in family.patterns if other.id != pattern.id):
        beside, theirs_zh = _sentences(other)
        beside_zh = "。".join((other.name.zh or "", *theirs_zh))
        own, own_zh = _sentences(pattern)
        for said in (f"{pattern.name.en}.", *own) if len(pattern.name.en.split()) > 2 else own:
            heard = _spoken(Statement(en=" ".join((f"{other.name.en}.", *beside, said))), pattern, other, family)
            assert heard == [None] or (pattern.id, other.id, said) in SHARED, f"{other.id}: {said}"
        for zh in own_zh:
            heard = _spoken(Statement(en="See the Chinese.", zh=f"{beside_zh}。{zh}"), pattern, other, family)
            assert heard == [None] or (pattern.id, other.id, zh) in SHARED, f"{other.id}: {zh}"


@pytest.mark.parametrize(("family", "pattern"), EXECUTABLE, ids=[f"{family.id}-{pattern.id}" for family, pattern in EXECUTABLE])
def test_every_phrase_of_a_pattern_is_heard(family, pattern):
    english, chinese = _phrases()[pattern.test]
    assert [p for p in english if not tells(Statement(en=_spelled(p)), "Some other name", pattern.test)] == []
    assert [p for p in chinese if not tells(Statement(en="x", zh=p.replace("..", "")), "Some other name", pattern.test)] == []


LIVE = "A live sale brought four times our usual orders"


@pytest.mark.parametrize(
    ("kind", "named", "denied", "said"),
    [
        (
            "refunds",
            "sku",
            "cancelled_price",
            "A bulk upload set a wrong price for one SKU, and each order at that price was canceled.",
        ),
        ("refunds", "cancelled_no_stock", "cancelled_price", "SKUs were out of stock because a bulk upload set a wrong price."),
        ("refunds", "system_duplicate", "cancelled_price", "The system set a wrong price, and each order was canceled."),
        ("refunds", "sku", "cancelled_no_stock", "Three SKUs ran empty, and their listings went on selling."),
        ("refunds", "campaign_stock", "cancelled_no_stock", "The shop offered 40 pieces of them, with none on the shelf."),
        ("logistics", "handover_late", "volume_spike", f"{LIVE}, and the parcels stood at the dock until the next day."),
        ("logistics", "hour", "volume_spike", f"{LIVE}, and the afternoon orders waited until the next day."),
        ("logistics", "wrong_carrier", "volume_spike", f"{LIVE}, and the carrier could not take them all."),
        ("logistics", "handover_late", "volume_spike", "We had far more parcels to pack than on any other week of the year."),
        ("logistics", "handover_late", "label_late", "Our labels were printed late in the day and the parcels missed the van."),
        (
            "logistics",
            "handover_late",
            "scan_late",
            "The parcels were collected in time, but the depot scanned them a day later.",
        ),
        ("logistics", "handover_late", "volume_spike", f"Nobody checked the queue, because {LIVE.lower()}."),
        ("logistics", "handover_late", "volume_spike", "We could not pack the surge in orders, not only for lack of staff."),
    ],
)
def test_words_of_the_named_pattern_disarm_nothing(kind, named, denied, said):
    family = families()[kind]
    known = {pattern.id: pattern for pattern in family.patterns}
    assert _spoken(Statement(en=said), known[denied], known[named], family) == [None]


@pytest.mark.parametrize(
    ("kind", "named", "denied", "said", "zh"),
    [
        (
            "logistics",
            "handover_late",
            "volume_spike",
            "Orders stayed at their usual number; the van left early.",
            "订单与平日相同。",
        ),
        ("logistics", "handover_late", "volume_spike", "This was not because of a surge in orders.", "并非订单激增。"),
        ("logistics", "handover_late", "volume_spike", "A surge in orders can be ruled out.", "订单激增已排除。"),
        ("logistics", "handover_late", "volume_spike", "We did not have more orders than usual.", "没有爆单。"),
        ("logistics", "handover_late", "label_late", "Labels were not printed late; they stood at the dock.", "并无面单延迟。"),
        (
            "refunds",
            "cancelled_no_stock",
            "cancelled_price",
            "No wrong price was set: the shelf was empty.",
            "不是价格错误，货架为零。",
        ),
        (
            "refunds",
            "cancelled_no_stock",
            "cancelled_price",
            "Nobody checked stock or a wrong price at the upload.",
            "没有检查价格错误。",
        ),
        (
            "logistics",
            "handover_late",
            "carrier",
            "The parcels had a missed collection.",
            "错过揽收。",
        ),  # the named one's own words
    ],
)
def test_what_is_denied_ruled_out_or_the_open_patterns_own_words_is_no_claim(kind, named, denied, said, zh):
    family = families()[kind]
    known = {pattern.id: pattern for pattern in family.patterns}
    assert _spoken(Statement(en=said, zh=zh), known[denied], known[named], family) == []


@pytest.mark.parametrize("name", CASES)
def test_the_causes_of_the_committed_cases_state_no_pattern_that_the_case_does_not_name(name):
    case = yaml_text.read(Case, ROOT / "cases" / name / "case.yaml")
    family = families()[case.violation.family]
    named = {cause.pattern for cause in case.root_causes} | SUPPORTED_TOO.get(name, set())
    verdicts = tuple(
        CauseFinding(pattern=pattern.id, name=pattern.name.en, verdict="supported" if pattern.id in named else "denied")
        for pattern in family.patterns
    )
    subject = SimpleNamespace(case=case, causes=verdicts, family=family)
    assert [hit.message.en for hit in RULE.check(subject)] == []


@pytest.mark.parametrize("kind", SETS)
def test_the_causes_of_the_labelled_letters_state_no_pattern_that_they_do_not_name(kind):
    told_of = {}
    for letter in letters(kind):
        if letter.subject.stated and letter.family in families():
            family, case = families()[letter.family], letter.subject.case
            named = {cause.pattern for cause in case.root_causes}
            verdicts = tuple(
                CauseFinding(pattern=pattern.id, name=pattern.name.en, verdict="unclear" if pattern.id in named else "denied")
                for pattern in family.patterns
            )
            told_of[letter.name] = list(RULE.check(SimpleNamespace(case=case, causes=verdicts, family=family)))
    assert {name: found for name, found in told_of.items() if found} == {}
