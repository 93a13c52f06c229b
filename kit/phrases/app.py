"""What `poa app` and its pages say."""

PHRASES: dict[str, tuple[str, str]] = {
    "app_open": (
        "Open {url}\nOnly this machine reaches it, and only with this token. Ctrl-C ends it; nothing is lost.",
        "请打开 {url}\n仅本机可访问，且须带此 token。按 Ctrl-C 结束；内容不会丢失。",
    ),
    "app_lost": (
        "The connection is lost. What was typed since is not written: copy it. Reload to go on from what is kept, or start poa app again.",
        "与本工具的连接已断开。此后输入的内容没有写入：请先复制。重新载入页面可从已保存处继续；若无法载入，请重新运行 poa app。",
    ),
    "app_portfolio": ("Portfolio", "案件总览"),
    "app_back": ("All cases", "全部案件"),
    "app_no_case": ("there is no case {name!r} here", "此处没有案件 {name!r}"),
}
