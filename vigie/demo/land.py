"""The land of a made commune: outline, river, parcels and planning zones (EPSG:2154, metres)."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

from shapely import unary_union, voronoi_polygons
from shapely.affinity import rotate
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from vigie.demo.communes import TOWNS, Town

ORIGIN = (722_000.0, 6_252_000.0)
HALF = 11  # cells from the village to the edge of the surveyed land
RING_VILLAGE, RING_SUBURB, RING_RESERVE = 3, 6, 8
REACHES = (38.0, 85.0, 140.0, 205.0)  # half-widths of the flood bands, metres


@dataclass(frozen=True, slots=True)
class Parcel:
    """A cadastral parcel. ``ring`` is its distance to the village, in cells."""

    idu: str
    prefix: str
    section: str
    number: int
    area: float
    zone: str
    ring: int
    shape: Polygon

    @property
    def short(self) -> str:
        """Section and number as an act prints them."""
        return f"{self.section.lstrip('0')} {self.number}"


@dataclass(frozen=True, slots=True)
class PlanningZone:
    """A zone of a PLU, with the short code of its type (U, AUc, A, N)."""

    label: str
    kind: str
    title: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Land:
    """A made commune. ``bands`` are the flood bands of its river, the strongest hazard first."""

    town: Town
    outline: BaseGeometry
    village: Polygon
    suburb: Polygon
    river: LineString
    bands: tuple[BaseGeometry, ...]
    parcels: tuple[Parcel, ...]
    zones: tuple[PlanningZone, ...]


def make_lands(seed: int) -> dict[str, Land]:
    """One land a commune, by INSEE code."""
    outlines = _outlines(Random(f"{seed}:outlines"))
    return {
        town.insee: _land(town, outlines[town.insee], Random(f"{seed}:land:{town.insee}"))
        for town in TOWNS
    }


def centre(town: Town) -> tuple[float, float]:
    """The village of a commune, in EPSG:2154."""
    return ORIGIN[0] + town.place[0] * 1000, ORIGIN[1] + town.place[1] * 1000


def _outlines(draw: Random) -> dict[str, BaseGeometry]:
    points = [Point(centre(town)) for town in TOWNS]
    cells = list(voronoi_polygons(MultiPoint(points)).geoms)
    outlines = {}
    for town, point in zip(TOWNS, points, strict=True):
        cell = next(c for c in cells if c.contains(point))
        blob = Polygon(
            (
                point.x + draw.uniform(3100, 4600) * cos(2 * pi * k / 22),
                point.y + draw.uniform(3100, 4600) * sin(2 * pi * k / 22),
            )
            for k in range(22)
        )
        outlines[town.insee] = cell.intersection(blob.buffer(250))
    return outlines


def _land(town: Town, outline: BaseGeometry, draw: Random) -> Land:
    grid = _grid(centre(town), draw)
    village = _hull(grid, RING_VILLAGE)
    suburb = _hull(grid, RING_SUBURB)
    river = _river(centre(town), draw)
    zones = _planning_zones(town, outline, grid, village, suburb, draw)
    bands = tuple(river.buffer(reach).intersection(outline) for reach in REACHES)
    parcels = _parcels(town, grid, zones, draw)
    return Land(town, outline, village, suburb, river, bands, parcels, zones)


Cells = dict[tuple[int, int], Polygon]


def _grid(middle: tuple[float, float], draw: Random) -> Cells:
    """Cells of growing size around the village, warped, with streets left out."""
    lines = [_lines(draw), _lines(draw)]
    angle, wave = draw.uniform(0, 45), draw.uniform(0, 6)

    def vertex(x: float, y: float) -> tuple[float, float]:
        return (
            x + 9 * sin(y / 130 + wave) + draw.uniform(-1.6, 1.6),
            y + 9 * sin(x / 150 + 2 * wave) + draw.uniform(-1.6, 1.6),
        )

    flat = [[at for pair in line for at in pair] for line in lines]
    turn, east_of, north_of = radians(angle), *middle

    def placed(x: float, y: float) -> tuple[float, float]:
        return (
            round(x * cos(turn) - y * sin(turn) + east_of, 2),
            round(x * sin(turn) + y * cos(turn) + north_of, 2),
        )

    corner = {(x, y): placed(*vertex(x, y)) for x in flat[0] for y in flat[1]}
    cells: Cells = {}
    for i, (west, east) in enumerate(lines[0], -HALF):
        for j, (south, north) in enumerate(lines[1], -HALF):
            ring = [(west, south), (east, south), (east, north), (west, north)]
            cells[i, j] = Polygon([corner[at] for at in ring])
    return cells


def _lines(draw: Random) -> list[tuple[float, float]]:
    """Start and end of each column of cells, a street between every third and the next."""
    found, at = [], 0.0
    for k in range(-HALF, HALF + 1):
        width = draw.uniform(19, 30) + 7.5 * max(0, abs(k) - 4) ** 1.35
        found.append((at, at + width))
        at += width + (draw.uniform(5.5, 9) if k % 3 == 0 else 0)
    middle = (found[HALF][0] + found[HALF][1]) / 2
    return [(start - middle, end - middle) for start, end in found]


def _hull(cells: Cells, ring: int) -> Polygon:
    inside = [c for (i, j), c in cells.items() if max(abs(i), abs(j)) <= ring]
    return unary_union(inside).convex_hull.buffer(3)


def _river(middle: tuple[float, float], draw: Random) -> LineString:
    angle, offset = draw.uniform(0, 360), draw.uniform(110, 260) * draw.choice((-1, 1))
    swing, phase = draw.uniform(18, 55), draw.uniform(0, 6)
    course = LineString(
        (x, offset + swing * sin(x / 210 + phase) + 0.6 * swing * sin(x / 77))
        for x in range(-6000, 6001, 60)
    )
    turned = rotate(course, angle, origin=(0, 0))
    return LineString((x + middle[0], y + middle[1]) for x, y in turned.coords)


def _planning_zones(  # noqa: PLR0913, PLR0917 - the pieces of one commune
    town: Town, outline: BaseGeometry, cells: Cells, village: Polygon, suburb: Polygon, draw: Random
) -> tuple[PlanningZone, ...]:
    """Zones from the village outwards; empty outside of a PLU."""
    side = draw.randrange(4)
    reserve: BaseGeometry = unary_union(
        [c for at, c in cells.items() if _ring(at) <= RING_RESERVE and _side(at) == side]
    ).convex_hull.difference(suburb)
    nature: BaseGeometry = unary_union(
        [c for at, c in cells.items() if _side(at) == (side + 2) % 4]
    ).convex_hull.buffer(40)
    built = unary_union([suburb, reserve])
    nature = nature.intersection(outline).difference(built)
    farm = outline.difference(unary_union([built, nature]))
    outer = draw.choice(("UC", "UD", "UB", "U2"))
    reserved = draw.choice((("1AU", "AUc"), ("AU0", "AUs"), ("IIAU", "AUs")))
    farming = draw.choice(("A", "Ap", "A1"))
    pieces = (
        (draw.choice(("UA", "Ua", "U1")), "U", "Centre ancien", village),
        (outer, "U", "Extensions pavillonnaires", suburb.difference(village)),
        (*reserved, "Zone à urbaniser", reserve),
        (draw.choice(("N", "Nh", "N1")), "N", "Zone naturelle", nature),
        (farming, "A", "Zone agricole", farm),
    )
    if town.document not in {"PLU", "PLUi"}:
        return ()
    return tuple(PlanningZone(*piece) for piece in pieces if not piece[3].is_empty)


def _ring(at: tuple[int, int]) -> int:
    return max(abs(at[0]), abs(at[1]))


def _side(at: tuple[int, int]) -> int:
    if abs(at[0]) >= abs(at[1]):
        return 0 if at[0] > 0 else 2
    return 1 if at[1] > 0 else 3


def _parcels(
    town: Town, cells: Cells, zones: tuple[PlanningZone, ...], draw: Random
) -> tuple[Parcel, ...]:
    """Number the cells by section; merged communes keep the prefix of the old one in places."""
    letters = draw.sample("ABCDEHKLMNOPRSTVWXZ", 9)
    single = draw.random() < 0.25
    counts: dict[str, int] = {}
    found = []
    for at, shape in sorted(cells.items()):
        if draw.random() < 0.06:  # public land
            continue
        block = (at[0] > 0) * 2 + (at[1] > 0) + 4 * (_ring(at) > RING_SUBURB)
        section = f"0{letters[block]}" if single else letters[8] + letters[block]
        prefix = "093" if town.insee == "34144" and at[0] > RING_SUBURB else "000"
        key = prefix + section
        counts[key] = counts.get(key, 0) + draw.choice((1, 1, 1, 2, 5))
        idu = f"{town.insee}{prefix}{section}{counts[key]:04d}"
        point = shape.representative_point()
        zone = next((z.label for z in zones if z.shape.contains(point)), "")
        found.append(Parcel(idu, prefix, section, counts[key], shape.area, zone, _ring(at), shape))
    return tuple(found)


def neighbours(parcels: tuple[Parcel, ...], parcel: Parcel) -> tuple[Parcel, ...]:
    """Parcels of the same section that touch this one."""
    return tuple(
        other
        for other in parcels
        if other is not parcel
        and other.section == parcel.section
        and other.prefix == parcel.prefix
        and other.shape.distance(parcel.shape) < 0.5
    )


def as_multi(shape: BaseGeometry) -> MultiPolygon:
    """The polygons of a shape."""
    parts = getattr(shape, "geoms", [shape])
    return MultiPolygon([p for p in parts if isinstance(p, Polygon) and p.area > 1])


__all__ = ["Land", "Parcel", "PlanningZone", "as_multi", "centre", "make_lands", "neighbours"]
