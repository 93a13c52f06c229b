"""What every warm kernel needs: a parent loads it before the modules of its user."""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # a second of grammars for formats that no notebook uses
