"""Handwriting: signatures as an SVG path, the same for the same name."""

from random import Random

_HEIGHT = 60.0


def signature(name: str, *, colour: str = "#1B2A55", width: float = 1.9) -> str:
    """An SVG element of 190 x 60 with a signature in one hand for each name."""
    path = " ".join(_strokes(name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="190" height="60" viewBox="0 0 190 60">'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _strokes(name: str) -> list[str]:
    """Tall loops for capitals, low waves for the rest, a rising line at the end."""
    chance = Random(f"hand of {name}")  # noqa: S311 - a drawing, not a secret
    x, base = 12.0, 42.0
    path = [f"M {x:.1f} {base - 4:.1f}"]
    for letter in name.replace(" ", ""):
        tall = letter.isupper()
        reach = chance.uniform(15, 21) if tall else chance.uniform(6.5, 10)
        rise = chance.uniform(27, 34) if tall else chance.uniform(7, 12) * (1.9 if letter in "bdfhklt" else 1.0)
        fall = chance.uniform(10, 15) if letter in "gjpqyz" else chance.uniform(-1.5, 2)
        lean = chance.uniform(2, 6)
        path.append(
            f"C {x + lean:.1f} {base - rise * 1.25:.1f} {x + reach * 0.75 + lean:.1f} {base - rise * 1.2:.1f}"
            f" {x + reach * 0.5:.1f} {base - rise * 0.35:.1f}"
        )
        path.append(
            f"C {x + reach * 0.3:.1f} {base + fall + 4:.1f} {x + reach * 0.7:.1f} {base + fall + 4:.1f} {x + reach:.1f} {base - 3:.1f}"
        )
        x += reach
    end = min(182.0, x + 34)
    path.append(f"C {x + 8:.1f} {base - 12:.1f} {end - 14:.1f} {base - 4:.1f} {end:.1f} {base - 15:.1f}")
    return path
