"""What `poa new` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "new_next": (
        "Put the order export into orders/, the files into evidence/, fill in case.yaml, then: poa check {folder}",
        "把订单导出放进 orders/，证据文件放进 evidence/，填写 case.yaml，然后运行：poa check {folder}",
    ),
    "ask_ticket": (
        "Ticket status. pending: the measure is announced, acting in time may stop it; enforced: it is in force",
        "工单状态。pending：处罚已预告，及时整改可能免于执行；enforced：处罚已生效",
    ),
    "ask_route": (
        "Route. correction: send proof of correction before the deadline; appeal: ask for a review",
        "途径。correction：在期限前提交整改证明；appeal：提出申诉",
    ),
    "ask_stance": (
        "Stance. plan: it was our fault and is put right; dispute: it was not our fault. A letter never mixes them",
        "立场。plan：承认问题并已整改；dispute：并非我方责任。一封信只能选一种",
    ),
    "ask_attempt": ("Which attempt is this? 1 if nothing was sent before", "这是第几次申诉？此前未提交过则填 1"),
    "ask_site": ("Site", "站点"),
    "ask_family": ("Kind of violation", "违规类别"),
    "ask_violation_id": ("Violation ID, as the notice prints it", "违规编号（Violation ID），照通知原样填写"),
    "ask_title": ("The notice's own name for the violation", "通知上的违规名称（原文）"),
    "ask_received": ("Notice received, as it says: 2026-06-09 10:12", "收到通知的时间（照通知填写）：2026-06-09 10:12"),
    "ask_deadline": ("Deadline, as the notice says; empty if it names none", "截止时间（照通知填写）；通知未写则留空"),
    "ask_clock": (
        "Which clock do these times show? site: the site's own; or a zone such as Asia/Shanghai",
        "以上时间是哪里的时间？site：站点当地；或填时区，例如 Asia/Shanghai",
    ),
    "ask_clock_site": ("the site's own", "站点当地时间"),
    "ask_legal_name": ("Seller's legal name in English", "卖家法定英文名称"),
    "ask_shop_code": ("Shop code", "店铺代码"),
    "ask_shop_name": ("Shop name", "店铺名称"),
    "ask_seller_type": ("Seller type", "卖家类型"),
}
