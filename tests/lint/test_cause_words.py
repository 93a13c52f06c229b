"""A cause is known by the words that people use for it, and not by what a missing check should have seen."""

from types import SimpleNamespace

import pytest

from kit.lint.cause_words import _phrases, tells
from kit.lint.rules.cause_against_data import RULE
from kit.model import CauseFinding, RootCause, Statement
from kit.policy.packs import families

TESTS = {pattern.test for family in families().values() for pattern in family.patterns if pattern.test}


@pytest.mark.parametrize(
    ("said", "test"),
    [
        ("On Monday a promotion tripled our volume and the team could not keep up.", "volume_spike"),
        ("A live sale brought three times our usual number of orders.", "volume_spike"),
        ("The courier did not come on three evenings.", "carrier"),
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


def test_every_phrase_belongs_to_a_test_that_a_family_runs():
    assert set(_phrases()) <= TESTS
    assert len(_phrases()) >= 45


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("A live stream brought four times the usual orders.", None),  # the rule's: an error
        ("A live stream brought four times the usual orders, and each label waited.", "warning"),
        ("Labels were made late.", "silent"),
    ],
)
def test_a_denied_cause_under_another_patterns_name_is_an_error(said, severity):
    other = CauseFinding(pattern="label_late", name="Label made late", verdict="supported")
    denied = CauseFinding(pattern="volume_spike", name="More orders than the team can pack", verdict="denied")
    cause = RootCause(id="live", what=Statement(en=said), pattern="label_late")
    subject = SimpleNamespace(case=SimpleNamespace(root_causes=(cause,)), causes=(other, denied), family=families()["logistics"])
    assert [hit.severity for hit in RULE.check(subject)] == ([] if severity == "silent" else [severity])
