"""A column of numbers is judged as each number alone, only faster."""

import json
from pathlib import Path
from random import Random

import pytest

import kit.tools.tracking_numbers as alone
from kit.tools.tracking_columns import misfits_of

WRONG = "check digit wrong for every known shape"
CARRIERS = ("UPS", "USPS", "FedEx", "DHL Express", "DPD UK", "OnTrac", "Canada Post", "J&T Express", "Royal Mail", "Yodel")
REAL = ("1Z5R89390357567127", "9400111202555842332669", "986578788855", "RB123456785GB", "73891051146")


def made(seed):
    """Real numbers, the same with one character changed, with blanks, and noise."""
    random = Random(seed)
    for number in REAL:
        yield number
        yield f" {number[:4]} {number[4:]}\t"
        for _ in range(40):
            place = random.randrange(len(number))
            yield number[:place] + random.choice("0123456789") + number[place + 1 :]
    for _ in range(300):
        yield "".join(random.choice("0123456789") for _ in range(random.choice((9, 11, 12, 15, 16, 18, 20, 22, 34))))
    yield from ("", " ", "JT123456789MY", "ﬁ１２３", "x" * 90)


@pytest.mark.parametrize("carrier", [*CARRIERS, "Northway Parcels", "", None])
def test_a_column_is_judged_as_each_number_alone(carrier):
    numbers = list(made(len(carrier or "")))
    if carrier and alone.shape("", carrier).of_carrier:
        assert misfits_of(numbers, carrier).tolist() == [alone.shape(n, carrier).verdict == WRONG for n in numbers]
    assert misfits_of(numbers, carrier).tolist() == alone.check_digit_wrong(numbers, [carrier] * len(numbers)).tolist()


def test_a_number_of_the_postal_union_is_told_whatever_its_carrier_is_called():
    for carrier in ("Royal Mail", "Northway Parcels", None):
        assert misfits_of(["RB123456785GB", "RB123456784GB", "12345678"], carrier).tolist() == [False, True, False]


def test_wrong_ones_were_among_them_and_few_needed_a_look_of_their_own(monkeypatch):
    looked = []
    real = alone.shape
    monkeypatch.setattr("kit.tools.tracking_columns.shape", lambda n, c: looked.append(n) or real(n, c))
    serial = [number for number in made(1) if real(number, "UPS").verdict == "shape plausible"]
    assert not misfits_of(serial * 50, "UPS").any()
    assert not looked
    assert misfits_of(["1Z5R89390357567128"], "UPS").all()
    assert len(looked) == 1


def test_the_data_has_the_checks_that_are_known_here():
    formats = json.loads((Path(alone.__file__).with_name("tracking_numbers.json")).read_text("utf-8"))["formats"]
    names = {entry["check"]["name"] for entry in formats if entry.get("check")}
    assert names == {"mod10", "mod7", "s10", "sum_product_with_weightings_and_modulo", "mod_37_36"}
