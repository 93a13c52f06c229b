"""The evidence: what a reviewer asks for and how it stands; of each file what it is, what it shows and what it proves."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from importlib import import_module
from itertools import chain, count
from typing import Any

import ipywidgets as w

from kit.desk.checklist import Ask, checklist
from kit.desk.edits import added, linked, new_id, removed, stated
from kit.errors import Usage
from kit.made import KINDS
from kit.model import EvidenceItem, ProposedFact
from kit.phrases import said
from kit.policy.requests import known_kinds
from kit.tools import thumbnails, worker
from kit.ui.view import Cell, table
from kit.ui.walk import fields
from kit.ui.walk.brief import brief
from kit.ui.walk.page import Page, button, html, markup, row
from kit.ui.walk.session import Session
from kit.ui.walk.step import State, Step

_EDGE = 320
_SIGN = {"missing": "○", "applying": "…", "received": "●", "checked": "✓", "problem": "!", "unsorted": "?"}
_LOOK = {"missing": "bad", "applying": "warn", "received": "", "checked": "ok", "problem": "bad", "unsorted": "warn"}


def _word(page: Page, state: str) -> str:
    words = {
        "missing": page.t("missing", "缺少"), "applying": page.t("applying", "办理中"), "received": page.t("received", "已收到"),
        "checked": page.t("checked", "已检查"), "problem": page.t("problem", "有问题"), "unsorted": page.t("say what it is", "待分类"),
    }  # fmt: skip
    return words[state]


def _state(session: Session) -> State:
    asks = checklist(session.case, session.family, session.findings)
    if any(a.state == "problem" for a in asks):
        return "problem"
    is_sorted = all(e.kind != "unsorted" for e in session.case.evidence)
    return "done" if is_sorted and not any(a.is_open for a in asks if a.is_required) else "open"


def item_state(session: Session, item: EvidenceItem) -> str:
    """How one file stands: checked once every rule has run on the case as it is and none objects to it."""
    if item.status != "have":
        return item.status
    if item.kind == "unsorted":
        return "unsorted"
    about = [f for f in session.findings if f.where.startswith(f"evidence.{item.id}") and f.severity == "error"]
    return "problem" if about else "checked" if session.is_checked else "received"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    page.parts["asks"], page.parts["list"] = (
        html(_asks(page)),
        w.Select(rows=10, description=t("Files", "文件"), layout=w.Layout(width="100%")),
    )
    page.parts["list"].add_class("poa-field")
    page.parts["detail"] = w.VBox()
    only = w.Dropdown(
        options=[(t("all", "全部"), "all"), (t("to sort", "待分类"), "unsorted"), (t("with a problem", "有问题"), "problem"), (t("linked to nothing", "未关联"), "loose")],
        value=page.choices.get("only", "all"), description=t("Show", "显示"),
    )  # fmt: skip
    only.add_class("poa-field")

    def filtered(event: Any) -> None:
        page.choices["only"] = event["new"]
        _fill(page)

    only.observe(filtered, "value")
    page.parts["list"].observe(lambda event: _open(page, event["new"]), "value")
    check = button(page, t("Check the evidence now", "现在检查证据"), lambda: session.check(page.say))
    _fill(page)
    return [page.parts["asks"], *_missing(page), row(only, check), page.parts["list"], page.parts["detail"]]


def _refresh(page: Page) -> None:
    page.parts["asks"].value = _asks(page)
    _fill(page)


def _asks(page: Page) -> str:
    """The checklist as markup."""
    t, session, lang = page.t, page.session, page.session.lang
    asks = checklist(session.case, session.family, session.findings)
    required = [a for a in asks if a.is_required]
    have = sum(not a.is_open for a in required)
    rows = [
        (Cell(_word(page, _ask_state(session, a)), _LOOK[_ask_state(session, a)]), t("required", "必需") if a.is_required else t("helpful", "有帮助"), said(a.ask.what, lang), Cell(", ".join(e.id for e in a.items) or "–", "s"))
        for a in asks
    ]  # fmt: skip
    heads = [t("State", "状态"), t("Need", "要求"), t("What a reviewer asks for", "审核员要看的材料"), t("In the case", "案件中")]
    count = t(f"{have} of {len(required)} required kinds are in place", f"必需材料 {len(required)} 类，已到 {have} 类")
    return f'<p role="status"><b>{escape(count)}</b></p>' + markup(table(heads, rows))


def _ask_state(session: Session, ask: Ask) -> str:
    return "checked" if ask.state == "received" and session.is_checked else ask.state


def _missing(page: Page) -> list[Any]:
    """For what is missing: noted as applied for, or made by the kit."""
    t, session, lang = page.t, page.session, page.session.lang
    missing = [a for a in checklist(session.case, session.family, session.findings) if a.state == "missing"]
    kinds = [(said(a.ask.what, lang)[:90], a.ask.id) for a in missing]
    parts: list[Any] = []
    if kinds:
        menu = w.Dropdown(options=kinds, description=t("Still missing", "仍缺少"))
        menu.add_class("poa-field")

        def applying() -> None:
            ask = next(a.ask for a in missing if a.ask.id == menu.value)
            _list(page, ask.kinds[0], {"kind": ask.kinds[0], "caption": ask.what.en, "status": "applying"})

        parts.append(row(menu, button(page, t("It is applied for", "已在办理"), applying)))
    makes = _makes(page)
    if makes:
        made = w.Dropdown(options=makes, description=t("The kit can make", "工具可自动生成"))
        made.add_class("poa-field")

        def make() -> None:
            name = made.value
            _list(page, name, {"made": name, "kind": _kind(name), "caption": name.replace("_", " ").capitalize()})

        parts.append(row(made, button(page, t("Make it from the case's own data", "由案件数据生成"), make)))
    return parts


def _kind(name: str) -> str:
    """The kind of evidence that an exhibit of the kit is."""
    return str(import_module(f"kit.{'made' if name in KINDS else 'audits'}.{name}").EXHIBIT)


def _list(page: Page, name: str, item: dict[str, str]) -> None:
    """One more piece of evidence, which is then the open one."""
    taken = {e.id for e in page.session.case.evidence}
    named = next(n for n in chain((name,), (f"{name}_{k}" for k in count(2))) if n not in taken)
    page.choices |= {"open": named, "only": "all"}
    page.act(added("evidence", {"id": named, **item}))


def _makes(page: Page) -> list[fields.Option]:
    """What the kit draws from this family's data and the case has not yet: lists of orders, forms, tables of records."""
    session, lang = page.session, page.session.lang
    asks = session.family.evidence
    drawn = [kind for kind in KINDS if any(kind in ask.kinds for ask in asks)]
    records = [one.id for one in session.family.audits if session.case.stance in one.stances]
    there = {item.made for item in session.case.evidence}
    found = []
    for name in dict.fromkeys([*drawn, *records]):
        ask = next((said(ask.what, lang) for ask in asks if name in ask.kinds), "")
        if name not in there:
            found.append((f"{name.replace('_', ' ')}{f': {ask}' if ask else ''}"[:100], name))
    return found


