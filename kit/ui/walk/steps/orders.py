"""The exports: how each was read, when it was exported, and which event the notice counts."""

from html import escape
from typing import Any, get_args

import ipywidgets as w

from kit.appeal import Appeal
from kit.case import DATA_FOLDERS, files
from kit.desk.edits import Change, added, removed
from kit.errors import Usage
from kit.model import MetricChoice
from kit.new import site_time
from kit.ui import views
from kit.ui.view import View
from kit.ui.walk import fields
from kit.ui.walk.page import Page, button, html, row, shown
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step

_CLOCKS = get_args(get_args(MetricChoice.model_fields["clock"].annotation)[0])


def _exports(session: Session) -> list[str]:
    return [p.relative_to(session.folder).as_posix() for name in DATA_FOLDERS for p in files(session.folder / name)]


def _state(session: Session) -> State:
    if not session.family.metrics:
        return "free"
    exports = _exports(session)
    hinted = {hint.file for name in DATA_FOLDERS for hint in getattr(session.case.data, name) if hint.exported}
    return "done" if exports and set(exports) <= hinted else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    exports = _exports(session)
    if not exports:
        text = t(
            "No export is here yet. Drop it in the step before; it is told by its headers.",
            "尚无导出文件。请在上一步上传，会按表头识别。",
        )
        return [html(f"<p>{text}</p>")]
    page.parts["read"] = w.VBox(page.choices.get("read", []))
    read = button(page, t("Read them and show every row's fate", "读取并显示每行去向"), lambda: _read(page))
    return [*(_hint(page, name) for name in exports), *_clock(page), read, page.parts["read"]]


def _hint(page: Page, name: str) -> Any:
    """When the export was made; it cannot be read off the file."""
    t, session = page.t, page.session
    folder = name.partition("/")[0]
    held = [h.file for h in getattr(session.case.data, folder)]
    where = f"data.{folder}.{held.index(name)}" if name in held else f"data.{folder}"
    label = t(f"{name}: exported on", f"{name}：导出时间")
    if name in held:
        return fields.moment(page, f"{where}.exported", label)
    zone = session.policy.zone

    def change(typed: str) -> Change | None:
        return added(where, {"file": name, "exported": site_time(typed, zone, label)}) if typed.strip() else None

    return fields.text(page, where, f"{label} ({zone.key})", hint="2026-07-06 08:05", value="", change=change)


def _clock(page: Page) -> list[Any]:
    """The choice of the event that counts, with the notice's words for it."""
    t, session = page.t, page.session
    if not session.family.metrics:
        return []
    names = {
        "label": t("label made", "生成面单"),
        "handover": t("parcel handed over", "交接包裹"),
        "scan": t("first carrier scan", "承运商首次扫描"),
    }
    chosen = [
        row(
            html(
                f"<p><b>{escape(choice.id)}</b>: {escape('. '.join([*([names[choice.clock]] if choice.clock else []), choice.because]))}</p>"
            ),
            button(page, t("Take out", "移除"), lambda n=choice.id: page.act(removed("metrics", n))),
        )
        for choice in session.case.metrics
    ]
    metric = w.Dropdown(
        options=[m for m in session.family.metrics if m not in {c.id for c in session.case.metrics}],
        description=t("Metric", "指标"),
    )
    clock = w.Dropdown(options=[(names[c], c) for c in _CLOCKS], description=t("The notice counts", "通知以此为准"))
    because = w.Text(description=t("The notice's words for it", "通知原文"), continuous_update=False)
    for widget in (metric, clock, because):
        widget.add_class("poa-field")

    def put() -> None:
        if not because.value.strip():
            raise Usage(t("Copy the notice's words.", "请抄录通知原文。"))
        page.act(added("metrics", {"id": metric.value, "clock": clock.value, "because": because.value}))

    return [*chosen, row(metric, clock, because, button(page, t("Set", "设定"), put))] if metric.options else chosen


def _read(page: Page) -> None:
    """Read the files off the screen's thread, then show rows and rates."""

    def job(progress: Any) -> View:
        appeal = Appeal.open(page.session.folder, progress=progress)
        if appeal.orders is None:
            raise Usage(page.t("There is no order file.", "没有订单文件。"))
        return views.readings(appeal.orders) + views.quarantine(appeal.orders) + views.rates(appeal.metrics)

    def done(view: View | None, problem: str) -> None:
        page.choices["read"] = [shown(view)] if view else []
        if "read" in page.parts:
            page.parts["read"].children = page.choices["read"]
        page.say(problem)

    page.session.work(page.t("Reading the exports", "正在读取导出文件"), job, done)


STEP = Step(
    id="orders",
    order=50,
    title=("Order data", "订单数据"),
    lead=(
        "Every row is used or named. Say when each export was made, and which event the notice counts.",
        "每一行都会计入或注明。请填写导出时间，以及通知以哪个时点计算。",
    ),
    state=_state,
    content=_content,
)
