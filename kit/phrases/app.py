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
    "to_fill_lead": (
        "Fill these lines; each is written at once. Times are those of {zone}. Then load the page again: the walk opens.",
        "请填写以下各项，填写后立即保存。时间以 {zone} 为准。填完后重新载入页面，即可进入流程。",
    ),
    "to_fill_done": ("All is filled: load the page again, and the walk opens.", "已全部填写：重新载入页面即可进入流程。"),
    "to_fill_signer": ("Who signs the letter", "申诉信由谁签字"),
    "to_fill_file": ("Choose the file: {entry}", "选择文件：{entry}"),
    "to_fill_replace": ("Choose another file instead", "改选其他文件"),
    "to_fill_caption": ("Caption of the exhibit that the kit makes: {entry}", "由本工具生成的证据的标题：{entry}"),
    "to_fill_other": ("The line {place} of case.yaml", "case.yaml 中的 {place}"),
    "app_no_case": ("there is no case {name!r} here", "此处没有案件 {name!r}"),
}
