"""What `poa review --difference` says, in the terminal and on its page."""

PHRASES: dict[str, tuple[str, str]] = {
    "difference_title": (
        "Appeal {attempt} against the one before, answered on {sent}",
        "第 {attempt} 次申诉与上次（{sent} 答复）的对比",
    ),
    "difference_points": ("The rejection asks", "驳回意见"),
    "difference_fresh": ("New evidence", "新证据"),
    "difference_facts": ("New facts", "新事实"),
    "difference_changed": ("Said otherwise than before", "与上次说法不同"),
    "difference_promises": ("Promised before", "上次的承诺"),
    "difference_findings": ("Still missing", "仍缺"),
    "difference_none": ("none", "无"),
    "difference_unread": ("the earlier letter's text cannot be read", "无法读取上次申诉信的文字"),
    "difference_exhibit": ("Exhibit {n}: {caption}", "Exhibit {n}：{caption}"),
    "difference_kept": ("{count} exhibits of before are sent again", "{count} 份证据与上次相同"),
    "difference_dropped": ("left out now: {ids}", "此次未附：{ids}"),
    "difference_fact": ("{facts}: {text}", "{facts}：{text}"),
    "difference_what_stance": (
        "the stance was {before} and is {now}: say why, a reviewer reads both",
        "立场由 {before} 改为 {now}：请说明原因，审核员会对照两封信",
    ),
    "difference_what_cause": ("cause {id}: {before} before, {now} now", "原因 {id}：上次 {before}，此次 {now}"),
    "difference_what_done": ("action {id}, done: {before} before, {now} now", "措施 {id} 完成时间：上次 {before}，此次 {now}"),
    "difference_what_promise": (
        "measure {id}, from: {before} before, {now} now",
        "预防措施 {id} 起始：上次 {before}，此次 {now}",
    ),
    "difference_what_promise_gone": (
        "measure {id} of before is gone: “{before}”; say what became of it",
        "上次的预防措施 {id} 已不见：“{before}”；请说明结果",
    ),
    "difference_what_metric": (
        "{id}, the same days: {before} before, {now} now; say what changed in the data",
        "{id}（相同日期）：上次 {before}，此次 {now}；请说明数据为何变化",
    ),
    "difference_what_file": (
        "{id} is another file than was sent ({before}, now {now})",
        "{id} 与上次提交的文件不同（{before}，现为 {now}）",
    ),
    "difference_became_kept": ("kept", "已履行"),
    "difference_became_replaced": ("replaced", "已替换"),
    "difference_became_broken": ("broken", "未履行"),
    "difference_became_open": ("open: say what became of it", "未说明结果：请说明"),
    "difference_wrote": ("page written: {path}", "已生成页面：{path}"),
}
