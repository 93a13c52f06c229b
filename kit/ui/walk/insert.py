"""What a text can name instead of typing it: figures, facts of the evidence, exhibits."""

from kit.phrases import said
from kit.ui.walk.fields import Option
from kit.ui.walk.session import Session

_PERIODS = (("during.full", "during, in full", "违规期间，完整"), ("during.counts", "during, counts", "违规期间，单数"), ("during", "during, rate", "违规期间，比率"), ("during.window", "during, days", "违规期间，日期"), ("after", "after, rate", "之后，比率"), ("after.window", "after, days", "之后，日期"))  # fmt: skip


def insertable(session: Session) -> list[Option]:
    """Each placeholder that fits most texts, in words: exhibits first, then figures, then facts."""
    case, t = session.case, session.t
    found = [
        (f"{t('exhibit', '证据')}: {said(e.caption, session.lang)}"[:90], f"({{{{ exhibit.{e.id} }}}})")
        for e in case.evidence
        if e.use == "exhibit"
    ]
    if case.data.orders or any((session.folder / "orders").glob("*")):
        found += [
            (f"{t('figure', '数字')}: {metric.replace('_', ' ')}, {t(en, zh)}", f"{{{{ metric.{metric}.{period} }}}}")
            for metric in session.family.metrics[:2]
            for period, en, zh in _PERIODS
        ]
    found += [
        (f"{t('fact', '事实')}: {e.id}, {key} = {value}"[:90], f"{{{{ evidence.{e.id}.{key} }}}}")
        for e in case.evidence
        for key, value in e.facts
    ]
    found += [(t("the day of the notice", "收到通知的日期"), "{{ case.notice_received }}")]
    found += [
        (f"{t('day of the cause', '原因起始日')}: {c.id}", f"{{{{ cause.{c.id}.when }}}}") for c in case.root_causes if c.when
    ]
    return found
