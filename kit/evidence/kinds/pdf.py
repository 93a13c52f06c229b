"""PDF: the pages themselves."""

from kit.evidence import paper
from kit.evidence.kind import Kind

# Some programs write words before a PDF's first: it is asked after the kinds that begin with their mark.
KIND = Kind(name="pdf", is_one=lambda file: b"%PDF-" in file.head[:1024], see=paper.pdf, last=1)
