"""Handwriting: signatures as an SVG path, the same for the same name."""

from random import Random


def signature(name: str, *, colour: str = "#1B2A55", width: float = 1.9) -> str:
    """An SVG element of 190 x 60 with a signature in one hand for each name."""
    path = " ".join(_strokes(name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="190" height="60" viewBox="0 0 190 60">'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _strokes(name: str) -> list[str]:
    """Tall loops for capitals, low waves for the rest, a rising line at the end; width, height and pen lifts by person."""
    chance = Random(f"hand of {name}")  # noqa: S311 - a drawing, not a secret
    wide, tall, slant, legible = (
        chance.uniform(0.7, 1.35),
        chance.uniform(0.75, 1.2),
        chance.uniform(0, 7),
        chance.choice((2, 3, 5, 9)),
    )
    x, base = 12.0, 42.0
    path = [f"M {x:.1f} {base - 4:.1f}"]
    for word in name.split():
        for letter in word[:legible]:
            reach, rise, fall = _letter(letter, chance)
            reach, rise, fall = reach * wide, rise * tall, fall * tall
            lean = slant + chance.uniform(0, 2)
            path.append(
                f"C {x + lean:.1f} {base - rise * 1.25:.1f} {x + reach * 0.75 + lean:.1f} {base - rise * 1.2:.1f}"
                f" {x + reach * 0.5:.1f} {base - rise * 0.35:.1f}"
            )
            path.append(
                f"C {x + reach * 0.3:.1f} {base + fall + 4:.1f} {x + reach * 0.7:.1f} {base + fall + 4:.1f}"
                f" {x + reach:.1f} {base - 3:.1f}"
            )
            x += reach
        if legible < len(word):  # the rest of the word is a line
            path.append(f"C {x + 5:.1f} {base - 6:.1f} {x + 9:.1f} {base + 3:.1f} {x + 14 * wide:.1f} {base - 2:.1f}")
            x += 14 * wide
    end = min(182.0, x + 30)
    path.append(f"C {x + 8:.1f} {base - 12:.1f} {end - 14:.1f} {base - 4:.1f} {end:.1f} {base - 15:.1f}")
    if chance.random() < 0.5:  # underlined
        path.append(f"M {end - 10:.1f} {base + 9:.1f} Q {(12 + end) / 2:.1f} {base + 3:.1f} 26 {base + 11:.1f}")
    return path


def _letter(letter: str, chance: Random) -> tuple[float, float, float]:
    """How far it reaches, how high it rises, how low it falls."""
    if letter.isupper():
        return chance.uniform(15, 21), chance.uniform(25, 31), chance.uniform(-1.5, 2)
    rise = chance.uniform(7, 12) * (1.9 if letter in "bdfhklt" else 1.0)
    return chance.uniform(6.5, 10), rise, chance.uniform(8, 12) if letter in "gjpqyz" else chance.uniform(-1.5, 2)


def stamp(name: str, under: str, *, colour: str = "#A3262A", turn: float = -9) -> str:
    """A round company stamp of 120 x 120 as an SVG element: two rings, the name along the upper half, a line across."""
    size = min(10.5, 170 / max(1, len(name)))
    text = "font-family='Source Sans 3' font-weight='600' text-anchor='middle'"
    letters = "".join(
        f"<text {text} font-size='{size:.1f}' transform='rotate({angle:.1f} 60 60)' x='60' y='22'>{letter}</text>"
        for letter, angle in zip(name, _around(len(name)), strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120" viewBox="0 0 120 120"><g fill="{colour}" opacity="0.82"'
        f' transform="rotate({turn} 60 60)"><circle cx="60" cy="60" r="54" fill="none" stroke="{colour}" stroke-width="2.6"/>'
        f'<circle cx="60" cy="60" r="33" fill="none" stroke="{colour}" stroke-width="1.1"/>{letters}'
        f"<text {text} font-size='9.5' x='60' y='63'>{under}</text></g></svg>"
    )


def _around(count: int) -> list[float]:
    """The angles of so many letters over the upper half of a ring."""
    step = min(14.0, 250 / max(1, count))
    return [(n - (count - 1) / 2) * step for n in range(count)]
