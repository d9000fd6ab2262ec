"""Kinds of projects of the made département: how frequent, where, how large, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.domain.fact import ActType, Destination, WorksKind

T, D, W = ActType, Destination, WorksKind

NOTHING = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Kind:
    """``floor`` is the mean and spread of the logarithm of the m² created; ``where`` its site."""

    key: str
    act_type: ActType
    weight: float
    where: str  # village, edge or open
    works: tuple[WorksKind, ...]
    destination: Destination
    floor: tuple[float, float]
    existing: tuple[float, float]
    words: tuple[str, ...]

    @property
    def houses(self) -> bool:
        """Whether it brings a dwelling or a lot to build on."""
        return self.key in HOUSING

    @property
    def new(self) -> bool:
        """Whether it builds anew on the ground."""
        return bool({W.NEW_DWELLING, W.NEW_BUILDING, W.SUBDIVISION} & set(self.works))

    @property
    def light(self) -> bool:
        """Whether it takes no ground."""
        ground = {W.EXTENSION, W.ANNEXE, W.POOL, W.FARM_BUILDING, W.CAMPING}
        return not self.new and not ground & set(self.works)


HOUSING = frozenset(
    {"house", "cellar", "flats", "farm_house", "conversion", "plots", "split", "light"}
)
DP, PC, MI = T.DP, T.PC, T.PCMI
# Shares after the mix of types: a third permits, half declarations, an eighth certificates.
KINDS: tuple[Kind, ...] = (
    Kind("house", MI, 15, "edge", (W.NEW_DWELLING,), D.HOUSING, (4.75, 0.25), NOTHING,
         ("construction d'une maison individuelle", "édification d'une villa et d'un garage",
          "maison d'habitation en R+1", "réalisation d'un logement individuel")),
    Kind("cellar", MI, 1, "edge", (W.NEW_DWELLING, W.BASEMENT), D.HOUSING, (4.9, 0.25), NOTHING,
         ("maison individuelle sur sous-sol", "villa avec garage enterré")),
    Kind("flats", PC, 2.5, "village", (W.NEW_DWELLING, W.NEW_BUILDING), D.HOUSING, (6.6, 0.6),
         NOTHING, ("immeuble de logements collectifs", "résidence de logements")),
    Kind("extension", MI, 5, "village", (W.EXTENSION,), D.HOUSING, (4.0, 0.35), (4.7, 0.3),
         ("extension d'une habitation", "agrandissement d'une maison existante")),
    Kind("shop", PC, 2, "village", (W.NEW_BUILDING,), D.COMMERCE, (5.7, 0.7), NOTHING,
         ("bâtiment commercial", "création d'un commerce")),
    Kind("workshop", PC, 1.5, "edge", (W.NEW_BUILDING,), D.INDUSTRY, (6.1, 0.6), NOTHING,
         ("atelier artisanal et bureaux", "entrepôt")),
    Kind("hall", PC, 0.8, "village", (W.NEW_BUILDING,), D.PUBLIC, (5.8, 0.6), NOTHING,
         ("salle communale", "équipement scolaire")),
    Kind("shed", PC, 3, "open", (W.FARM_BUILDING,), D.FARMING, (5.8, 0.45), NOTHING,
         ("hangar agricole", "bâtiment de stockage pour l'exploitation")),
    Kind("farm_house", PC, 1.8, "open", (W.NEW_DWELLING, W.FARM_BUILDING), D.FARMING, (4.8, 0.2),
         NOTHING, ("logement d'exploitation et remise", "habitation et bâtiment agricole")),
    Kind("conversion", PC, 1.5, "village", (W.CHANGE_OF_USE,), D.HOUSING, (4.2, 0.3), (4.5, 0.3),
         ("transformation d'une remise en logement", "changement de destination en habitation")),
    Kind("light", PC, 0.15, "open", (W.NEW_DWELLING,), D.HOUSING, (3.6, 0.3), NOTHING,
         ("installation d'un mobil-home à titre d'habitation", "chalet démontable habité")),
    Kind("small", DP, 9, "village", (W.EXTENSION,), D.HOUSING, (3.05, 0.35), (4.6, 0.3),
         ("petite extension de la maison", "véranda")),
    Kind("annexe", DP, 7, "edge", (W.ANNEXE,), D.HOUSING, (2.65, 0.22), NOTHING,
         ("abri de jardin", "garage en annexe")),
    Kind("pool", DP, 10, "edge", (W.POOL,), D.HOUSING, NOTHING, NOTHING,
         ("piscine", "bassin de natation et plage")),
    Kind("fence", DP, 7, "village", (W.FENCE,), D.HOUSING, NOTHING, NOTHING,
         ("clôture et portail", "mur de clôture")),
    Kind("facade", DP, 9, "village", (W.FACADE,), D.HOUSING, NOTHING, NOTHING,
         ("ravalement et menuiseries", "réfection de toiture")),
    Kind("solar", DP, 5, "village", (W.PHOTOVOLTAIC,), D.HOUSING, NOTHING, NOTHING,
         ("panneaux photovoltaïques en toiture",)),
    Kind("split", DP, 2.5, "edge", (W.SUBDIVISION,), D.HOUSING, NOTHING, NOTHING,
         ("division en vue de construire", "détachement d'un lot à bâtir")),
    Kind("plots", T.PA, 2.5, "edge", (W.SUBDIVISION,), D.HOUSING, (7.6, 0.4), NOTHING,
         ("lotissement de 8 lots", "lotissement de 5 lots et voie commune")),
    Kind("camping", T.PA, 0.5, "open", (W.CAMPING,), D.TOURISM, (4.7, 0.5), NOTHING,
         ("aménagement de 20 emplacements de camping",)),
    Kind("demolition", T.PD, 2, "village", (W.DEMOLITION,), D.HOUSING, NOTHING, (4.6, 0.4),
         ("démolition d'un bâtiment",)),
    Kind("certificate", T.CUB, 7, "edge", (W.NEW_DWELLING,), D.HOUSING, (4.75, 0.2), NOTHING,
         ("construction d'une maison individuelle", "projet d'habitation")),
    Kind("information", T.CUA, 5, "village", (), D.OTHER, NOTHING, NOTHING, ("information",)),
)  # fmt: skip
