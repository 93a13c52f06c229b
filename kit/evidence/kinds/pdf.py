"""PDF: the pages themselves."""

from kit.evidence import paper
from kit.evidence.kind import Kind

KIND = Kind(name="pdf", is_one=lambda file: b"%PDF-" in file.head[:1024], see=paper.pdf)
