"""What `poa submit` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "submit_upload": (
        "Upload {path} now: {where}. Then answer; if this stops, `poa submit` asks whether it was sent.",
        "请现在上传 {path}：{where}。完成后回答下列问题；如中断，`poa submit` 会询问是否已提交。",
    ),
    "submit_ask_case_id": ("Case ID", "Case ID"),
    "submit_ask_at": ("Sent when, with its zone (2026-06-16 09:41+01:00)", "提交时间，含时区（2026-06-16 09:41+01:00）"),
    "submit_ask_screenshot": ('Screenshot of "Appeal Submitted" (file)', "“Appeal Submitted” 截图（文件）"),
    "submit_submitting": ("{about}: the upload has begun (entry {row})", "{about}：已开始上传（记录 {row}）"),
    "submit_submitted": (
        "{about}: submitted, proof kept in submission/ (entry {row})",
        "{about}：已提交，凭证保存在 submission/（记录 {row}）",
    ),
    "submit_not_sent": ("{about}: noted as not sent (entry {row})", "{about}：已记为未提交（记录 {row}）"),
    "submit_in_review": ("{about}: in review (entry {row})", "{about}：审核中（记录 {row}）"),
    "submit_unconfirmed": (
        "look again: the screenshot's text does not say “{status}”",
        "请再看一次：截图文字中没有“{status}”",
    ),
    "submit_late": ("it was sent after the deadline of {deadline}", "提交时间晚于截止时间 {deadline}"),
    "submit_behind": (
        "the clock of this machine stands earlier than at the entry before; check it",
        "本机时间早于上一条记录；请检查系统时间",
    ),
}
