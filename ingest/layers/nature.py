"""Natural areas: Natura 2000 and ZNIEFF as the INPN gives them, forest massifs, shores."""

from __future__ import annotations

import re

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import days, each, plain, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

SHORE_BAND_M = 100.0  # CU L121-16
FOREST_BAND_M = 200.0  # C. for. L134-6
_SITE = re.compile(r"^FR\d{7}$")
_BIRDS = re.compile(r"^FR\d{2}1[0-2]")
_SHORE = re.compile(
    r"trait.{0,3}de.{0,3}cote|traitcote|\btch\b|histolitt|rivage|limite.terre.mer|littoral.lin"
    r"|\betangs?\b|plans?.d.?eau|lagune"
)
_FOREST = re.compile(r"massifs?\b|\bforets?\b|boise|garrigue|\bold\b|debroussaill")


def _names(table: RawTable) -> str:
    return re.sub(r"[_./\-]", " ", plain(f"{table.where.rsplit('/', 1)[-1]} {table.name}"))


def _is_natura(table: RawTable) -> bool:
    sites = [s for s in texts(table.values("sitecode", "site_code")) if s]
    return bool(sites) and all(_SITE.match(site) for site in sites[:50])


def _natura(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    sites = texts(table.values("sitecode", "site_code"))
    return Draft(
        columns={
            "code": sites,
            "regime": ["ZPS" if _BIRDS.match(site or "") else "ZSC" for site in sites],
            "label": texts(table.values("sitename", "site_name", "nom")),
            "subject": each(Subject.NATURA_2000.value, table.rows),
            "valid_from": days(table.values("date_zps", "date_zsc", "valid_from")),
        },
        geometries=table.geometries,
    )


def _is_znieff(table: RawTable) -> bool:
    if table.first("nm_sffzn", "id_znieff", "nm_regzn") is not None:
        return True
    return "znieff" in _names(table) and table.first("id_mnhn", "nom", "lb_zn") is not None


def _znieff(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    second = bool(re.search(r"znieff.{0,6}2", _names(table)))
    return Draft(
        columns={
            "code": texts(table.values("nm_sffzn", "id_znieff", "id_mnhn", "nm_regzn")),
            "regime": each("type 2" if second else "type 1", table.rows),
            "label": texts(table.values("lb_zn", "nom", "nom_znieff")),
            "subject": each(Subject.ZNIEFF.value, table.rows),
        },
        geometries=table.geometries,
    )


def _is_shore(table: RawTable) -> bool:
    return table.geometries is not None and bool(_SHORE.search(_names(table)))


def _shore(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    return Draft(
        columns={
            "code": each("rivage", table.rows),
            "label": texts(table.values("nom", "toponyme", "nature", "typologie", "libelle")),
            "subject": each(Subject.SHORE.value, table.rows),
        },
        geometries=table.geometries,
    )


def _is_forest(table: RawTable) -> bool:
    named = table.geometries is not None and bool(_FOREST.search(_names(table)))
    return named or table.first("code_tfv", "tfv", "tfv_g11") is not None


def _forest(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    return Draft(
        columns={
            "code": each("massif", table.rows),
            "label": texts(table.values("nom", "nom_massif", "massif", "tfv", "libelle")),
            "subject": each(Subject.FOREST.value, table.rows),
        },
        geometries=table.geometries,
    )


NATURA = Kind(
    name="natura_2000",
    title="Sites Natura 2000",
    subject=Subject.NATURA_2000,
    role=LayerRole.ZONE,
    recognise=_is_natura,
    draft=_natura,
)
ZNIEFF = Kind(
    name="znieff",
    title="ZNIEFF",
    subject=Subject.ZNIEFF,
    role=LayerRole.ZONE,
    recognise=_is_znieff,
    draft=_znieff,
)
SHORE = Kind(
    name="rivages",
    title="Rivages et berges d'étangs, avec la bande des 100 m",
    subject=Subject.SHORE,
    role=LayerRole.ZONE,
    recognise=_is_shore,
    draft=_shore,
    polygons=False,
    band_m=SHORE_BAND_M,
    band_code="bande des 100 m",
)
FOREST = Kind(
    name="massifs",
    title="Massifs forestiers, avec la bande des 200 m",
    subject=Subject.FOREST,
    role=LayerRole.ZONE,
    recognise=_is_forest,
    draft=_forest,
    band_m=FOREST_BAND_M,
    band_code="bande des 200 m",
)
KINDS = (NATURA, ZNIEFF, SHORE, FOREST)
