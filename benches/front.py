"""Draws `docs/front.svg` from `docs/front.csv`: accuracy (LAS) against speed (tokens/s) of every size that was tried.

usage: python benches/front.py   (no packages; docs/model.md says how the figures were measured)
"""

import csv
import pathlib

DOCS = pathlib.Path(__file__).parent.parent / "docs"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 60, 20, 20, 50
SPEEDS, SCORES = (10_000, 60_000), (83, 92)
COLOURS = {"f32": "#8a4b08", "int8": "#0b5fa5"}


def place(speed, score):
    """Where a point lies."""
    x = LEFT + (speed - SPEEDS[0]) / (SPEEDS[1] - SPEEDS[0]) * (WIDTH - LEFT - RIGHT)
    y = HEIGHT - BOTTOM - (score - SCORES[0]) / (SCORES[1] - SCORES[0]) * (HEIGHT - TOP - BOTTOM)
    return round(x, 1), round(y, 1)


def text(x, y, content, anchor="start", more=""):
    """A label."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{content}</text>'


def axes():
    """Grid, ticks, names."""
    parts = []
    for speed in range(SPEEDS[0], SPEEDS[1] + 1, 10_000):
        (x, bottom), (_, top) = place(speed, SCORES[0]), place(speed, SCORES[1])
        parts += [f'<path d="M{x} {bottom}V{top}" stroke="#ddd"/>', text(x, bottom + 18, f"{speed:,}", "middle")]
    for score in range(SCORES[0], SCORES[1] + 1):
        (left, y), (right, _) = place(SPEEDS[0], score), place(SPEEDS[1], score)
        parts += [f'<path d="M{left} {y}H{right}" stroke="#ddd"/>', text(left - 8, y + 4, score, "end")]
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "tokens/s, one core, whole analysis", "middle"))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    return parts + [text(16, middle, "LAS, Sequoia dev", "middle", f' transform="rotate(-90 16 {middle})"')]


def series(rows, products):
    """The points computed in `products`: sizes trained alike joined by a line, the shipped one as a disc of its own."""
    points = [(row, place(float(row[f"speed_{products}"]), float(row[f"las_{products}"]))) for row in rows]
    colour = COLOURS[products]
    line = " ".join(f"{x},{y}" for row, (x, y) in points if row["shipped"] != "yes")
    parts = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-dasharray="4 3"/>']
    for row, (x, y) in points:
        shipped = row["shipped"] == "yes"
        parts.append(f'<circle cx="{x}" cy="{y}" r="{7 if shipped else 4}" fill="{colour}"/>')
        name = f"{row['name']}, {products}" if shipped else row["name"]
        name += " (shipped)" if shipped and products == "int8" else ""
        parts.append(text(x + 10, y - 6, name))
    x = WIDTH - RIGHT - 150
    y = TOP + 80 + 20 * list(COLOURS).index(products)
    return parts + [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>', text(x + 10, y + 4, f"products in {products}")]


def main():
    with (DOCS / "front.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    parts = axes() + [part for products in COLOURS for part in series(rows, products)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    head += '<rect width="100%" height="100%" fill="#fff"/>'
    (DOCS / "front.svg").write_text("\n".join([head, *parts, "</svg>", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