# --- the list and one file --------------------------------------------------------------------------


def _links(session: Session) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each thing that an exhibit can prove: its place, its words, the exhibits that it has."""
    case, t = session.case, session.t
    found: list[tuple[str, str, Any]] = [(f"root_causes.{c.id}", t("cause", "原因"), c) for c in case.root_causes]
    found += [(f"corrective.{c.id}", t("done", "已做"), c) for c in case.corrective]
    found += [(f"preventive.{p.id}", t("from now on", "今后"), p) for p in case.preventive]
    for name in ("happened", "wrong", "asks"):
        found += [(f"dispute.{name}.{p.id}", name, p) for p in getattr(case.dispute, name)]
    return [(where, f"{word}: {brief(thing.what, session.lang)}", thing.exhibits) for where, word, thing in found]


def _shown_items(page: Page) -> Iterator[EvidenceItem]:
    session, only = page.session, page.choices.get("only", "all")
    used = {e for _, _, exhibits in _links(session) for e in exhibits} if only == "loose" else set()
    for item in session.case.evidence:
        if only == "all" or (only == "loose" and item.id not in used) or item_state(session, item) == only:
            yield item


def _fill(page: Page) -> None:
    """The list of files, what was open stays open."""
    session, menu = page.session, page.parts["list"]
    options = [
        (f"{_SIGN[item_state(session, e)]} {e.file or e.made or '–'} | {said(e.caption, session.lang)}"[:140], e.id)
        for e in _shown_items(page)
    ]
    if tuple(menu.options) == tuple(options):
        return
    ids = [value for _, value in options]
    now = page.choices.get("open")
    now = now if now in ids else next((i for i in ids if session.case.item(i).kind == "unsorted"), ids[0] if ids else None)
    page.parts["filling"] = True
    menu.options = options
    page.parts["filling"] = False
    if menu.value != now:
        menu.value = now
    if page.parts.get("shown") != now:
        _open(page, now)


def _open(page: Page, item_id: str | None, *, is_new: bool = False) -> None:
    """Show one file with its fields; the one that is shown is drawn anew only where it lists something new."""
    if page.parts.get("filling") or (page.parts.get("shown") == item_id and not is_new):
        return
    page.choices["open"] = page.parts["shown"] = item_id
    page.parts["detail"].children = tuple(_detail(page, page.session.case.item(item_id))) if item_id else ()


def _detail(page: Page, item: EvidenceItem) -> Iterator[Any]:
    t, where = page.t, f"evidence.{item.id}"
    picture = w.HTML()
    _thumbnail(page, item, picture)
    uses = [
        (t("exhibit: goes to the platform", "提交给平台"), "exhibit"),
        (t("background: read by us only", "仅内部参考"), "background"),
    ]
    states = [(t("have it", "已有"), "have"), (t("applied for", "办理中"), "applying"), (t("missing", "缺少"), "missing")]
    yield html(f"<h4>{escape(item.file or item.made or item.id)}</h4>")
    yield row(
        w.VBox([picture], layout=w.Layout(width="auto", max_width="100%")),
        w.VBox(
            [
                fields.picked(page, f"{where}.kind", t("What it is", "类型"), _kinds(page)),
                fields.picked(page, f"{where}.use", t("Use", "用途"), uses, default="exhibit"),
                fields.picked(page, f"{where}.status", t("State", "状态"), states, default="have"),
                fields.text(page, f"{where}.pages", t("Pages to show; empty: all", "展示页码；空为全部"), hint="1-3,5"),
            ],
            layout=w.Layout(flex="1 1 280px"),
        ),
    )
    yield fields.statement(page, f"{where}.caption", t("Caption", "标题"), lines=1)
    yield fields.statement(page, f"{where}.shows", t("What it shows", "证明内容"), lines=1)
    links = [one for one in _links(page.session) if item.kind != "statement" or item.id in one[2]]
    if item.kind == "statement":
        yield html(
            f"<p>{t('A statement proves nothing by itself: link the file that shows it.', '口头陈述本身不作证明：请关联能证明它的文件。')}</p>"
        )
    if links:
        yield html(f"<b>{t('It proves', '它证明')}</b>")
        for place, words, exhibits in links:
            yield _proof(page, item.id, place, words, is_on=item.id in exhibits)
    yield from _facts(page, item)
    about = [f for f in page.session.findings if f.where.startswith(where)]
    if about:
        yield html(
            "".join(
                f'<p class="poa-bad">{escape(f.says(page.session.lang))} {escape(f.next_step(page.session.lang))}</p>'
                for f in about
            )
        )
    yield button(
        page,
        t("Take it out of the case (the file stays)", "从案件移除（文件保留）"),
        lambda: page.act(removed("evidence", item.id)),
    )


def _proof(page: Page, item: str, place: str, words: str, *, is_on: bool) -> Any:
    """A box that links the file to a cause or action."""
    return fields.tick(page, words, lambda on: linked(place, "exhibits", item, is_linked=on), is_on=is_on)


def _kinds(page: Page) -> list[fields.Option]:
    """Kinds that this family asks for first, in the reviewer's words; then all others by name."""
    lang, found = page.session.lang, dict[str, str]()
    for ask in checklist(page.session.case, page.session.family, ()):
        for kind in ask.ask.kinds:
            found.setdefault(kind, f"{kind.replace('_', ' ')}: {said(ask.ask.what, lang)}"[:100])
    found |= {"statement": page.t("statement: what somebody says, proves nothing", "statement：口头陈述，不作证明")}
    found |= {kind: kind.replace("_", " ") for kind in sorted(known_kinds() - found.keys())}
    return [(words, kind) for kind, words in found.items()]


