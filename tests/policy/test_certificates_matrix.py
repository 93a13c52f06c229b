"""The matrix of requirements: every record with its grade, every shape true to its own examples, prohibitions without papers."""

import re

import pytest

from kit.policy import certificates as matrix

MARKETS = {"US", "UK", "EU", "ID", "MY", "TH", "VN", "PH", "SG", "JP", "MX", "SA", "AE", "*"}


def test_every_record_says_where_it_is_from():
    records = matrix.matrix().requirements
    assert len(records) >= 234
    assert {r.market for r in records} == MARKETS
    assert len({r.id for r in records}) == len(records)
    assert [r.id for r in records if (r.source is None) != (r.grade == "own_knowledge")] == []


def test_every_category_of_every_market_is_there_and_e_cigarettes_have_no_paper():
    categories = {c.id for c in matrix.matrix().categories}
    kinds = {k.id for k in matrix.matrix().kinds}
    for market in MARKETS - {"*"}:
        records = [r for r in matrix.matrix().requirements if r.market == market]
        assert {r.category for r in records} - {"*"} == categories
        assert {r.papers for r in records if r.prohibited} == {()}
    assert {kind for r in matrix.matrix().requirements for kind in r.papers} <= kinds


@pytest.mark.parametrize("shape", [s for s in matrix.matrix().numbers if s.pattern], ids=lambda s: s.id)
def test_shapes_fit_their_own_examples(shape):
    assert all(re.match(shape.pattern, number) for number in shape.fits)
    assert not [number for number in shape.misses if re.match(shape.pattern, number)]
    assert shape.fits


def test_the_role_decides():
    by_role = {role: {r.id for r in matrix.demanded("US", "toys_children", role)} for role in matrix.ROLES}
    assert by_role["importer"] - by_role["reseller"] == {"CERT-021"}
    assert {r.id for r in matrix.asked("US", "toys_children", "reseller")} >= {"CERT-002", "CERT-020", "CERT-022"}
    assert [r.id for r in matrix.demanded("UK", "ecig_accessories", "importer")] == ["CERT-058"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("NPRA notification note", "product_notification"), ("UK Declaration of Conformity", "declaration_of_conformity"),
        ("EN 71-3 test report", "test_report"), ("化妆品备案凭证", "product_notification"), ("CPC", "childrens_product_certificate"),
        ("a nice letter", None),
    ],
)  # fmt: skip
def test_papers_are_known_by_what_people_call_them(words, kind):
    assert matrix.kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Beauty & Personal Care > Makeup > Lip tint (602011)", "cosmetics"), ("Home Supplies/Toys & Hobbies", "toys_children"),
        ("Phones > Chargers (600)", "mains_chargers"), ("Sports", None), ("电子烟配件", "ecig_accessories"),
    ],
)  # fmt: skip
def test_a_listing_s_category_is_taken_for_a_category_of_goods(words, category):
    assert matrix.category_of(words) == category


@pytest.mark.parametrize("category", matrix.matrix().categories, ids=lambda c: c.id)
def test_a_category_is_known_by_the_name_that_its_own_page_gives_it(category):
    assert matrix.category_of(category.name.en) == category.id
    assert matrix.category_of(f"Home > {category.name.en.upper()}") == category.id
    assert matrix.category_of(category.name.zh) == category.id


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Food storage containers", "food_contact"), ("Food & Beverages", "food"), ("Food processors", "mains_chargers"),
        ("Wedding rings", "jewelry"), ("Rings", "jewelry"), ("Protective gear", "helmets_ppe"), ("Smoking accessories", "ecig_accessories"),
        ("Ring lights", None), ("Protective phone cases", None), ("Smoking chips", None), ("Toyota parts", None), ("Batter mix", None),
        ("Audiobooks", None), ("Wireless bras", None), ("Cleaning brushes", None),
    ],
)  # fmt: skip
def test_a_word_is_not_taken_for_goods_that_only_begin_like_it(words, category):
    assert matrix.category_of(words) == category


def test_a_shape_is_plausible_or_not_recognised_or_unknown():
    assert matrix.shape("NOT240512345K", "MY", "product_notification", "cosmetics") == "plausible"
    assert matrix.shape("UKCP-1", "UK", "product_notification", "cosmetics") == "not recognised"
    assert matrix.shape("SZ-1", "UK", "test_report", "toys_children") is None


@pytest.mark.parametrize(
    ("site", "called", "record"),
    [
        ("US", "Health > Weight loss supplements", "BAN-05"), ("UK", "Health > Weight loss supplements", None),
        ("US", "白酒", "BAN-04"), ("US", "Baby > Infant Formula", "BAN-06"), ("JP", "Tobacco", "CERT-189"),
        ("MY", "家居/电子烟收纳盒", "CERT-109"), ("TH", "Storage for vapes", "BAN-01"), ("US", "Medical devices; prescription", "CERT-019"),
        ("US", "Medical devices; thermometers", None), ("UK", "Kitchen > Wine glasses", None),
    ],
)  # fmt: skip
def test_goods_are_prohibited_by_what_they_are_called(site, called, record):
    found = matrix.demanded(site, matrix.category_of(called), None, called)
    assert [r.id for r in found if r.prohibited] == ([record] if record else [])
