"""What `poa messages` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "messages_n": ("No.", "序号"),
    "messages_at": ("Written", "时间"),
    "messages_channel": ("Channel", "渠道"),
    "messages_from": ("From", "发件人"),
    "messages_about": ("About", "内容"),
    "messages_channel_mail": ("mail", "邮件"),
    "messages_channel_case_id": ("Case ID", "Case ID"),
    "messages_channel_screenshot": ("screenshot", "截图"),
    "messages_channel_chat": ("chat", "聊天"),
    "messages_kept": ("{count} kept in messages/, each by its hash", "{count} 条已存入 messages/，均记录哈希值"),
    "messages_none": ("no message holds all these words", "没有同时包含这些词的消息"),
    "messages_changed": ("[{path} was changed since it came in]", "[{path} 收入后被改动]"),
    "messages_gone": ("[{path} is gone]", "[{path} 已不在]"),
    "messages_exported": (
        "{id}: an exhibit now; say in {path} what it shows, and cite it",
        "{id}：已列为证据；请在 {path} 中写明其证明内容并在信中引用",
    ),
}
