"""The main use of what is built."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from features.facts import sentences
from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.language import Lexicon
from features.facts.values import flat, value_span
from features.facts.works import GUESSED, kinds_in, works_span
from vigie.domain.fact import Destination, Fact, Facts, WorksKind

PHRASES: dict[Destination, tuple[str, ...]] = {
    Destination.HOUSING: (
        "habitation", "habitations", "logement", "logements", "maison", "maisons", "villa",
        "villas", "hébergement", "résidence principale",
        "résidence", "immeuble collectif", "appartement", "appartements", "maison individuelle",
        "pavillon", "logement social", "résidentiel", "piscine",
        "habitat", "garage", "abri de jardin", "logement de fonction", "carport", "véranda",
        "résidentielle", "pool house", "lotissement", "lots à bâtir", "terrain à bâtir",
        "terrains à bâtir", "lot à bâtir",
    ),
    Destination.COMMERCE: (
        "commerce", "commerces", "commercial", "commerciale", "bureau", "bureaux", "magasin",
        "restaurant", "restauration", "artisanat et commerce de détail",
        "commerce de détail", "commerce et activités de service", "activités de service",
        "supermarché", "local commercial", "boutique", "boulangerie",
        "cinéma", "artisanat", "commerce de gros", "locaux commerciaux", "station-service",
        "showroom", "bureau de vente", "activité tertiaire", "pharmacie", "local professionnel",
    ),
    Destination.FARMING: (
        "exploitation agricole", "exploitation agricole ou forestière", "agricole", "agricoles",
        "exploitation forestière", "hangar agricole", "forestière",
        "serre", "serres", "viticole", "chai", "bergerie", "agriculture", "élevage",
        "cave viticole", "exploitation agricole et forestière", "stabulation", "écurie",
        "maraîchage", "maraîchère",
    ),
    Destination.INDUSTRY: (
        "industrie", "industriel", "industrielle", "entrepôt", "entrepôts", "artisanal",
        "artisanale", "usine", "atelier", "logistique", "atelier artisanal",
        "autres activités des secteurs primaire, secondaire ou tertiaire", "stockage",
        "secteur secondaire", "production d'énergie", "centrale photovoltaïque",
        "centrale solaire", "parc solaire", "bâtiment d'activités", "bâtiment d'activité",
    ),
    Destination.PUBLIC: (
        "service public", "services publics", "intérêt collectif", "équipement public",
        "équipements publics", "équipement d'intérêt collectif",
        "équipements d'intérêt collectif et services publics", "école", "gymnase", "crèche",
        "mairie", "groupe scolaire", "établissement d'enseignement",
        "établissement de santé", "salle polyvalente", "service public ou d'intérêt collectif",
        "services publics ou d'intérêt collectif", "médiathèque", "caserne",
        "ehpad", "maison de santé", "lieu de culte", "équipement sportif", "équipements sportifs",
        "collège", "lycée", "salle des fêtes", "maison de retraite",
        "constructions et installations nécessaires aux services publics ou d'intérêt collectif",
        "centre de secours",
    ),
    Destination.TOURISM: (
        "hébergement hôtelier", "hébergement hôtelier et touristique", "hôtel", "hôtels",
        "camping", "gîte", "gîtes", "chambres d'hôtes", "tourisme", "touristique",
        "hébergement touristique", "autres hébergements touristiques", "résidence de tourisme",
        "mobil-home", "parc résidentiel de loisirs", "hôtelier", "habitations légères de loisirs",
        "hll", "mobil-homes", "terrain de camping",
    ),
}  # fmt: skip
_SECONDARY = ("piscine", "garage", "abri de jardin", "carport", "veranda", "pool house")
_OTHER = ("autre", "autres", "sans objet", "mixte")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon({use.value: phrases for use, phrases in PHRASES.items()})


def read_destination(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """What its label says; else what the text of the works names first."""
    if facts.act_type is None:
        return {}
    for hit in act.labelled(Label.DESTINATION):
        span = value_span(act, hit, lines=2)
        if span is None:
            continue
        found = _first(act, *span)
        if found is not None:
            return {"destination": fact_at(act, *found, sure=0.98)}
        if act.folded[span[0] : span[1]].strip().startswith(_OTHER):
            return {"destination": fact_at(act, Destination.OTHER, *span, sure=0.8)}
    return _of_works(act)


def _of_works(act: ActText) -> Mapping[str, Fact[Any]]:
    """What the text of the works names first, else what its words make likely."""
    span = works_span(act)
    if span is None:
        return {}
    kinds = set(kinds_in(flat(act.folded[span[0] : span[1]])))
    if kinds == {WorksKind.DEMOLITION}:
        return {}
    if found := _first(act, *span, changed=True):
        return {"destination": fact_at(act, *found, sure=0.85)}
    if kinds and kinds <= BUILDS_NOTHING:
        return {}
    likely = likely_destination(act.folded[span[0] : span[1]])
    if likely is None:
        return {}
    use, sure = likely
    return {"destination": fact_at(act, use, *span, sure=0.8 * sure, doubt=GUESSED)}


# Works that make no construction, the only thing that has a destination (R151-27): nothing is
# guessed for them, and what a demolition takes away says nothing of what is to come.
BUILDS_NOTHING = frozenset(
    {
        WorksKind.DEMOLITION,
        WorksKind.SUBDIVISION,
        WorksKind.EARTHWORKS,
        WorksKind.FENCE,
        WorksKind.FACADE,
        WorksKind.PHOTOVOLTAIC,
    }
)
LIKELY = 0.9  # probability from which the statistical reader is believed where rules are silent


def likely_destination(text: str) -> tuple[Destination, float] | None:
    """The use that the statistical reader finds likely, with its probability."""
    use, sure = sentences.destination(text)
    return (use, sure) if sure >= LIKELY else None


def destination_of(text: str) -> Destination | None:
    """The use that a text names first."""
    found = _lexicon().meanings(text)
    return Destination(found[0]) if found else None


def _first(
    act: ActText, start: int, end: int, *, changed: bool = False
) -> tuple[Destination, int, int] | None:
    """The first use named; of a change of use, the one after « en »; accessories come last."""
    found = [h for h in _lexicon().find(act.tokens(start, end)) if start <= h[1] < end]
    main = [h for h in found if act.folded[h[1] : h[2]] not in _SECONDARY] or found
    if changed and any(
        w in act.folded[start:end]
        for w in ("changement", "transformation", "transformer", "conversion")
    ):
        into = [
            h for h in main if " en " in act.folded[max(start, h[1] - 25) : h[1]].replace("\n", " ")
        ]
        main = into or main
    if not main:
        return None
    meaning, first, last = main[0]
    return Destination(meaning), first, last
