"""Communes of the demonstration: real names and codes of the Hérault, everything else invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A commune of the demonstration.

    ``place`` is a position in km on the demonstration's own map, ``service`` the drafting service
    whose habits its acts follow, ``document`` PLU, PLUi, CC or RNU, ``plan`` the key of the risk
    plan that covers it, None for none. ``care`` from 0 to 1 is how careful its decisions are.
    """

    insee: str
    name: str
    place: tuple[float, float]
    service: str
    document: str
    plan: str | None
    weight: float
    care: float
    watched: bool = False

    @property
    def siren(self) -> str:
        """SIREN of a commune: 21, département, order number and the Luhn key."""
        body = f"21{self.insee[:2]}0{self.insee[2:]}"
        digits = [int(c) for c in body]
        doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)]
        return body + str(-sum(doubled) % 10)


TOWNS: tuple[Town, ...] = (
    Town("34003", "Agde", (7.0, 3.0), "port", "PLU", "merisse", 1.7, 0.55, watched=True),
    Town("34332", "Vias", (1.0, 2.0), "port", "PLU", "merisse", 1.2, 0.35, watched=True),
    Town("34031", "Bessan", (3.0, 8.0), "thau", "PLU", "merisse", 0.9, 0.6),
    Town("34101", "Florensac", (8.0, 9.5), "thau", "PLU", "merisse", 0.9, 0.7),
    Town("34150", "Marseillan", (13.5, 5.0), "thau", "PLU", "tourail", 1.3, 0.5, watched=True),
    Town("34165", "Montbazin", (24.5, 13.0), "thau", "PLU", None, 0.7, 0.7),
    Town("34108", "Frontignan", (28.5, 7.5), "thau", "PLU", "tourail", 1.4, 0.65, watched=True),
    Town("34337", "Villeneuve-lès-Maguelone", (35.0, 9.0), "metro", "PLUi", "tourail", 1.0, 0.75),
    Town("34129", "Lattes", (40.5, 12.0), "metro", "PLUi", "tourail", 1.2, 0.8),
    Town("34198", "Pérols", (46.0, 12.5), "metro", "PLUi", "tourail", 1.0, 0.6),
    Town("34154", "Mauguio", (51.0, 16.0), "orb", "PLU", "cadoule", 1.3, 0.6),
    Town("34145", "Lunel", (58.5, 20.0), "orb", "PLU", "cadoule", 1.2, 0.45, watched=True),
    Town("34095", "Fabrègues", (32.0, 15.5), "metro", "PLUi", "sorbiere", 0.9, 0.8),
    Town("34202", "Pignan", (29.5, 20.0), "metro", "PLUi", None, 0.8, 0.75),
    Town("34276", "Saint-Mathieu-de-Tréviers", (42.0, 32.0), "pic", "PLU", "sorbiere", 0.9, 0.7),
    Town("34114", "Gignac", (18.0, 26.0), "coeur", "PLU", "sorbiere", 0.9, 0.5),
    Town("34010", "Aniane", (20.5, 31.0), "coeur", "PLU", "sorbiere", 0.6, 0.6),
    Town("34079", "Clermont-l'Hérault", (9.0, 25.0), "coeur", "PLU", None, 1.0, 0.7),
    Town("34194", "Paulhan", (11.5, 18.5), "coeur", "PLU", "cadoule", 0.7, 0.5),
    Town("34281", "Saint-Pargoire", (17.0, 18.0), "village", "PLU", None, 0.5, 0.3),
    Town("34199", "Pézenas", (7.5, 14.5), "orb", "PLU", "cadoule", 1.0, 0.65),
    Town("34237", "Roujan", (1.0, 17.5), "village", "CC", None, 0.5, 0.5),
    Town("34142", "Lodève", (3.0, 33.5), "pic", "PLUi", None, 0.7, 0.7),
    Town("34144", "Lunas-les-Châteaux", (-5.5, 31.0), "village", "RNU", None, 0.35, 0.4),
    Town("34078", "Claret", (48.0, 40.0), "etat", "RNU", None, 0.4, 0.75),
    Town("34245", "Saint-Chinian", (-18.0, 16.5), "village", "PLU", "sorbiere", 0.5, 0.4),
    Town("34189", "Olonzac", (-27.0, 8.0), "etat", "RNU", None, 0.4, 0.7),
)
