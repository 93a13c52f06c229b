"""What intake says of a file, in Chinese: the log of receipts holds the English, and a Chinese screen shows this.

Each pair is a half-sentence as it is said where a file is looked at, and its Chinese. A place in braces holds what the file or a
library says; it stays as it is unless it is itself one of these.
"""

import re
from collections.abc import Iterator
from functools import cache

from kit.phrases import Lang

_BETWEEN = re.compile(r"; (?![^()]*\))")  # half-sentences; not within what a library says in brackets
_PLACE = re.compile(r"\{(\w+)\}")
SAID: tuple[tuple[str, str], ...] = (
    # what it is
    ("is {what}, which the kit cannot show", "是{what}，本工具无法显示"),
    ("of no kind that the kit knows", "本工具不认识的文件类型"),
    ("an AVIF picture", " AVIF 图片"),
    ("a FITS picture", " FITS 图片"),
    ("a BMP picture", " BMP 图片"),
    ("an SVG drawing", " SVG 矢量图"),
    ("a Photoshop file", " Photoshop 文件"),
    ("a PostScript file", " PostScript 文件"),
    ("a sound recording", "录音"),
    ("a voice note", "语音消息"),
    ("a video", "视频"),
    ("an archive", "压缩包"),
    ("a ZIP archive", " ZIP 压缩包"),
    ("Outlook's winmail.dat", " Outlook 的 winmail.dat"),
    ("a program", "可执行程序"),
    ("a database", "数据库文件"),
    ("an RTF document", " RTF 文档"),
    ("a web page", "网页"),
    ("an XML file", " XML 文件"),
    ("a notebook, which is never run", "代码笔记本（从不运行）"),
    ("data in JSON", " JSON 数据"),
    ("an Office file that opens only with a password", "需要密码才能打开的 Office 文件"),
    ("an old Excel file (.xls)", "旧版 Excel 文件（.xls）"),
    ("an old Word file (.doc)", "旧版 Word 文件（.doc）"),
    ("an old PowerPoint file (.ppt)", "旧版 PowerPoint 文件（.ppt）"),
    ("an old Office file", "旧版 Office 文件"),
    ("a workbook with macros", "带宏的工作簿"),
    ("a Word file with macros", "带宏的 Word 文件"),
    ("a binary workbook (.xlsb)", "二进制工作簿（.xlsb）"),
    ("a PowerPoint file", " PowerPoint 文件"),
    ("an OpenDocument file", " OpenDocument 文件"),
    ("a Pages, Numbers or Keynote file", " Pages、Numbers 或 Keynote 文件"),
    # what to do
    ("ask for it again", "请重新索取"),
    ("ask for the picture again", "请重新索取图片"),
    ("ask for it again, or print it to PDF", "请重新索取，或打印成 PDF"),
    ("ask for it again, or save it as PDF", "请重新索取，或另存为 PDF"),
    ("ask for a plain copy, printed to PDF", "请索取打印成 PDF 的普通副本"),
    ("ask for the files themselves", "请索取文件本身"),
    ("ask for a copy without one", "请索取没有密码的副本"),
    ("ask the sender for the message as plain text or as PDF", "请发件人以纯文本或 PDF 重新发送"),
    ("ask the client what it is meant to show, and for a PDF of it", "请问客户它要证明什么，并索取 PDF"),
    ("save it as JPEG or PNG and give that", "请另存为 JPEG 或 PNG 后提供"),
    ("save it as XLSX and give that", "请另存为 XLSX 后提供"),
    ("save it as XLSX without macros and give that", "请另存为不带宏的 XLSX 后提供"),
    ("save it again as XLSX, or print it to PDF", "请重新另存为 XLSX，或打印成 PDF"),
    ("save it again as CSV, or print it to PDF", "请重新另存为 CSV，或打印成 PDF"),
    ("save it as UTF-8 and give that", "请另存为 UTF-8 后提供"),
    ("export what matters as CSV and give that", "请把有关内容导出为 CSV 后提供"),
    ("print it to PDF and give that", "请打印成 PDF 后提供"),
    ("print it to PDF again, and give that", "请重新打印成 PDF 后提供"),
    ("print it to PDF from the browser and give that", "请在浏览器中打印成 PDF 后提供"),
    ("print it to PDF from the mail program and give that", "请在邮件程序中打印成 PDF 后提供"),
    ("print what it shows to PDF and give that", "请把所显示的内容打印成 PDF 后提供"),
    ("print what it shows to PDF, or take a screenshot, and give that", "请把所显示的内容打印成 PDF 或截图后提供"),
    ("print it to PDF, or take a screenshot, and give that", "请打印成 PDF 或截图后提供"),
    ("or print it to PDF", "或打印成 PDF"),
    ("take screenshots of what matters and give those", "请把有关画面截图后提供"),
    ("write down what is said, with its times, and give that", "请把所说内容连同时间写成文字后提供"),
    (
        "write down what is said, with its times, and give that and the recording's transcript",
        "请把所说内容连同时间写成文字，与录音的转写稿一起提供",
    ),
    ("unpack it and give the files", "请解压后提供其中的文件"),
    ("unpack it and give the file", "请解压后提供该文件"),
    (
        "take it in with `poa intake`, which unpacks it, or unpack it and give the files",
        "请用 `poa intake` 收入（会自动解压），或解压后提供其中的文件",
    ),
    ("give the file itself", "请提供文件本身"),
    ("give the files themselves", "请提供文件本身"),
    ("give it as PDF, JPEG or PNG", "请以 PDF、JPEG 或 PNG 提供"),
    ("give only those that matter", "请只提供有关的文件"),
    ("give only the files that matter", "请只提供有关的文件"),
    ("give only the pages that matter", "请只提供有关的页面"),
    ("give only the sheet that matters", "请只提供有关的工作表"),
    ("ask for the picture itself, or name it .txt if the text is what matters", "请索取图片本身；若要的就是文字，请改名为 .txt"),
    (
        "give the file that the exhibit was made from, or choose other pages with `pages`",
        "请提供制作该证据的原文件，或用 `pages` 选其他页",
    ),
    ("an appeal that was sent stands under `history` in case.yaml", "已提交的申诉应写在 case.yaml 的 `history` 中"),
    ("check its name", "请核对文件名"),
    ("check its permissions", "请检查访问权限"),
    ("correct `pages`", "请改正 `pages`"),
    ("add the file, or say status: missing", "请补上文件，或写明 status: missing"),
    # files and archives
    ("has the same bytes", "内容完全相同"),
    ("kept once", "只保存一份"),
    ("is not there", "文件不存在"),
    ("is a link", "是链接"),
    ("is a link, not a file", "是链接，不是文件"),
    ("is no ordinary file", "不是普通文件"),
    ("cannot be opened ({why})", "无法打开（{why}）"),
    ("is empty (0 bytes)", "文件为空（0 字节）"),
    ("has {bytes} bytes, more than {most}", "大小为 {bytes} 字节，超过 {most}"),
    ("is a note that a system or a program keeps for itself, not evidence", "是系统或程序自用的记录，不是证据"),
    ("was given up: reading it {why}", "已放弃读取：{why}"),
    ("was given up: unpacking it {why}", "已放弃解压：{why}"),
    ("took longer than {seconds} s", "用时超过 {seconds} 秒"),
    ("needed more than {megabytes} MB of memory", "所需内存超过 {megabytes} MB"),
    ("broke its reader ({how})", "使读取程序崩溃（{how}）"),
    ("was no longer wanted", "已不再需要"),
    ("is not a whole ZIP archive ({why})", "不是完整的 ZIP 压缩包（{why}）"),
    ("is an empty ZIP archive", "是空的 ZIP 压缩包"),
    ("holds {count} files, more than {most}", "含 {count} 个文件，超过 {most} 个"),
    ("is a ZIP archive whose members overlap, which only a trap does", "是成员互相重叠的 ZIP 压缩包，只有恶意文件才会如此"),
    ("unpacks to more than {megabytes} MB", "解压后超过 {megabytes} MB"),
    ("unpacks to more than {megabytes} MB or {parts} parts", "解压后超过 {megabytes} MB 或 {parts} 个部分"),
    ("unpacks to far more than it takes in the archive", "解压后远大于压缩包中的大小"),
    ("is locked with a password in the archive", "在压缩包中有密码保护"),
    ("is damaged in the archive ({why})", "在压缩包中已损坏（{why}）"),
    ("is an archive in an archive", "是压缩包中的压缩包"),
    # papers
    ("is a text, though its name ends in {suffix}", "内容是文字，文件名却以 {suffix} 结尾"),
    ("would have to be converted first", "须先转换格式"),
    ("cannot be read as a PDF ({why})", "无法作为 PDF 读取（{why}）"),
    ("where its pages begin cannot be found", "找不到页面的起始位置"),
    ("the tree of its pages is broken", "页面目录已损坏"),
    ("cannot be read ({why})", "无法读取（{why}）"),
    ("has lost pages: it names some that are not in it", "缺页：列出了文件中没有的页面"),
    ("has a page whose size is no size", "有一页的尺寸无效"),
    ("is cut off: its end is missing", "文件不完整：缺少结尾"),
    ("has {count} pages, more than {most}", "有 {count} 页，超过 {most} 页"),
    ("says that it has {count} pages, but only {found} are in it", "自称有 {count} 页，实际只有 {found} 页"),
    ("has no pages", "没有页面"),
    ("has a page larger than {most} points", "有一页大于 {most} 点"),
    ("has a page that unpacks to more than {most} MB", "有一页解压后超过 {most} MB"),
    ("is damaged: nothing of its page {page} can be read", "已损坏：第 {page} 页完全无法读取"),
    ("has a page {page} that a second reader cannot show ({why})", "第 {page} 页无法由另一阅读程序显示（{why}）"),
    ("cannot be opened by a second reader ({why})", "无法由另一阅读程序打开（{why}）"),
    ("opens only with a password", "需要密码才能打开"),
    ("opens only with a password, and the password given does not open it", "需要密码才能打开，所给的密码不对"),
    (
        "opens only with a password, and none of the {count} passwords given opens it",
        "需要密码才能打开，所给的 {count} 个密码都不对",
    ),
    (
        "mind capital letters and blanks in {variable}, or ask for a copy without one",
        "请注意 {variable} 中的大小写和空格，或索取没有密码的副本",
    ),
    (
        "ask for a copy without one, or give it: export {variable}='…' in the terminal before poa runs, several one a line",
        "请索取没有密码的副本，或在运行 poa 前于终端提供：export {variable}='…'，多个密码每行一个",
    ),
    (
        "in a notebook run appeal.password(), which keeps it out of the notebook's file",
        "在笔记本中运行 appeal.password()，密码不会存入笔记本文件",
    ),
    (
        "is stamped already: {where} {show} {exhibits} of the bundle for violation {violation}, and a second stamp would give two numbers",
        "已盖有证据编号（违规 {violation} 的文件包，{exhibits}，{where}），再盖一次会有两个编号",
    ),
    ("is a Word document", "是 Word 文档"),
    ("{tool} would print it and is not on this machine ({install})", "打印它需要 {tool}，本机没有（{install}）"),
    ("is a Word document that cannot be printed ({why})", "是无法打印的 Word 文档（{why}）"),
    ("is not a whole workbook ({why})", "不是完整的工作簿（{why}）"),
    ("declares XML entities, which is unsafe", "声明了 XML 实体，不安全"),
    ("has no cell that is filled and not hidden", "没有可见且有内容的单元格"),
    ("cannot be read as a table ({why})", "无法作为表格读取（{why}）"),
    ("cannot be read as a message ({why})", "无法作为邮件读取（{why}）"),
    ("is text in an encoding that cannot be told for sure", "是编码无法确定的文字"),
    ("is text that is damaged at byte {at} ({encoding})", "文字在第 {at} 字节处损坏（{encoding}）"),
    ("pages: {pages} is not a list such as 1-3,5", "pages：{pages} 不是 1-3,5 这样的写法"),
    ("pages: {part} is not in the file, which has {count} page", "pages：文件只有 {count} 页，没有 {part}"),
    ("pages: {part} is not in the file, which has {count} pages", "pages：文件只有 {count} 页，没有 {part}"),
    ("pages: {pages} names a page twice", "pages：{pages} 中有页码重复"),
    # pictures
    ("cannot be read as a picture ({why})", "无法作为图片读取（{why}）"),
    ("no JPEG or PNG", "不是 JPEG 或 PNG"),
    ("cannot be read as a HEIC photo ({why})", "无法作为 HEIC 照片读取（{why}）"),
    ("cannot be decoded ({why})", "无法解码（{why}）"),
    ("has {width} × {height} pixels, more than {most} million", "有 {width} × {height} 像素，超过 {most} 百万"),
    ("has more than {most} million pixels", "超过 {most} 百万像素"),
    ("does not have as many samples as it says", "像素数据与所声明的不符"),
    ("is cut off ({why})", "文件不完整（{why}）"),
    ("is damaged inside ({why})", "内部已损坏（{why}）"),
    ("is cut off or damaged inside ({why})", "文件不完整或内部已损坏（{why}）"),
    ("no marker where one must be", "缺少应有的标记"),
    # of what is kept
    ("looks the same as {other}", "看起来与 {other} 相同"),
    ("keep the better one", "请保留较清楚的一份"),
    ("an export, {format}", "数据导出（{format}）"),
    ("read from {folder}/", "从 {folder}/ 读取"),
    ("a case reads it from its {folder}/", "案件从自己的 {folder}/ 读取"),
    ("The picture moves", "动态图片"),
    ("only the first of its {count} frames is shown.", "只显示 {count} 帧中的第一帧。"),
    ("Read as GB 18030.", "按 GB 18030 读取。"),
    (
        "The file was damaged and was repaired when it was opened: hold its pages against the sender's.",
        "文件有损坏，打开时已修复：请与发件人的原件核对。",
    ),
)


def in_words(said: str, lang: Lang) -> str:
    """What was said of a file, in that language; a half-sentence that is not known here stays English.

    >>> in_words("is empty (0 bytes); ask for it again", "zh")
    '文件为空（0 字节）；请重新索取'
    """
    if lang != "zh":
        return said
    return "；".join(_chinese(part) for part in _BETWEEN.split(said))


def _chinese(part: str) -> str:
    for pattern, chinese in _pairs():
        if found := pattern.fullmatch(part):
            return chinese.format(**{name: _chinese(value) for name, value in found.groupdict().items()})
    return part


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the English with their Chinese; those without a place first."""
    return tuple(
        (re.compile("".join(_pattern(english))), chinese) for english, chinese in sorted(SAID, key=lambda p: "{" in p[0])
    )


def _pattern(english: str) -> Iterator[str]:
    for n, piece in enumerate(_PLACE.split(english)):
        yield f"(?P<{piece}>.+?)" if n % 2 else re.escape(piece)
