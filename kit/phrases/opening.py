"""What the screen for a new case says."""

PHRASES: dict[str, tuple[str, str]] = {
    "opening_new": ("New case", "新建案件"),
    "opening_title": ("A new case", "新案件"),
    "opening_lead": (
        "Drop what the client sent: the violations in it are found and proposed below. Compare each field with the notice.",
        "上传客户发来的文件：会找出其中的违规通知并填入下方。请逐项与通知核对。",
    ),
    "opening_drop": ("Drop or choose the client's files (a ZIP too)", "上传客户文件（可传 ZIP）"),
    "opening_reading": ("Reading file {n}: {name}", "正在读取第 {n} 个文件：{name}"),
    "opening_dropped": ("Files received: {count}.", "已收到 {count} 个文件。"),
    "opening_none": (
        "No violation was read in them: copy it from the notice.",
        "未读出违规信息：请照通知填写。",
    ),
    "opening_one": ("One violation was found: confirm it below.", "找到 1 个违规：请在下方确认。"),
    "opening_several": (
        "{count} violations were found: one case answers one; choose it.",
        "找到 {count} 个违规：一个案件只回应一个，请选择。",
    ),
    "opening_found": ("Violations found", "找到的违规"),
    "opening_folder": ("Name of its folder; empty: site, kind and ID", "文件夹名称；空：站点、类别和编号"),
    "opening_make": ("Make the case", "新建此案件"),
    "opening_lacking": ("nothing was made; still missing", "未新建；还缺"),
    "opening_made": ("The case {name} is made. Files taken in: {count}.", "已新建案件 {name}，收入 {count} 个文件。"),
}
