"""The figure that the notice states, held against each clock: which one reproduces it best."""

import re

from kit.model import Metric, NoticeFigure
from kit.tools import figures

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_CLOSE = 0.001  # a tenth of a point: what a figure printed with one decimal can hide


def notes(stated: tuple[NoticeFigure, ...], metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    """One sentence for each figure of the notice that is a share of a metric that we can compute."""
    return tuple(filter(None, (_note(figure, metrics) for figure in stated)))


def _note(figure: NoticeFigure, metrics: tuple[Metric, ...]) -> str | None:
    found = _PERCENT.search(figure.value)
    chosen = next((m for m in metrics if m.id == figure.metric), None)
    clocks = [m for m in metrics if m.clock and m.id.startswith(f"{figure.metric}_") and _value(m) != float("inf")]
    if not found or (not clocks and (chosen is None or _value(chosen) == float("inf"))):
        return None
    stated = float(found[1].replace(",", ".")) / 100
    if not clocks and chosen:
        same = "which is the same" if abs(_value(chosen) - stated) <= _CLOSE else "which differs: check the notice's words"
        return f"The notice states {figure.value}. Counted on the window of the violation: {_said(chosen)}, {same}."
    ranked = sorted(clocks, key=lambda m: abs(_value(m) - stated))
    list_all = "; ".join(f"to {_name(m)} {_said(m)}" for m in ranked)
    best = [m for m in ranked if abs(_value(m) - stated) <= abs(_value(ranked[0]) - stated) + _CLOSE / 2]
    names = " and ".join(_name(m) for m in best)
    how = "reproduces it" if abs(_value(ranked[0]) - stated) <= _CLOSE else "comes nearest"
    text = f"The notice states {figure.value}. Counted on the window of the violation: {list_all}. The clock that {how}: {names}."
    if chosen and chosen.clock not in {m.clock for m in best}:
        text += f" This case counts to {_name(chosen)}: check the notice's words."
    return text


def _value(metric: Metric) -> float:
    rate = metric.rate("during")
    return rate.value if rate and rate.value is not None else float("inf")


def _said(metric: Metric) -> str:
    rate = metric.rate("during")
    return f"{figures.share(rate.value)} ({figures.counts(rate)})" if rate else figures.NOT_APPLICABLE


def _name(metric: Metric) -> str:
    return {"label": "label", "handover": "hand-over", "scan": "carrier scan", None: metric.title}[metric.clock]