def _facts(page: Page, item: EvidenceItem) -> Iterator[Any]:
    """What the paper states: by hand, or as the text of the file proposes it, with a click."""
    t, where = page.t, f"evidence.{item.id}"
    yield html(f"<b>{t('Facts that it states', '文件载明的事实')}</b>")
    yield row(*(fields.text(page, f"{where}.facts.{key}", key.replace("_", " "), value=value) for key, value in item.facts))
    key = w.Text(description=t("Fact", "事实"), placeholder="collection_time", continuous_update=False)
    value = w.Text(description=t("As it stands there", "原文"), continuous_update=False)
    for widget in (key, value):
        widget.add_class("poa-field")

    def put() -> None:
        if not (key.value.strip() and value.value.strip()):
            raise Usage(t("Say which fact it is, and how it stands there.", "请填写是什么事实及其原文。"))
        name = (
            new_id(key.value.replace("-", "_"), [k for k, _ in item.facts], "fact") if not key.value.isidentifier() else key.value
        )
        page.say(page.session.write(stated(f"{where}.facts.{name}", value.value)))
        _open(page, item.id, is_new=True)

    yield row(key, value, button(page, t("Add the fact", "添加事实"), put))
    for fact in _proposed(page.session, item):
        words = f"{fact.key.replace('_', ' ')} = {fact.value} ({t('page', '页')} {fact.page}, {fact.confidence})"
        yield row(
            button(page, t(f"Accept {words}", f"采用 {words}"), lambda fact=fact: _accept(page, item, fact)),
            html(f"<span>… {escape(fact.around)} …</span>"),
        )


