"""What is built around a place: density and continuity, from the layers of buildings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Surroundings
from vigie.store.layer_files import LayerFile, features_path

REACH_M = 200.0
STEP_M = 50.0  # buildings closer than this belong together
CLUSTER_LIMIT = 200
STANDS_SHARE = 0.5  # of a building: it stands on the place, else it is the neighbour's


class Buildings:
    """The buildings of one layer."""

    def __init__(self, record: LayerRecord, home: Path) -> None:
        """A layer of buildings whose file stands under ``home``."""
        self.record = record
        self._path = features_path(home, record.layer_id)

    @cached_property
    def _file(self) -> LayerFile:
        return LayerFile(self._path)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        boxes = self._file.boxes
        return shapely.STRtree(shapely.box(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]))

    def reaches(self, ground: BaseGeometry) -> bool:
        """Whether the layer has buildings on both sides of the ground, hence speaks of it."""
        extent = self.record.extent
        if extent is None:
            return False
        center = ground.centroid
        return bool(extent[0] <= center.x <= extent[2] and extent[1] <= center.y <= extent[3])

    def around(self, ground: BaseGeometry) -> Surroundings:
        """Counts and distances around a surface."""
        rows = self._near(ground, REACH_M)
        shapes = self._file.geometries(rows)
        mine = self._standing(shapes, ground)
        others, other_rows = shapes[~mine], rows[~mine]
        distances = shapely.distance(others, ground)
        disc = shapely.buffer(ground, 100.0)
        built = float(shapely.area(shapely.intersection(shapes, disc)).sum())
        on_place = shapely.area(shapely.intersection(shapes[mine], ground))
        nearest = self._nearest(ground, distances)
        return Surroundings(
            nearest_m=nearest,
            within_50_m=int((distances <= 50.0).sum()),
            within_100_m=int((distances <= 100.0).sum()),
            within_200_m=int((distances <= REACH_M).sum()),
            built_share_100_m=min(built / float(disc.area), 1.0),
            cluster=self._cluster(other_rows, distances, set(rows[mine].tolist())),
            on_place=int(mine.sum()),
            on_place_m2=float(on_place.sum()),
            layer=self.record.name,
        )

    def within(self, frame: BaseGeometry) -> list[BaseGeometry]:
        """Buildings whose box meets a frame."""
        return list(self._file.geometries(np.sort(self._tree.query(frame))))

    def _near(self, ground: BaseGeometry, reach: float) -> np.ndarray[Any, np.dtype[np.int64]]:
        found = self._tree.query(ground, predicate="dwithin", distance=reach)
        return np.sort(found).astype(np.int64)

    def _standing(
        self, shapes: np.ndarray[Any, np.dtype[np.object_]], ground: BaseGeometry
    ) -> np.ndarray[Any, np.dtype[np.bool_]]:
        if not len(shapes):
            return np.zeros(0, dtype=bool)
        inside = shapely.area(shapely.intersection(shapes, ground))
        return np.asarray(inside >= STANDS_SHARE * shapely.area(shapes))

    def _nearest(
        self, ground: BaseGeometry, distances: np.ndarray[Any, np.dtype[np.float64]]
    ) -> float | None:
        """Distance to the nearest building of others, looked for up to 5 km."""
        if len(distances):
            return float(distances.min())
        rows = self._near(ground, 5_000.0)
        shapes = self._file.geometries(rows)
        others = shapes[~self._standing(shapes, ground)]
        return float(shapely.distance(others, ground).min()) if len(others) else None

    def _cluster(
        self,
        rows: np.ndarray[Any, np.dtype[np.int64]],
        distances: np.ndarray[Any, np.dtype[np.float64]],
        mine: set[int],
    ) -> int:
        """Buildings of others linked to the nearest one by steps of at most ``STEP_M``."""
        if not len(rows):
            return 0
        seen = {int(rows[int(distances.argmin())])}
        border = list(seen)
        while border and len(seen) < CLUSTER_LIMIT:
            shapes = self._file.geometries(border)
            found = self._tree.query(shapes, predicate="dwithin", distance=STEP_M)
            near = self._file.geometries(found[1])
            close = shapely.dwithin(shapes[found[0]], near, STEP_M)
            border = [r for r in set(found[1][close].tolist()) if r not in seen and r not in mine]
            seen.update(border)
        return min(len(seen), CLUSTER_LIMIT)


def surroundings(ground: BaseGeometry, records: Iterable[Buildings]) -> Surroundings | None:
    """What the last added layer of buildings that reaches the ground says; None without one."""
    reaching = [layer for layer in records if layer.reaches(ground)]
    return reaching[0].around(ground) if reaching else None


def standing(frame: BaseGeometry, records: Iterable[Buildings]) -> list[BaseGeometry]:
    """Buildings of the last added layer that reaches a frame."""
    reaching = (layer for layer in records if layer.reaches(frame))
    return next((layer.within(frame) for layer in reaching), [])


def building_layers(records: Iterable[LayerRecord], home: Path) -> list[Buildings]:
    """Layers of buildings among ``records``, the last added first."""
    mine = [record for record in records if record.role is LayerRole.BUILDING]
    mine.sort(key=lambda r: (r.added_at is not None, r.added_at, r.layer_id), reverse=True)
    return [Buildings(record, home) for record in mine]
