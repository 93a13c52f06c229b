"""Shapes of tracking numbers: every vector of the source, and nothing said against what is not known."""

import json
import random
import time
from pathlib import Path

import pytest

from kit.tools import tracking_numbers
from kit.tools.tracking_numbers import check_digit_wrong, shape

VECTORS = json.loads(Path(__file__).with_name("tracking_number_vectors.json").read_text())
FIRST = {known: number for known, number, holds in reversed(VECTORS) if holds}


def test_there_are_236_vectors_over_all_formats():
    assert len(VECTORS) == 236
    assert sum(holds for _, _, holds in VECTORS) == 162
    assert len(FIRST) == 33


@pytest.mark.parametrize(("known", "number", "holds"), VECTORS)
def test_every_vector(known, number, holds):
    checks = [fit.check for fit in shape(number).fits if fit.format == known]
    assert bool(checks and checks[0] != "wrong") == holds


def test_a_changed_check_digit_is_wrong_only_where_the_carrier_is_named():
    number = "1Z5R89390357567128"
    found = shape(number, "UPS")
    assert (found.verdict, found.of_carrier) == ("check digit wrong for every known shape", True)
    assert not shape(number).of_carrier
    assert shape("1Z5R89390357567127", "UPS").verdict == "shape plausible"


def test_a_number_of_no_known_shape_is_not_recognised_and_never_false():
    for number in ("ZZZZ-1", "TH-7", "x", "", "   ", "９４００１", "1" * 500, "1Z\u0660"):
        found = shape(number)
        assert (found.verdict, found.fits) == ("not recognised", ())
    words = Path(tracking_numbers.__file__).read_text()
    assert '"valid"' not in words
    assert '"false"' not in words


def test_a_shape_without_check_digit_is_plausible_and_says_so():
    found = shape("YT2312345678901234", "YunExpress")
    assert [(fit.format, fit.check) for fit in found.fits if fit.format == "yunexpress"] == [("yunexpress", "none")]
    assert found.verdict == "shape plausible"


def test_digits_of_another_carrier_may_fit_by_chance():
    found = shape("801100195141")  # J&T, twelve digits, as FedEx has them
    assert {fit.carrier for fit in found.fits} >= {"FedEx", "J&T Express"}
    assert [fit.carrier for fit in shape("801100195141", "J&T Express VN").fits] == ["J&T Express"]


def test_blanks_and_tabs_inside_are_seen_and_do_not_hide_the_shape():
    found = shape("\t1Z5R8939 0357\t567127 ", "UPS")
    assert (found.number, found.has_blanks, found.verdict) == ("1Z5R89390357567127", True, "shape plausible")
    assert not shape(" 1z5r89390357567127\t").has_blanks


def test_a_post_may_use_numbers_of_the_postal_union():
    number = FIRST["s10"]
    assert "s10" in {fit.format for fit in shape(number, "USPS").fits}
    assert shape("RB123456785GB", "Royal Mail Group plc").of_carrier
    assert not shape("RB123456785XX").fits  # no such country


def test_an_unknown_carrier_leaves_all_shapes():
    assert shape("1Z5R89390357567127", "TT Virtual express").fits == shape("1Z5R89390357567127").fits


def test_every_single_changed_digit_of_a_postal_number_is_noticed():
    number = "RB473124829GB"  # 0 and 5 stand for two remainders each, 9 for one
    for at in range(2, 10):
        for digit in set("0123456789") - {number[at]}:
            changed = number[:at] + digit + number[at + 1 :]
            assert next(fit.check for fit in shape(changed).fits if fit.format == "s10") == "wrong", changed


def test_wrong_check_digits_count_for_the_carrier_named_and_for_shapes_like_no_other():
    wrong = "1Z5R89390357567128"
    numbers = [wrong, wrong, wrong, "801100195141", "986578788854", "1Z5R89390357567127", None, "HELLO"]
    carriers = ["UPS", None, "Evri", "J&T Express", "FedEx", "UPS", "UPS", "UPS"]
    assert shape("986578788854", "FedEx").verdict == "check digit wrong for every known shape"
    assert check_digit_wrong(numbers, carriers).tolist() == [True, True, True, False, True, False, False, False]
    assert check_digit_wrong(["986578788854", wrong]).tolist() == [False, True]  # twelve digits may be anyone's


def test_many_numbers_are_told_alike_one_by_one_and_together():
    rng = random.Random(7)
    numbers = [f"1Z{rng.randrange(10**16):016}" if rng.random() < 0.3 else f"JX{rng.randrange(10**10)}" for _ in range(5_000)]
    carriers = rng.choices(["UPS", "J&T Express", "Evri", None], k=len(numbers))
    began = time.process_time()
    together = check_digit_wrong(numbers, carriers)
    assert time.process_time() - began < 4
    some = range(0, len(numbers), 100)
    assert [together[i] for i in some] == [check_digit_wrong([numbers[i]], [carriers[i]])[0] for i in some]
    assert 0.1 < together.mean() < 0.4
