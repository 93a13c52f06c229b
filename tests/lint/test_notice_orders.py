"""An order of the notice is answered by the list that the kit makes only if it stands in that list."""

from kit.appeal import Appeal


def test_an_order_of_the_data_that_is_not_among_the_affected_ones_is_not_answered(example):
    appeal = Appeal.open(example)
    affected = list(appeal.analysis.affected["order_id"])
    in_time = next(i for i in appeal.orders.orders["order_id"] if i not in affected)
    path = example / "case.yaml"
    stated = path.read_text(encoding="utf-8")
    assert stated.count("  family: logistics\n") == 1
    named = f'  family: logistics\n  orders: ["{affected[0]}", "{in_time}"]\n'
    path.write_text(stated.replace("  family: logistics\n", named), encoding="utf-8")
    (told,) = [f for f in Appeal.open(example).findings if f.rule.startswith("S704")]
    assert "1 of the 2 orders" in told.message
    assert in_time in told.message
