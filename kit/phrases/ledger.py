"""What `poa ledger` says."""

PHRASES: dict[str, tuple[str, str]] = {
    "ledger_clean": ("{count} entries, none changed", "共 {count} 条记录，未被改动"),
    "ledger_changed": ("row {row}: its content was changed after it was written", "第 {row} 行：写入后内容被改动"),
    "ledger_rechained": (
        "row {row}: it was changed and its hash made anew; the next row was written after another one",
        "第 {row} 行：被改动并重算了哈希；下一行写入时所接的不是它",
    ),
    "ledger_gone": ("rows {row} to {last}: they are gone", "第 {row} 至 {last} 行：已不存在"),
    "ledger_gone_one": ("row {row}: it is gone", "第 {row} 行：已不存在"),
    "ledger_head": (
        "row {row}: it is not the one of the exported head; something up to it was changed and the chain made anew",
        "第 {row} 行：与导出的链头不符；此行或之前的内容被改动，且整条链被重算",
    ),
    "ledger_head_unknown": (
        "no row has the hash of the exported head; something up to it was changed and the chain made anew",
        "没有任何一行的哈希与导出的链头相符；之前的内容被改动，且整条链被重算",
    ),
    "ledger_schema": ("{name}: this part of the schema is gone or was changed", "{name}：此结构已不存在或被改动"),
    "ledger_damaged": ("the file is damaged: {name}", "文件已损坏：{name}"),
    "ledger_file_changed": (
        "row {row}: {path} is not the file that was noted: put it back as it came",
        "第 {row} 行：{path} 与登记时的文件不一致：请还原原文件",
    ),
    "ledger_file_gone": ("row {row}: {path} is gone: put it back", "第 {row} 行：{path} 已不存在：请放回"),
    "ledger_behind": (
        "row {row}: the clock stood earlier than at the row before; the order is that of the rows",
        "第 {row} 行：当时的系统时间早于上一行；顺序以行号为准",
    ),
    "ledger_empty": ("nothing is noted", "没有记录"),
    "ledger_row": ("Row", "行"),
    "ledger_at": ("At", "时间"),
    "ledger_actor": ("Who", "操作人"),
    "ledger_kind": ("What", "类别"),
    "ledger_key": ("About", "对象"),
    "ledger_body": ("Content", "内容"),
    "ledger_backed_up": (
        "{path}: {count} entries; keep this head in another place: {head}",
        "{path}：{count} 条记录；请将此链头另行保存：{head}",
    ),
    "ledger_restored": ("{path} holds {count} entries again", "{path} 已恢复，共 {count} 条记录"),
    "ledger_kept": (
        "what was there lies in {path}; {count} entries are only in it",
        "原有记录保存在 {path}；其中 {count} 条仅存于该文件",
    ),
    # numbers of the practice
    "numbers_by": ("By", "按"),
    "numbers_of": ("Which", "类别"),
    "numbers_sent": ("Sent", "已提交"),
    "numbers_decided": ("Decided", "已有结果"),
    "numbers_approved": ("Approved", "通过"),
    "numbers_share": ("Share of decided (95% Wilson interval)", "通过比例（95% Wilson 区间）"),
    "numbers_by_all": ("all", "全部"),
    "numbers_by_family": ("family", "违规类别"),
    "numbers_by_site": ("site", "站点"),
    "numbers_by_attempt": ("attempt", "第几次申诉"),
    "numbers_to_send": (
        "From the notice to the appeal: half of {count} within {middle} h ({low} to {high} h for the middle half)",
        "从通知到提交：{count} 次中一半在 {middle} 小时内（中间一半为 {low} 至 {high} 小时）",
    ),
    "numbers_to_send_again": (
        "From a rejection to the next appeal: half of {count} within {middle} h ({low} to {high} h for the middle half)",
        "从驳回到再次提交：{count} 次中一半在 {middle} 小时内（中间一半为 {low} 至 {high} 小时）",
    ),
    "numbers_to_outcome": (
        "From the appeal to the answer: half of {count} within {middle} h ({low} to {high} h for the middle half)",
        "从提交到结果：{count} 次中一半在 {middle} 小时内（中间一半为 {low} 至 {high} 小时）",
    ),
    "numbers_lack": (
        "Lacked in {lacking} of {asked} letters that needed it: {what} ({family})",
        "{asked} 封需要它的信中有 {lacking} 封缺少：{what}（{family}）",
    ),
    "numbers_none": ("no appeal was sent yet", "尚未提交过申诉"),
    "numbers_no_promise": (
        "Counts of what was, with few cases behind them: no promise for any case to come",
        "以上为已发生案件的统计，样本有限，不构成对今后任何案件的承诺",
    ),
}
