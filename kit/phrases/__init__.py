"""What the terminal says in English and Chinese. A key is the English name of the thing said."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from kit.model import Statement

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, Lang] = ("en", "zh")

PHRASES: dict[str, tuple[str, str]] = {
    # status of a build
    "ready": ("ready to submit", "可以提交"),
    "draft": ("draft, not for submission", "草稿，不可提交"),
    "refused": (
        "refused: correct the errors below, or build a draft with --draft",
        "未生成：请先改正下列错误，或加 --draft 生成草稿",
    ),
    # lines of a result
    "PDF": ("PDF", "PDF 文件"),
    "pages": ("{pages} pages, {megabytes} MB, {exhibits} exhibits", "{pages} 页，{megabytes} MB，{exhibits} 份证据"),
    "metric": ("Metric", "指标"),
    "before": ("Before", "之前"),
    "during": ("During", "违规期间"),
    "after": ("After", "之后"),
    "cause": ("Found", "数据显示的原因"),
    "against": ("Against it:", "不利证据："),
    "unclear": ("Unclear", "无法判定"),
    "denied": ("Not so", "数据不支持"),
    "not_run": ("Not run", "未检验"),
    "note": ("Note", "说明"),
    "spike": ("Spike", "异常升高"),
    "action": ("Action", "措施前后"),
    "rows": ("Rows", "数据行"),
    "driver": ("Driver", "主要来源"),
    "driver_line": (
        "{column} {value}: {before} {called} before, {during} during",
        "{column} {value}：此前 {before}，违规期间 {during}（{called}）",
    ),
    "checks": ("Checks", "检查结果"),
    "no_findings": ("nothing found", "未发现问题"),
    "counted": ("{errors} errors, {warnings} warnings, {infos} notes", "{errors} 个错误，{warnings} 个警告，{infos} 条提示"),
    "skipped_why": ("Skipped", "未运行"),
    "skipped": ("{count} rules could not run", "{count} 条规则未能运行"),
    "verified": ("the file is as it was built, and shows what its originals show", "文件与生成时一致，内容与原件一致"),
    "verified_made": (
        "the file is as it was built; {count} exhibits were made from originals and compared only with what was made, by its hash",
        "文件与生成时一致；{count} 份证据由原件转换而成，仅按哈希值与转换结果比对，请逐一对照原件；其余与原件一致",
    ),
    "verified_limit": (
        "its size was held against the manifest's own limit, {bytes} bytes",
        "文件大小按清单所写上限核对：{bytes} 字节",
    ),
    "verified_unlimited": (
        "the manifest names no limit, so the size was held against none",
        "清单未写上限，未核对文件大小",
    ),
    "verified_alone": (
        "the file is as it was built; its originals were not at hand (give their folder with --originals)",
        "文件与生成时一致；未与原件比对（用 --originals 指定原件所在文件夹）",
    ),
    # heads of tables
    "severity": ("Severity", "级别"),
    "where": ("Where", "位置"),
    "rule": ("Rule", "规则"),
    "message": ("What", "问题"),
    "fix": ("Next step", "下一步"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("note", "提示"),
    # refusals
    "stopped": ("stopped", "已中断"),
    "bug": (
        "This is a fault of POA Kit, not of your case. Please report it with the lines above and what you ran.",
        "这是 POA Kit 本身的错误，与您的案件无关。请附上以上内容和所用命令报告给我们。",
    ),
    # poa new
    "made": ("made {path}", "已生成 {path}"),
    "not_one_of": ("please answer one of: {choices}", "请回答以下之一：{choices}"),
    # poa intake
    "intake_file": ("File", "文件"),
    "intake_outcome": ("Fate", "结果"),
    "intake_kept_as": ("Kept as", "保存为"),
    "intake_said": ("What to know", "说明"),
    "fate_kept": ("taken in", "已收"),
    "fate_data": ("data export", "数据导出"),
    "fate_same": ("here already", "重复"),
    "fate_refused": ("refused", "未收"),
    "fate_left_out": ("left out", "略过"),
    "intake_counted": (
        "{kept} taken in, {data} data exports, {same} here already, {refused} refused, {left_out} left out",
        "收下 {kept} 个，数据导出 {data} 个，重复 {same} 个，未收 {refused} 个，略过 {left_out} 个",
    ),
    "intake_next": (
        "Next: in case.yaml say of each new item its kind, caption and what it shows, set use: exhibit, then run poa check",
        "下一步：在 case.yaml 中为每个新条目填写类型、标题和所证明的内容，设 use: exhibit，然后运行 poa check",
    ),
    "intake_next_inbox": (
        "Next: name what a case needs in its case.yaml, as file: ../inbox/…",
        "下一步：在需要它的 case.yaml 中写明 file: ../inbox/…",
    ),
    "intake_next_refused": (
        "Next: of each refused file read the reason, ask the client for it again and take it in again",
        "下一步：查看每个未收文件的原因，请客户重新提供后再收入",
    ),
    # poa mask, poa facts
    "fact_key": ("Fact", "事实"),
    "fact_value": ("As read", "读到的值"),
    "fact_sure": ("Confidence", "可信度"),
    "fact_stated": ("case.yaml", "case.yaml"),
    "fact_around": ("Words around", "上下文"),
    "fact_same": ("the same", "相同"),
    "fact_says": ("says {value}", "写的是 {value}"),
    "fact_none": ("the text of the evidence proposes no fact", "证据文字中未发现可采用的事实"),
    "fact_next": (
        "take over what is right: poa facts {folder} --accept 1,3 (or sure: all of high confidence)",
        "采用正确的：poa facts {folder} --accept 1,3（sure：全部高可信度）",
    ),
    "fact_written": ("facts written to {path}: {count}", "已将 {count} 项事实写入 {path}"),
    # poa orders
    "read_all": (
        "{orders} orders in {lines} lines, from {files} files; known up to {known}",
        "{files} 个文件，共 {orders} 个订单、{lines} 行；数据截至 {known}",
    ),
    "read_as": ("Read as", "识别为"),
    "read_text": ("Text", "文本"),
    "read_split": ("split by {delimiter}", "以 {delimiter} 分隔"),
    "read_dates": ("Dates", "日期"),
    "read_line": ("line {line}", "第 {line} 行"),
    "read_rows": ("Rows", "数据行"),
    "read_buyers": ("Buyers", "买家数据"),
    "read_unknown": ("Unknown", "未知列"),
    "read_notes": ("Notes", "说明"),
    "read_aside": ("{count} rows set aside; the first {shown}:", "搁置 {count} 行；前 {shown} 行："),
    "read_others": ("Other tables, and what they allow:", "其他数据表及其用途："),
    "allows_returns": ("rates of returns, refunds and disputes; response to returns", "退货、退款、纠纷率；退货响应"),
    "allows_packages": ("deadlines and states of packages", "包裹的时限和状态"),
    "allows_income": ("no metric; penalties and fees for the letter", "不计算指标；可核对罚款与费用"),
    "allows_unsettled": ("no metric; amounts held back", "不计算指标；可核对未结算金额"),
    "allows_products": ("no metric; names of SKUs", "不计算指标；可核对商品信息"),
    "allows_reviews": ("negative reviews", "差评率"),
    "allows_chats": ("response to chats", "客服消息响应"),
    "allows_service": ("the platform's own figures on customer service", "平台自己的客服数据"),
    "allows_events": ("first carrier scans, on-time delivery, tracking anomalies", "承运商首次扫描、准时送达、物流异常"),
    "allows_parcels": ("valid tracking, tracking anomalies", "有效物流单号、物流异常"),
    "allows_nothing": ("no metric reads it", "没有指标用到它"),
    # poa map
    "map_head": (
        "read as a table of {kind}; the header is line {line}, {columns} columns",
        "按 {kind} 表读取；表头在第 {line} 行，共 {columns} 列",
    ),
    "map_column": ("Column", "列"),
    "map_field": ("Field", "字段"),
    "map_sure": ("How sure", "把握"),
    "map_why": ("Why", "依据"),
    "map_dates_are": ("Dates", "日期"),
    "map_zone_is": ("Zone", "时区"),
    "map_money_is": ("Amounts", "金额"),
    "map_unknown": (
        "{field}: {text} ({count} rows seen): its meaning is not known; its cells stay blank",
        "{field}：{text}（已见 {count} 行）：含义未知，单元格留空",
    ),
    "map_row": ("Line {line}, as it stands -> as it would be understood", "第 {line} 行，原文 -> 理解为"),
    "map_rows": (
        "{rows} rows of {table}: {used} would be used, {aside} set aside",
        "{table} 共 {rows} 行：可用 {used} 行，搁置 {aside} 行",
    ),
    "map_change": (
        "Correct with field=header (field= for none), or press Enter to go on",
        "如需更正请输入 字段=列名（字段= 表示没有），确认无误请按回车",
    ),
    "map_dates": (
        "{problem}. How are dates written? Such as DD/MM/YYYY, MM/DD/YYYY or EXCEL SERIAL",
        "{problem}。日期写法是？如 DD/MM/YYYY、MM/DD/YYYY 或 EXCEL SERIAL",
    ),
    "map_zone": (
        "Which clock wrote the times: {site} (of the site), Asia/Shanghai (an office in China), or another?",
        "时间按哪个时区记录：{site}（站点）、Asia/Shanghai（中国办公室），还是其他？",
    ),
    "map_text": (
        "What does {field} {text} mean ({count} rows seen)? One of {meanings}; Enter to leave it blank",
        "{field} 中的 {text}（已见 {count} 行）是什么意思？可填：{meanings}；留空请按回车",
    ),
    "map_save": ("Save this as {path}? y or n", "保存为 {path}？y 或 n"),
    "map_saved": (
        "saved {path}; {file} belongs into the case's folder of that table, if it is not there yet; then: poa orders CASE",
        "已保存 {path}；{file} 应放在案件中对应的文件夹（若尚未放入），然后运行：poa orders CASE",
    ),
    "map_kept": ("nothing was saved", "未保存"),
    "map_not_saved": ("nothing was saved: nobody is there to ask; add --yes to save", "未保存：无人可确认；加 --yes 即可保存"),
    # poa check
    "check_read": ("Read from {media} as {stance}: {count} paragraphs.", "从 {media} 读入，按{stance}检查：共 {count} 段。"),
    "check_alone": (
        "No case was given, so rules that need the notice, the orders or the exhibits did not run (add --case CASE).",
        "未提供案件，需要违规通知、订单或证据的规则未运行（可加 --case CASE）。",
    ),
    "check_held": ("Held against the case {case}, in the place of its own letter.", "与案件 {case} 对照检查，代替案件本身的信。"),
    "check_unrun": ("{count} rules could not run without a case", "未提供案件，{count} 条规则未能运行"),
    "check_wrote": ("wrote {path}", "已写入 {path}"),
    "fix_found": ("{count} findings can be put right so in {path}", "{path} 中可按上文改正 {count} 处"),
    "fix_none": ("nothing can be put right from a closed set of words", "没有可按固定用语自动改正的内容"),
    "fix_ask": ("Write it? y or n", "写入？y 或 n"),
    "fix_written": ("written; checked again:", "已写入；重新检查："),
    "fix_not_written": ("nothing was written (--yes writes without asking)", "未写入（--yes 可不经确认直接写入）"),
    "media_docx": ("a Word document", "Word 文档"),
    "media_pdf": ("a PDF", "PDF"),
    "media_markdown": ("Markdown", "Markdown"),
    "media_text": ("plain text", "纯文本"),
    "stance_plan": ("a plan", "整改计划"),
    "stance_dispute": ("a dispute", "抗辩"),
    "page_letter": ("What a reviewer would object to", "审核员会指出的问题"),
    "page_error": ("{count} errors", "错误 {count} 个"),
    "page_error_one": ("1 error", "错误 1 个"),
    "page_warning": ("{count} warnings", "警告 {count} 个"),
    "page_warning_one": ("1 warning", "警告 1 个"),
    "page_info": ("{count} notes", "提示 {count} 条"),
    "page_info_one": ("1 note", "提示 1 条"),
    "page_none": ("Nothing found.", "未发现问题。"),
    "page_elsewhere": ("About the case and its files", "关于案件和文件"),
    "page_skipped": ("Rules that could not run", "未能运行的规则"),
    "page_skipped_why": (
        "These looked at nothing, so they say nothing for or against the letter.",
        "以下规则没有检查任何内容，既不说明信合格，也不说明不合格。",
    ),
    "page_limits": (
        "Rules find known mistakes. A letter without findings is not a promise that it will be accepted.",
        "规则只能发现已知的错误；没有发现问题，不代表申诉一定通过。",
    ),
    "page_next": ("Next step:", "下一步："),
    "page_instead": ("Write:", "改为："),
    "page_shown": ("Shown by", "见"),
    "page_ref": ("{evidence}, page {page}", "{evidence} 第 {page} 页"),
    # poa demo
    "demo_kept": (
        "{folder} is there already: building it as it is (delete it to get a fresh one)",
        "{folder} 已存在：按现状生成（删除后可重新生成样例）",
    ),
    "demo_made": ("made the example case in {folder}", "已在 {folder} 生成样例案件"),
    "portfolio_made": ("made a portfolio of {count} cases in {folder}", "已在 {folder} 生成含 {count} 个案件的样例组合"),
    "portfolio_kept": (
        "{folder} is there already: left as it is (delete it to get a fresh one)",
        "{folder} 已存在：保持原样（删除后可重新生成）",
    ),
    "portfolio_next": (
        "Next: poa batch {folder} -j 2; its README.md says which cases are broken on purpose",
        "下一步：poa batch {folder} -j 2；其中 README.md 列明哪些案件是有意损坏的",
    ),
    # poa batch, poa status
    "state_ready": ("ready", "可提交"),
    "state_draft": ("draft", "草稿"),
    "state_refused": ("refused", "未生成"),
    "state_busy": ("run by another", "他处运行中"),
    "state_failed": ("failed", "运行失败"),
    "state_changed": ("changed since", "文件已变动"),
    "state_new": ("not built", "未生成过"),
    "state_unfilled": ("to fill in", "待填写"),
    "state_unreadable": ("unreadable", "无法读取"),
    "deadline": ("Deadline", "截止时间"),
    "hours": ("Left", "剩余"),
    "status": ("Status", "状态"),
    "case": ("Case", "案件"),
    "violation": ("Violation", "违规编号"),
    "no_deadline": ("not stated", "未注明"),
    "overdue": ("past", "已过期"),
    "hours_left": ("{count} h", "{count} 小时"),
    "days_left": ("{count} days", "{count} 天"),
    # poa doctor
    "fit": ("this machine has what the kit needs", "本机具备所需的一切"),
    "unfit": ("this machine lacks what is marked missing", "本机缺少标为 missing 的项目"),
}

for _found in iter_modules(__path__):  # the phrases of a command are one file
    PHRASES |= import_module(f"{__name__}.{_found.name}").PHRASES


def say(lang: Lang, key: str, **values: object) -> str:
    """The phrase in that language, its places filled."""
    return PHRASES[key][lang == "zh"].format(**values)


def say_count(lang: Lang, key: str, count: int, **values: object) -> str:
    """The phrase about so many things; about one thing it is the phrase whose key ends in `_one`."""
    return say(lang, f"{key}_one" if count == 1 else key, count=count, **values)


def both(key: str, **values: object) -> list[str]:
    """The phrase in English and in Chinese."""
    return [say(lang, key, **values) for lang in LANGS]


def pairs(told: Callable[[Lang], Iterable[Any]]) -> list[tuple[Any, ...]]:
    """Each line in English and in Chinese."""
    return list(zip(*(tuple(told(lang)) for lang in LANGS), strict=True))


def said(statement: "Statement | None", lang: Lang) -> str:
    """The statement in that language, in English where nobody wrote Chinese; nothing for none."""
    if statement is None:
        return ""
    return (statement.zh or statement.en) if lang == "zh" else statement.en


def chosen(lang: str | None, environment: dict[str, str]) -> Lang:
    """The language asked for, else the one of the environment: POA_LANG, then the locale."""
    names = (lang, *(environment.get(n) for n in ("POA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    name = next((n for n in names if n), "en")
    return "zh" if name.lower().startswith("zh") else "en"
