"""How fresh papers must be: a site's own limit wins, and each limit says where it comes from."""

import pytest

from kit import policy
from kit.policy.papers import age, ending


def test_the_sites_own_limit_wins():
    assert (age("purchase_invoice", "US").grade, age("purchase_invoice", "UK").grade) == ("third_party", "derived")
    assert age("childrens_product_certificate", "US").grade == "official"
    assert age("childrens_product_certificate", "UK") is None
    assert age("photo", "US") is None


@pytest.mark.parametrize("site", policy.codes())
def test_each_site_has_a_limit_before_the_end(site):
    assert ending(site).grade == ("third_party" if site in {"MY", "PH"} else "derived")
