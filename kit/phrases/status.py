"""What `poa status` says of what is due."""

PHRASES: dict[str, tuple[str, str]] = {
    "due_answer": ("answer", "提交申诉"),
    "due_pending_review": ("Pending Review ends", "Pending Review 到期"),
    "due_second_appeal": ("second appeal", "二次申诉"),
    "due_support_ticket": ("support ticket, if nothing was heard", "如无答复，提交 Support Ticket"),
    "due_review_from": ("answer expected from", "预计最早答复"),
    "due_review_by": ("answer expected by", "预计最迟答复"),
    "due_watch_until": ("watched until", "观察期至"),
    "state_submitting": ("upload begun, not ended", "已开始上传，未完成"),
    "state_submitted": ("submitted", "已提交"),
    "state_in_review": ("in review", "审核中"),
    "state_approved": ("approved", "已通过"),
    "state_rejected": ("rejected", "已驳回"),
    "state_closed": ("closed", "已关闭"),
    "state_not_sent": ("not sent", "未提交"),
    "status_file_gone": (
        "the build is older than the case: {names} is not there any more",
        "上次生成早于案件现状：{names} 已不在",
    ),
    "status_reopened": (
        "attempt {before} was rejected on {on}; attempt {attempt} is open",
        "第 {before} 次申诉已于 {on} 被驳回；第 {attempt} 次申诉已开启",
    ),
    "status_reopened_unknown": (
        "attempt {before} was rejected on {on}; attempt {attempt} is open, until when is not known: look in Seller Center and write it as deadline in case.yaml",
        "第 {before} 次申诉已于 {on} 被驳回；第 {attempt} 次申诉已开启，截止时间未知：请查看 Seller Center，并写入 case.yaml 的 deadline",
    ),
    "status_due": ("Due (site)", "到期（站点时间）"),
    "status_ticket_runs": (
        "{about}: no answer for {hours} h; if none comes in {left}, open a support ticket under Case ID {case_id} (an answer: poa messages add CASE FILE --answer)",
        "{about}：{hours} 小时未获答复；{left}后仍无答复，请以 Case ID {case_id} 提交 Support Ticket（已答复：poa messages add CASE FILE --answer）",
    ),
    "status_ticket_due": (
        "{about}: no answer for {hours} h ({left}): open a support ticket under Case ID {case_id} now; no telephone (an answer: poa messages add CASE FILE --answer)",
        "{about}：{hours} 小时未获答复（{left}）：请立即以 Case ID {case_id} 提交 Support Ticket，勿电话（已答复：poa messages add CASE FILE --answer）",
    ),
    "status_clocks": (
        "{what}: {site} at the site, {client} at the client, {own} here (by {by})",
        "{what}：站点 {site}，客户 {client}，本机 {own}（依据：{by}）",
    ),
    "status_by_notice": ("the notice", "通知"),
    "status_gone": (
        "{about} ({state}, Case ID {case_id}): its folder {folder} is gone; what was noted stays in the ledger. Unpack a pack of it or put a backup there",
        "{about}（{state}，Case ID {case_id}）：案件文件夹 {folder} 已不存在；台账记录仍在。请用 poa unpack 还原或放回备份",
    ),
    "status_calendar": ("Appeals", "申诉"),
    "status_wrote": ("wrote {path}", "已写入 {path}"),
}
