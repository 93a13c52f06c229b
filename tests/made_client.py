"""A client's folder with two shops, shared files in inbox/, and the case of one site."""

import made_bundle
import small_case
import yaml

SELLER = """\
id: made
legal_name: Made Trading
shops:
  - {code: MADE, name: Made, site: UK, seller_type: local}
  - {code: MADETH, name: Made Thai, site: TH, seller_type: cross_border}
people: [{id: manager, name: Li Wen, title: Operations Manager, signature: signature.png}]
"""
SHARED = """\
  - {id: licence, file: ../inbox/licence.pdf, kind: business_licence, caption: Business licence of Made Trading, facts: {number: "91440300"}, use: background}
  - {id: catalogue, file: ../inbox/uk-catalogue.pdf, kind: other, caption: Catalogue of the UK shop, use: background}
  - {id: notice, file: ../inbox/notice.pdf, kind: notice, caption: Notice of 9 June 2026}
"""
TEXTS = {"licence": "LICENCETEXT", "uk-catalogue": "CATALOGUETEXT", "notice": "NOTICETEXT", "secret": "SECRETTEXT"}


def make(folder):
    """The client's folder: client.yaml, inbox/ with four files of which `secret.pdf` is linked by nobody, and the case `uk`."""
    small_case.make(folder / "uk")
    (folder / "client.yaml").write_text(SELLER, encoding="utf-8")
    (folder / "uk" / "signature.png").rename(folder / "signature.png")
    case = folder / "uk" / "case.yaml"
    text = case.read_text(encoding="utf-8")
    start, end = text.index("seller:"), text.index("shop: MADE")
    case.write_text(text[:start] + "client: made\n" + text[end:] + SHARED, encoding="utf-8")
    (folder / "inbox").mkdir()
    for name, words in TEXTS.items():
        made_bundle.text_pdf(folder / "inbox" / f"{name}.pdf", 1, words)
    return folder


def filled(case, **values):
    """The case with what was to fill filled in, and these values beside."""
    path = case / "case.yaml"
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) | values
    document["violation"] |= {
        "id": "8529184460371124",
        "title": "Late dispatch",
        "ticket": "enforced",
        "received": "2026-06-10T10:12+07:00",
        "deadline": "2026-07-10T23:59+07:00",
    }
    document["evidence"][0]["file"] = "evidence/notice.pdf"
    document["letter"] |= {"date": "2026-07-06", "signer": "manager"}
    made_bundle.text_pdf(case / "evidence" / "notice.pdf", 1, "NOTICE OF TH")
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return case
