"""What `poa build --review` and `poa confirm` say."""

PHRASES: dict[str, tuple[str, str]] = {
    "copy_where": ("Where", "位置"),
    "copy_why": ("Why", "原因"),
    "copy_english": ("English", "英文"),
    "copy_untranslated": ("no Chinese", "未翻译"),
    "copy_stale": ("Chinese of an earlier English", "译文已过时"),
    "copy_lacking": (
        "{count} lines have no Chinese, so the copy cannot be signed: give each its zh in {path}, or a line under review.words",
        "{count} 行没有有效译文，审阅稿不可签字：请在 {path} 中补上 zh，或写入 review.words",
    ),
    "copy_wrote": ("wrote {path}, and {count} pictures of its pages beside it", "已写入 {path} 及其 {count} 页图片"),
    "copy_code": (
        "the client confirms with: {code}; then run: poa confirm {folder} {code} --by NAME",
        "客户确认码：{code}；确认后运行：poa confirm {folder} {code} --by 姓名",
    ),
    "copy_confirmed": ("{by} confirmed copy {code}; kept in {folder}", "{by} 已确认审阅稿 {code}；已保存在 {folder}"),
}
