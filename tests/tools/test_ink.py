"""Two screens of one page are two pictures where their values differ; one that was saved, scaled or cut anew is the same."""

import io
import random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from kit.tools import likeness

MENU = ("Homepage", "Orders", "Products", "Marketing", "Affiliate", "Account health", "Data compass", "Finance", "Help center")
RATES = ("Late dispatch rate", "Cancellation rate", "Valid tracking rate", "Negative review rate", "Response rate", "Return rate")


def screen(seed, name):
    """A page of a shop's account, with made values."""
    made = random.Random(seed)
    image = Image.new("RGB", (1440, 900), (245, 245, 245))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(17)
    draw.rectangle((0, 0, 1440, 48), fill=(225, 228, 235))
    draw.text((24, 14), f"Seller Center    {name}", fill="black", font=font)
    for n, word in enumerate(MENU):
        draw.text((20, 80 + 42 * n), word, fill="black", font=font)
    draw.rectangle((280, 110, 1420, 800), fill="white")
    for n, word in enumerate(RATES * 2):
        values = (
            f"{made.randint(0, 99)}.{made.randint(0, 9)}%",
            f"{made.randint(10**15, 10**16)}",
            f"{made.randint(1, 28)} May 2026",
        )
        for x, text in zip((300, 620, 800, 1100), (word, *values), strict=True):
            draw.text((x, 130 + 54 * n), text, fill="black", font=font)
        draw.line((280, 170 + 54 * n, 1420, 170 + 54 * n), fill=(230, 230, 230))
    return image


def look(image, **how):
    out = io.BytesIO()
    image.convert("RGB").save(out, **({"format": "PNG"} | how))
    return likeness.of(out.getvalue())


def is_same(one, other):
    return bool(likeness.same_ones([one], [other]).same[0])


MADE_ANEW = {
    "saved": lambda i: look(i, format="JPEG", quality=40),
    "halved": lambda i: look(i.resize((720, 450)), format="JPEG", quality=60),
    "darker": lambda i: look(ImageEnhance.Brightness(i).enhance(0.9)),
    "tilted": lambda i: look(
        i.rotate(0.4, fillcolor=(245, 245, 245), resample=Image.Resampling.BICUBIC), format="JPEG", quality=70
    ),
    "cut": lambda i: look(i.crop((130, 40, 1440, 860)), format="JPEG", quality=70),
    "turned": lambda i: look(i.transpose(Image.Transpose.ROTATE_90), format="JPEG", quality=70),
}


@pytest.mark.parametrize("how", MADE_ANEW)
def test_a_screen_that_was_made_anew_is_the_same(how):
    mine = screen(1, "Acme")
    assert is_same(look(mine), MADE_ANEW[how](mine))
    assert is_same(MADE_ANEW[how](mine), look(mine))


@pytest.mark.parametrize("how", MADE_ANEW)
def test_a_screen_with_other_values_is_another(how):
    assert not is_same(look(screen(1, "Acme")), MADE_ANEW[how](screen(2, "Bolt Home")))


def test_two_screens_are_not_near_to_one_another():
    mine = look(screen(1, "Acme"))
    assert likeness.is_near(mine, MADE_ANEW["halved"](screen(1, "Acme")))
    assert not likeness.is_near(mine, look(screen(2, "Bolt Home")))


def test_a_pair_that_is_known_is_not_looked_at_and_the_rest_is_counted():
    marks = [look(screen(seed, "Acme")) for seed in range(4)]
    found = likeness.same_ones(marks[:1], marks[1:], most=2)
    assert (len(found.judged), found.left) == (2, [1])
    again = likeness.same_ones(marks[:1], marks[1:], lambda n, at: found.judged.get((n, at)), most=2)
    assert (set(again.judged) & set(found.judged), again.left) == (set(), [0])
