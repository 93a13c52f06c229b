"""What `poa request` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "request_to": ("To: {who} ({wait})", "致：{who}（{wait}）"),
    "request_item": ("{n}. {what} ({why})", "{n}. {what}（{why}）"),
    "request_hello": (
        "For the appeal of violation {violation} (shop {shop}) we need, in this order:",
        "为申诉违规 {violation}（店铺 {shop}），请按以下顺序提供：",
    ),
    "request_why_required": ("the platform's reviewer looks for it first", "审核员首先要看"),
    "request_why_helpful": ("it makes the case stronger", "可加强申诉"),
    "request_form": ("Form: {how}", "形式：{how}"),
    "request_problem": ("What we have cannot be used: {why}", "现有文件不能用：{why}"),
    "request_by": ("Please send it by {by}.", "请于 {by} 前发来。"),
    "request_soon": ("Please send it today: no time is left.", "请今天发来：已没有时间。"),
    "request_too_slow": (
        "It will hardly come in time: send today what shows that it was asked for, and when it will come.",
        "可能来不及：请今天先发已申请的凭证，并告知预计时间。",
    ),
    "request_numbers": (
        "(The numbers are those of the first message; what has come is left out.)",
        "（编号沿用首次清单，已收到的不再列出。）",
    ),
    "request_later": ("({count} more once these are here)", "（收到后还需 {count} 项）"),
    "request_true": (
        "Only what is true and was made at the time: nothing may be edited or made up later.",
        "只发真实、当时形成的材料：不得修改或事后补造。",
    ),
    "request_nothing": ("Nothing is missing from the list.", "清单上的材料已齐。"),
    "request_wait_today": ("can be had today", "当天可得"),
    "request_wait_days": ("takes days", "需数日"),
    "request_wait_weeks": ("takes weeks", "需数周"),
}