def _proposed(session: Session, item: EvidenceItem) -> list[ProposedFact]:
    found = session.checked.subject.proposed if session.checked else ()
    stated_now = dict(item.facts)
    return [f for f in found or () if f.evidence == item.id and stated_now.get(f.key) != f.value][:12]


def _accept(page: Page, item: EvidenceItem, fact: ProposedFact) -> None:
    page.say(page.session.write(stated(f"evidence.{item.id}.facts.{fact.key}", fact.value)))
    _open(page, item.id, is_new=True)


def _thumbnail(page: Page, item: EvidenceItem, picture: w.HTML) -> None:
    """The first page, small, made beside the screen; a file that shows none says so."""
    session = page.session
    if not item.file:
        return
    path, cache = session.folder / item.file, session.choices.setdefault("thumbnails", {})
    key = (item.file, item.pages)
    if key in cache:
        picture.value = cache[key]
        return
    if path.suffix.lower() not in {".pdf", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff"}:
        return

    def job(_: Any) -> bytes:
        first = int("".join(c for c in (item.pages or "1").replace("-", ",").split(",")[0] if c.isdigit()) or 1)
        try:
            return worker.run(thumbnails.of_first, path, first, _EDGE)
        except (thumbnails.Undrawable, worker.Exceeded):
            return b""

    def done(content: bytes | None, _: str) -> None:
        if content:
            cache[key] = _inline(content, said(item.caption, session.lang))
            picture.value = cache[key]
        else:
            none = session.t(
                "No preview can be made of this file: look at the file itself.", "无法生成此文件的预览：请查看文件本身。"
            )
            picture.value = f"<i>{escape(none)}</i>"

    session.work(page.t("Drawing", "正在绘制"), job, done)


def _inline(content: bytes, caption: str) -> str:
    data = b64encode(content).decode()
    return f'<img alt="{escape(caption, quote=True)}" src="data:image/jpeg;base64,{data}" style="max-width:100%;border:1px solid #c4cbd1">'


STEP = Step(
    id="evidence",
    order=60,
    title=("Evidence", "证据"),
    lead=(
        "For each file say what it is, what it shows, and which cause or action it proves.",
        "逐个说明文件类型、证明内容，以及对应的原因或措施。",
    ),
    state=_state,
    content=_content,
    refresh=_refresh,
)
