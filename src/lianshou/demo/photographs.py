"""Photographs of activities, drawn: nobody's picture is in the demonstration."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

_SIZE = (960, 640)
_FLOORS = ("#c9b48a", "#9fb7a4", "#b9a7c2", "#a8bccd")
_COATS = ("#a61b1b", "#0b5a8a", "#3d6b35", "#b8860b", "#5b4a7a", "#d2691e")


def draw_photograph(random: Random) -> bytes:
    """A hall with a banner and people in front of it, as JPEG; the same random state draws the same picture."""
    image = Image.new("RGB", _SIZE, "#efe9dd")
    pen = ImageDraw.Draw(image)
    width, height = _SIZE
    pen.rectangle((0, height * 0.68, width, height), fill=random.choice(_FLOORS))
    pen.rectangle((width * 0.12, 60, width * 0.88, 140), fill="#a61b1b")
    for step in range(9):
        left = width * (0.2 + 0.07 * step)
        pen.rectangle((left, 84, left + 34, 116), fill="#f6d365")
    for _ in range(random.randint(7, 12)):
        _draw_person(pen, random)
    target = BytesIO()
    image.save(target, "JPEG", quality=82)
    return target.getvalue()


def _draw_person(pen: ImageDraw.ImageDraw, random: Random) -> None:
    x, y, scale = random.randint(60, 900), random.randint(330, 430), random.uniform(0.8, 1.2)
    head, body = 30 * scale, 130 * scale
    pen.rounded_rectangle(
        (x - head, y + head, x + head, y + head + body), radius=14, fill=random.choice(_COATS)
    )
    pen.ellipse((x - head * 0.7, y - head * 0.6, x + head * 0.7, y + head * 0.9), fill="#e8c39e")
