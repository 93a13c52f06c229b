"""Small files of the kinds that clients send, made from nothing: workbooks, messages."""

import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(reference, value):
    """A cell of XML: text, number, ("f", formula, stored value), or (number, style)."""
    if isinstance(value, tuple) and value[0] == "f":
        stored = "" if value[2] is None else f"<v>{value[2]}</v>"
        return f'<c r="{reference}"><f>{escape(value[1])}</f>{stored}</c>'
    if isinstance(value, tuple):
        return f'<c r="{reference}" s="{value[1]}"><v>{value[0]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return "" if value is None else f'<c r="{reference}"><v>{value}</v></c>'


def sheet(rows, *, hidden_rows=(), hidden_columns=()):
    from kit.evidence.grid import letter

    columns = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in hidden_columns)
    body = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n in hidden_rows else ""}>'
        + "".join(cell(f"{letter(k)}{n}", value) for k, value in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}">{f"<cols>{columns}</cols>" if columns else ""}<sheetData>{body}</sheetData></worksheet>'


def xlsx(path, sheets, *, hidden=(), extra=None, formats=(), from_1904=False):
    """`sheets`: name -> rows or ready XML. `formats`: format codes, style 1 and on."""
    names = list(sheets)
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="{int(from_1904)}"/><sheets>' + "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for n, name in enumerate(names, 1)
    )
    links = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(names) + 1))
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"{book}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        **{
            f"xl/worksheets/sheet{n}.xml": rows if isinstance(rows, str) else sheet(rows)
            for n, rows in enumerate(sheets.values(), 1)
        },
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def eml(
    path, *, subject="Collection at 19:30", date="Mon, 15 Jun 2026 19:42:00 +0100", body="The van came at 19:30.\n", attached=()
):
    """`attached`: (name, content, type) of each attachment."""
    message = EmailMessage()
    message["From"] = "Wang Lan <lan@lanyu.example>"
    message["To"] = "ops@lanyu.example"
    message["Subject"] = subject
    if date:
        message["Date"] = date
    message.set_content(body)
    for name, content, kind in attached:
        major, _, minor = kind.partition("/")
        if kind == "message/rfc822":
            message.add_attachment(content, filename=name)
        else:
            message.add_attachment(content, maintype=major, subtype=minor, filename=name)
    if attached:
        message.set_boundary(f"=={subject.encode().hex()}==")
    path.write_bytes(message.as_bytes())
    return message
