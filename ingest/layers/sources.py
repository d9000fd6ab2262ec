"""From paths to tables: folders are walked, archives unpacked, every file looked at first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.layers.containers.geojson import read_geojson
from ingest.layers.containers.geopackage import read_geopackage
from ingest.layers.containers.limits import Limits, gunzip, unzip
from ingest.layers.containers.shapefile import read_dbf, read_shapefile, siblings
from ingest.layers.containers.sheets import read_csv, read_sheet
from ingest.layers.containers.signature import Signature, promised, signature
from ingest.layers.layer import LayerRefused, RawTable
from vigie.errors import Refused

_SIDECARS = frozenset({".shx", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".qml"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file that holds tables. ``heavy`` ones hold features only and are read last."""

    where: str
    read: Callable[[], Iterable[RawTable]]
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A file of column mappings, which holds for the tables of the same call."""

    where: str
    path: Path


@dataclass(frozen=True, slots=True)
class MetadataFile:
    """A file of metadata, which speaks of the tables about it."""

    where: str
    path: Path


Found = Source | MappingFile | MetadataFile | LayerRefused


def find_sources(
    paths: Iterable[Path], stack: ExitStack, limits: Limits | None = None
) -> Iterator[Found]:
    """Sources under the paths given; what archives hold lives as long as ``stack`` is open."""
    opener = _Opener(stack, limits or Limits())
    for path in paths:
        if not path.exists():
            yield LayerRefused(str(path), f"{path} : fichier introuvable. Vérifiez le chemin.")
        elif path.is_dir():
            yield from opener.folder(path, str(path))
        else:
            yield from opener.file(path, str(path), 0, alone=True)


@dataclass(frozen=True, slots=True)
class _Opener:
    """Walks and unpacks under limits; temporary folders live as long as the stack."""

    stack: ExitStack
    limits: Limits

    def folder(self, folder: Path, where: str) -> Iterator[Found]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = f"{where}/{path.relative_to(folder)}"
                yield from self.file(path, name, 0, alone=False)

    def file(self, path: Path, where: str, depth: int, *, alone: bool) -> Iterator[Found]:
        """What one file gives; ``alone`` when the person named it, so that silence is no answer."""
        found, said = signature(path), promised(path)
        if alone:
            yield from _metadata_beside(path, where)
        if path.suffix.lower() == ".xml":
            yield MetadataFile(where, path)
        elif path.suffix.lower() in _SIDECARS:
            yield from _orphan(path, where)
        elif said is not None and found is not said:
            yield LayerRefused(where, _liar(where, said, found))
        elif found in _UNPACKERS:
            yield from self.unpacked(path, where, depth, found)
        elif found in _READERS:
            yield from _READERS[found](path, where)
        elif alone:
            yield LayerRefused(
                where,
                f"{where} : {found.value}. Formats lus : Shapefile, GeoPackage, GeoJSON "
                "(.gz), dossier ou archive zip.",
            )

    def unpacked(self, path: Path, where: str, depth: int, found: Signature) -> Iterator[Found]:
        if depth >= self.limits.depth:
            yield LayerRefused(where, f"{where} : archives trop imbriquées. Décompressez-la.")
            return
        folder = Path(self.stack.enter_context(TemporaryDirectory(prefix="vigie-couches-")))
        try:
            _UNPACKERS[found](path, folder, self.limits, where)
        except Refused as error:
            yield LayerRefused(where, str(error))
            return
        for inner in sorted(folder.rglob("*")):
            if inner.is_file():
                yield from self.file(inner, _name(where, inner), depth + 1, alone=False)


def _liar(where: str, said: Signature, found: Signature) -> str:
    return (
        f"{where} : le nom annonce {said.value}, le contenu est : {found.value}. "
        "Le fichier n'a pas été ouvert ; reprenez-le à sa source."
    )


def _name(where: str, inner: Path) -> str:
    return where if where.endswith(f"{inner.name}.gz") else f"{where}/{inner.name}"


def _zip(path: Path, folder: Path, limits: Limits, where: str) -> None:
    unzip(path, folder, limits, where=where)


def _gzip(path: Path, folder: Path, limits: Limits, where: str) -> None:
    name = path.name[: -len(".gz")] if path.suffix.lower() == ".gz" else path.name
    gunzip(path, folder / name, limits, where=where)


def _shapefile(path: Path, where: str) -> Iterator[Source]:
    yield Source(where, lambda: [read_shapefile(path, where=where)])


def _dbf(path: Path, where: str) -> Iterator[Source]:
    parts = siblings(path)
    if ".shp" not in parts and ".shx" not in parts:
        yield Source(where, lambda: [read_dbf(path, where=where)])


def _geopackage(path: Path, where: str) -> Iterator[Source]:
    yield Source(where, lambda: read_geopackage(path, where=where))


def _geojson(path: Path, where: str) -> Iterator[Source]:
    yield Source(where, lambda: read_geojson(path, where=where), heavy=True)


def _csv(path: Path, where: str) -> Iterator[Source]:
    yield Source(where, lambda: [read_csv(path, where=where)])


def _sheet(path: Path, where: str) -> Iterator[Source]:
    yield Source(where, lambda: [read_sheet(path, where=where)])


def _mapping(path: Path, where: str) -> Iterator[MappingFile]:
    yield MappingFile(where, path)


def _metadata_beside(path: Path, where: str) -> Iterator[MetadataFile]:
    """Metadata that bear the name of a file given alone."""
    folder = where.removesuffix(path.name)
    for name in (f"{path.name}.xml", f"{path.stem}.xml"):
        if path.suffix.lower() != ".xml" and path.with_name(name).is_file():
            yield MetadataFile(f"{folder}{name}", path.with_name(name))


def _orphan(path: Path, where: str) -> Iterator[LayerRefused]:
    """An index without its shapefile says that a part was lost on the way."""
    if path.suffix.lower() == ".shx" and ".shp" not in siblings(path):
        yield LayerRefused(
            where,
            f"{where} : Shapefile sans son fichier .shp. "
            "Ajoutez les fichiers .shp, .shx, .dbf et .prj ensemble.",
        )


_UNPACKERS = {Signature.ZIP: _zip, Signature.GZIP: _gzip}
_READERS: dict[Signature, Callable[[Path, str], Iterator[Found]]] = {
    Signature.SHAPEFILE: _shapefile,
    Signature.DBF: _dbf,
    Signature.GEOPACKAGE: _geopackage,
    Signature.JSON: _geojson,
    Signature.TABLE: _csv,
    Signature.SPREADSHEET: _sheet,
    Signature.MAPPING: _mapping,
}
