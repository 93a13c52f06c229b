"""What a forger does: change pages of the bundle, and let its manifest give the changed file's hash."""

from pikepdf import Array, Dictionary, Name, Stream

from kit import bundle
from kit.tools.atomic import sha256

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def claims(built, path, **more):
    """The manifest of the bundle with hash and size of the changed file."""
    return bundle.manifest(built) | {"sha256": sha256(path), "bytes": path.stat().st_size, **more}


def codes(findings):
    """The rules that speak."""
    return {f.rule.split()[0] for f in findings}


def own(pdf, page):
    """A page of the bundle."""
    return pdf.pages[page - 1].obj


def with_font(pdf, page):
    """The page's resources with one more font, /Forged."""
    old = own(pdf, page).Resources
    fonts = Dictionary({**dict(old.Font.items()), "/Forged": HELVETICA})
    own(pdf, page).Resources = Dictionary({**dict(old.items()), "/Font": fonts})


def over(pdf, page, drawing):
    """Draw on top of a page."""
    target = own(pdf, page)
    parts = target.Contents if isinstance(target.Contents, Array) else [target.Contents]
    target.Contents = Stream(pdf, b"q " + b"\n".join(p.read_bytes() for p in parts) + b" Q\n" + drawing)


def rewrite(pdf, page, change):
    """Change what a page draws."""
    own(pdf, page).Contents = Stream(pdf, change(own(pdf, page).Contents.read_bytes()))
