"""One outside thing each: parsing, typesetting, PDF, images, charts, locks, atomic writes."""

import sys

# jsonschema (below altair and nbformat) builds 35 parsers for web addresses when it finds this: 1.4 s that nothing needs.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
