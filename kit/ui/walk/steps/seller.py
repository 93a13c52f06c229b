"""The seller: legal name, shop, people by role, and who signs."""

from html import escape
from typing import Any

import ipywidgets as w

from kit.desk.edits import added, all_of, new_id, removed, stated
from kit.errors import Usage
from kit.tools.atomic import write_bytes
from kit.tools.file_names import free
from kit.ui.walk import fields
from kit.ui.walk.page import Page, button, html, row
from kit.ui.walk.session import Session
from kit.ui.walk.shared import ClientPage
from kit.ui.walk.step import State, Step

_PICTURES = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}


def _state(session: Session) -> State:
    opened = session.opened
    return "done" if opened.signer and opened.signature else "open"


def _content(page: Page) -> list[Any]:
    t, session = page.t, page.session
    people = session.opened.seller.people
    signers = [(f"{p.name}, {p.title}", p.id) for p in people]
    signer = fields.picked(page, "letter.signer", t("Who signs the letter", "签字人"), signers)
    if session.case.seller is not None:
        return [*_own(page, "seller."), signer, *_signature(page, "seller.")]
    shared = ClientPage(page)
    words = t(
        "The seller stands in client.yaml in the folder above: what you change here changes for all the client's cases.",
        "卖家资料在上一级文件夹的 client.yaml 中：此处的修改对该客户的所有案件生效。",
    )
    back = button(
        page, t("Undo in client.yaml", "撤销对 client.yaml 的修改"), shared.undo, is_off=not shared.session.file.can_undo
    )
    return [html(f"<p>{words}</p>"), *_own(shared, ""), back, signer, *_signature(shared, "")]


def _own(page: Any, part: str) -> list[Any]:
    """The seller's fields, in the part of the file that states it. What several cases share is not taken out from one of them."""
    t, session = page.t, page.session
    kinds = [(t("based abroad (cross_border)", "跨境"), "cross_border"), (t("based there (local)", "本地"), "local")]
    shop = f"{part}shops.{session.case.shop}"
    code = fields.text(
        page,
        f"{shop}.code",
        t("Shop code", "店铺代码"),
        change=lambda typed: all_of(stated(f"{shop}.code", typed), stated("shop", typed)),
    )
    return [
        row(
            fields.text(page, f"{part}legal_name", t("Legal name in English", "法定英文名称")),
            fields.text(page, f"{part}legal_name_zh", t("Legal name in Chinese", "法定中文名称")),
        ),
        row(
            fields.text(page, f"{shop}.name", t("Shop name", "店铺名称")),
            *([code] if part else []),
            fields.picked(page, f"{shop}.seller_type", t("Seller type", "卖家类型"), kinds),
        ),
        html(f"<h4>{t('People who did something or sign', '办事人与签字人')}</h4>"),
        *(_person(page, part, p.id) for p in session.opened.seller.people),
        _new(page, part),
    ]


def _person(page: Any, part: str, person: str) -> Any:
    t, where = page.t, f"{part}people.{person}"
    out = button(page, t("Take out", "移除"), lambda: page.act(removed(f"{part}people", person)))
    return row(
        fields.text(page, f"{where}.name", t("Name", "姓名")),
        fields.text(page, f"{where}.name_zh", t("Name in Chinese", "中文姓名")),
        fields.text(page, f"{where}.title", t("Role", "职务")),
        *([out] if part else []),
    )


def _new(page: Any, part: str) -> Any:
    t = page.t
    name = fields.unsent(page, "name", w.Text(description=t("Name", "姓名"), placeholder="Li Wenqing"))
    title = fields.unsent(page, "title", w.Text(description=t("Role in English", "英文职务"), placeholder="Operations Director"))

    def add() -> None:
        if not (name.value.strip() and title.value.strip()):
            raise Usage(t("Give name and role.", "请填写姓名和职务。"))
        taken = [p.id for p in page.session.opened.seller.people]
        person = {"id": new_id(title.value, taken, "person"), "name": name.value, "title": title.value}
        name.value = title.value = ""
        page.act(added(f"{part}people", person))

    return row(name, title, button(page, t("Add the person", "添加人员"), add))


def _signature(page: Any, part: str) -> list[Any]:
    """The signer's signature: a picture, stored beside the file that states the signer."""
    t, session = page.t, page.session
    signer = session.opened.signer
    if signer is None:
        return []
    upload = w.FileUpload(
        icon="",
        accept=".png,.jpg,.jpeg",
        multiple=False,
        description=t("Signature (picture)", "签名（图片）"),
        layout=w.Layout(width="auto"),
    )
    there = signer.signature or t("none yet", "尚无")

    def store(event: Any) -> None:
        if not event["new"]:
            return
        content = bytes(event["new"][0]["content"])
        upload.value = ()
        suffix = next((end for start, end in _PICTURES.items() if content.startswith(start)), None)
        if suffix is None:
            page.say(t("This is no PNG or JPEG.", "不是 PNG 或 JPEG 图片。"))
            return
        target = free(session.folder / f"signature-{signer.id}{suffix}")  # an earlier one stays, for undo and for what was sent
        name = target.name
        write_bytes(target, content)
        page.say(
            session.write(stated(f"{part}people.{signer.id}.signature", name)), t(f"Stored as {name}.", f"已保存为 {name}。")
        )

    upload.observe(store, "value")
    return [row(upload, html(f"<p>{t('Signature', '签名')}: {escape(there)}</p>"))]


STEP = Step(
    id="seller",
    order=20,
    title=("Seller and signer", "卖家与签字人"),
    lead=("Who the letter comes from. Names in English as they are registered.", "申诉信以谁的名义提交。英文名称须与注册一致。"),
    state=_state,
    content=_content,
)
