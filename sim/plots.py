"""Plots as SVG text, coloured by the page's own variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from robot.core.grid import Grid
from robot.perception.background import walls_of
from sim.result import CELL_M

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 900.0, 240.0, 40.0, 24.0, 16.0
_PX_PER_M = 18.0


def columns(values: Mapping[str, tuple[float, float]], first: str, second: str) -> str:
    """One column a name; its second value, where there is one, is drawn inside the first."""
    top = max((max(pair) for pair in values.values()), default=0.0) or 1.0
    step = (_WIDTH - _LEFT) / max(len(values), 1)
    parts = [_axis(top)]
    for number, (name, pair) in enumerate(values.items()):
        x = _LEFT + number * step
        for value, inset, colour in ((pair[0], 0.15, "--second"), (pair[1], 0.28, "--fill")):
            high = (_HEIGHT - _BOTTOM - _TOP) * value / top
            parts.append(
                f'<rect x="{x + inset * step:.1f}" y="{_HEIGHT - _BOTTOM - high:.1f}" '
                f'width="{(1 - 2 * inset) * step:.1f}" height="{high:.1f}" '
                f'style="fill:var({colour})"><title>{escape(name)}: {value:g}</title></rect>'
            )
        parts.append(_text(x + step / 2, _HEIGHT - 8, name, "middle"))
    legend = f"outer: {first}, inner: {second}" if second else first
    return _figure(_WIDTH, _HEIGHT, "".join(parts), legend)


def curves(lines: Sequence[Sequence[tuple[float, float]]], along: str, up: str) -> str:
    """Curves over one scale, 0 to 100 upwards."""
    last = max((x for line in lines for x, _ in line), default=1.0) or 1.0
    parts = [_axis(100.0)]
    for line in lines:
        points = " ".join(
            f"{_LEFT + (_WIDTH - _LEFT) * x / last:.1f},"
            f"{_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * y / 100.0:.1f}"
            for x, y in line
        )
        style = "fill:none;stroke:var(--fill);stroke-opacity:.5"
        parts.append(f'<polyline points="{points}" style="{style}"/>')
    parts += [
        _text(_LEFT, _HEIGHT - 8, "0", "middle"),
        _text(_WIDTH, _HEIGHT - 8, f"{last:.0f}", "end"),
    ]
    return _figure(_WIDTH, _HEIGHT, "".join(parts), f"{up}; along: {along}")


def paths(cells: Mapping[tuple[int, int], int], floor: Grid) -> str:
    """The floor from above; the darker a square, the more often the robot drove there."""
    rows, columns_ = floor.cells.shape
    width, height = columns_ * floor.resolution_m * _PX_PER_M, rows * floor.resolution_m * _PX_PER_M
    top_m = floor.origin_y_m + rows * floor.resolution_m
    most = max(cells.values(), default=1)
    parts = [f'<path d="{_walls(floor)}" style="fill:var(--ink)"/>']
    side = CELL_M * _PX_PER_M
    for (column, row), count in sorted(cells.items()):
        x = (column * CELL_M - floor.origin_x_m) * _PX_PER_M
        y = (top_m - (row + 1) * CELL_M) * _PX_PER_M
        shade = 0.12 + 0.88 * (count / most) ** 0.5
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" '
            f'style="fill:var(--fill);fill-opacity:{shade:.2f}"/>'
        )
    return _figure(width, height, "".join(parts), "seen from above; darker: more often")


def _walls(floor: Grid) -> str:
    """Rows of wall cells as one path of flat boxes."""
    solid = walls_of(floor)
    cell = floor.resolution_m * _PX_PER_M
    pieces = []
    for number, row in enumerate(solid[::-1]):
        edges = [*row[:1].astype(int).tolist(), *(row[1:].astype(int) - row[:-1]).tolist(), 0]
        starts = [index for index, edge in enumerate(edges) if edge == 1]
        ends = [index for index, edge in enumerate(edges) if edge == -1]
        ends += [row.size] * (len(starts) - len(ends))
        for start, end in zip(starts, ends, strict=True):
            pieces.append(
                f"M{start * cell:.1f} {number * cell:.1f}h{(end - start) * cell:.1f}v{cell:.1f}"
                f"h{(start - end) * cell:.1f}z"
            )
    return "".join(pieces)


def _axis(top: float) -> str:
    base, line = _HEIGHT - _BOTTOM, "stroke:var(--line)"
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = base - (base - _TOP) * share
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y}" y2="{y}" style="{line}"/>')
        parts.append(_text(_LEFT - 6, y + 4, f"{top * share:g}", "end"))
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _figure(width: float, height: float, inside: str, caption: str) -> str:
    svg = f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img">{inside}</svg>'
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"
