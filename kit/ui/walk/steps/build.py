"""The letter as it reads, with what a reviewer would object to beside it; the PDF; the texts for the forms."""

from html import escape
from typing import Any

import ipywidgets as w

from kit.appeal import Appeal
from kit.commands import elsewhere
from kit.report import Report
from kit.ui import views
from kit.ui.walk.download import download
from kit.ui.walk.page import Page, button, html, row, shown
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step

Built = tuple[tuple[str, ...], Report]  # what of the evidence is used elsewhere, and what came of the build


def _state(session: Session) -> State:
    """Done where a PDF stands that is newer than the case."""
    pdf = session.folder / "build" / f"{session.case.violation.id}.pdf"
    return "done" if pdf.is_file() and pdf.stat().st_mtime >= session.file.path.stat().st_mtime else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    page.parts["preview"], page.parts["result"] = html(_margin(page)), w.VBox(_result(page))
    draft = w.Checkbox(
        value=False, description=t("Draft: also with errors, marked on every page", "草稿：有错误也生成，每页标注"), indent=False
    )
    preview = button(page, t("Show the letter with the findings beside it", "显示信件及旁注"), lambda: _preview(page))
    build = button(page, t("Build the PDF", "生成 PDF"), lambda: _build(page, draft=draft.value), style="success")
    if not session.is_checked and not session.problems:
        _preview(page)
    return [row(preview), page.parts["preview"], row(draft, build), page.parts["result"]]


def _preview(page: Page) -> None:
    def done(problem: str) -> None:
        if "preview" in page.parts:
            page.parts["preview"].value = _margin(page)
        page.say(problem)

    page.session.check(done)


def _margin(page: Page) -> str:
    """The letter in a frame of its own, so that no style leaks either way."""
    session = page.session
    if session.checked is None:
        return ""
    from kit.findings_page import page as findings_page  # late: it brings in every rule

    content = findings_page(session.checked, session.lang, day=session.now().date())
    title = page.t("The letter with the findings in its margin", "信件及旁注")
    return f'<iframe sandbox srcdoc="{escape(content, quote=True)}" title="{escape(title)}" style="width:100%;height:620px;box-sizing:border-box;border:1px solid #c4cbd1;background:#fff"></iframe>'


def _build(page: Page, *, draft: bool) -> None:
    def job(progress: Any) -> Built:
        appeal = Appeal.open(page.session.folder, progress=progress)
        used = elsewhere.lines(appeal.opened, appeal.proposed_facts)
        told = tuple(page.t(*line) for line in used)
        return told, appeal.build(draft=draft, elsewhere=used)

    def done(built: Built | None, problem: str) -> None:
        page.choices["used"], page.choices["report"] = built or ((), None)
        if "result" in page.parts:
            page.parts["result"].children = _result(page)
        page.session.changed()
        page.say(problem)

    page.session.work(page.t("Building the PDF", "正在生成 PDF"), job, done)


def _result(page: Page) -> list[Any]:
    """What was built, where it lies, and the texts to copy."""
    t, session, report = page.t, page.session, page.choices.get("report")
    parts: list[Any] = [html("".join(f"<p>{escape(line)}</p>" for line in page.choices.get("used", ())))]
    parts += [shown(views.result(report, session.lang))] if report else []
    pdf = session.folder / "build" / f"{session.case.violation.id}.pdf"
    if not pdf.is_file():
        return parts
    parts += [
        html(f"<p><b>{escape(str(pdf.resolve()))}</b></p>"),
        download(page, t("Get the PDF", "下载 PDF"), pdf.name, lambda: [pdf]),
    ]
    folder = session.folder / "build" / "channels"
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        area = w.Textarea(value=text, rows=6, description=f"{path.stem} ({len(text.strip()):,})", layout=w.Layout(width="100%"))
        area.add_class("poa-field")
        parts.append(area)
    pictures = sorted(folder.glob("*.jpg"))
    if pictures:
        words = t("Pictures for a form that takes no PDF", "表单不收 PDF 时用的图片")
        get = t(f"Get the {len(pictures)} pictures", f"下载 {len(pictures)} 张图片")
        name = f"{session.case.violation.id}-pictures.zip"
        parts += [html(f"<p>{words}: {escape(str(folder))}</p>"), download(page, get, name, lambda: pictures)]
    after = t("Sent? Note it with its proof in the next step.", "已提交？请在下一步记录并附凭证。")
    parts.append(html(f"<p>{escape(after)}</p>"))
    return parts


STEP = Step(
    id="build",
    order=160,
    title=("Letter and PDF", "信件与 PDF"),
    lead=("Read it as a stranger would. Then build it and look at each page.", "以陌生人的眼光通读，再生成并逐页查看。"),
    state=_state,
    content=_content,
)
