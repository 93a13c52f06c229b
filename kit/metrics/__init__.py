"""What the orders say: each metric for each period, what drove the rise, which orders were late."""

from kit.model import Analysis, Case, Family, Orders, Policy


def analyse(case: Case, orders: Orders | None, policy: Policy, family: Family) -> Analysis:
    """Periods, metrics, drivers, late orders and the effect of each action; empty, with a note, without orders."""
    if orders is None:
        note = "No order files in orders/: no metric can be computed."
        return Analysis(periods=(), metrics=(), drivers=(), notes=(note,))
    from kit.metrics.analysis import analysis

    return analysis(case, orders, policy, family)


__all__ = ["analyse"]
