"""What `poa build --review` and `poa confirm` say."""

PHRASES: dict[str, tuple[str, str]] = {
    "copy_where": ("Where", "位置"),
    "copy_why": ("Why", "原因"),
    "copy_english": ("English", "英文"),
    "copy_untranslated": ("no Chinese", "未翻译"),
    "copy_stale": ("Chinese of an earlier English", "译文已过时"),
    "copy_outdated": (
        "warning: the case changed since {by} confirmed its copy on {day}, which is stale; make a new one (poa build {folder} --review zh)",
        "警告：{by} 于 {day} 确认审阅稿后案件又有变动，该确认已失效；请让客户确认新稿（poa build {folder} --review zh）",
    ),
    "copy_lacking": (
        "{count} lines have no Chinese, so the copy cannot be signed: give each its zh in {path}, or a line under review.words",
        "{count} 行没有有效译文，审阅稿不可签字：请在 {path} 中补上 zh，或写入 review.words",
    ),
    "copy_wrote": ("wrote {path}, and {count} pictures of its pages beside it", "已写入 {path} 及其 {count} 页图片"),
    "copy_code": (
        "the client confirms with: {code}; then run: poa confirm {folder} {code} --by NAME",
        "客户确认码：{code}；确认后运行：poa confirm {folder} {code} --by 姓名",
    ),
    "confirm_not": ("nothing was noted", "未记录"),
    "confirm_lacking": (
        "{count} lines have no Chinese, so the copy cannot be signed; see them: poa build {folder} --review zh",
        "{count} 行没有有效中文，审阅稿不可签字；查看：poa build {folder} --review zh",
    ),
    "confirm_short": ("{code}: give the {digits} digits that stand on each page", "{code}：请填写每页上的 {digits} 位确认码"),
    "confirm_other": (
        "{code} is not the copy as it stands now ({now}): English or Chinese changed since; send the new one",
        "{code} 不是当前审阅稿的确认码（{now}）：此后英文或中文有变动，请发送新稿",
    ),
    "confirm_nobody": ("say who of the client's confirmed it (--by)", "请填写客户方的确认人（命令行：--by）"),
    "confirm_to_come": ("{at} has not come yet (--on)", "{at} 尚未到来（命令行：--on）"),
    "confirm_no_proof": ("--proof {proof}: there is no such file", "--proof {proof}：没有此文件"),
    "copy_confirmed": ("{by} confirmed copy {code}; kept in {folder}", "{by} 已确认审阅稿 {code}；已保存在 {folder}"),
}
