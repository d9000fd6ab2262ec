"""What a cell or a phrase of a cartouche is a label of."""

from __future__ import annotations

import re
from functools import lru_cache

from features.facts.fold import fold
from features.facts.labels import PHRASES, Label

KIND_OF: dict[str, Label] = {
    " ".join(fold(phrase).split()): label
    for label, phrases in PHRASES.items()
    for phrase in phrases
}
# Words of everyday French: a label only at the start of a cell in the cartouche, or with a colon.
WEAK = frozenset({"par", "de", "a destination de", "destination de",
    "pour", "dossier", "lieu", "nature", "projet", "travaux", "objet", "section", "zone",
    "existante", "totale", "total", "creee", "creation de", "situation", "numero", "reference",
    "parcelle",
    "parcelles", "secteur", "usage", "demande de", "depot", "avis", "type", "date", "logements",
    "sis", "sise",
    "terrain", "adresse", "commune", "commune de", "emprise", "lots", "description", "affectation",
    "operation", "concernant", "hauteur", "decision", "annexes", "observations", "lotissement",
    "architecte",
    "declarant", "titulaire", "cadastre", "superficie", "instructeur", "beneficiaire",
    "petitionnaire",
    "demandeur", "mail", "tel", "contenance", "le petitionnaire", "le beneficiaire",
    "le demandeur", "avis de depot",
    "destination", "representant", "mandataire", "signataire", "en vue de", "le declarant",
    "domicile", "coordonnees",
    "situation au plu", "document d'urbanisme", "arrete du", "decision du", "demande du", "insee", "completude"})  # fmt: skip  # noqa: E501


@lru_cache(maxsize=4096)
def is_bare_label(text: str) -> bool:
    """Whether a cell holds a label and nothing else."""
    return " ".join(fold(text).strip(" :._|*-").split()) in KIND_OF


# What a label that is written nowhere above is about, by its words; in order, the first wins.
_BY_WORDS: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        (Label.FLOOR_REMOVED, r"(?:surface|plancher|sdp).*(?:demoli|supprim)"),
        (Label.FLOOR_EXISTING, r"(?:surface|plancher|sdp).*(?:exist|conserv|avant|initial)"),
        (Label.FLOOR_TOTAL, r"(?:plancher|sdp).*(?:total|apres|final)"),
        (Label.FLOOR_CREATED, r"(?:plancher|sdp).*(?:cre[ee]|nouv|projet|autoris|ajout)"),
        (Label.FLOOR, r"plancher|\bsdp\b|\bshon\b"),
        (Label.FOOTPRINT, r"\bemprise"),
        (
            Label.PARCELS,
            r"cadastr|assiette|\bcad\b|parcelle(?!.*(?:surface|superficie|contenance))",
        ),
        (Label.SITE_AREA, r"superficie|contenance|\betendue|surface.*(?:terrain|parcelle|fonci)"),
        (Label.POSTED, r"affich.*depot|depot.*affich"),
        (Label.DECISION_POSTED, r"affich|publi"),
        (
            Label.COMPLETED,
            r"complet|(?:pieces?|complements?)\b.*(?:recue?s|recus?|versee?s?|deposee?s)",
        ),
        (
            Label.FILED,
            r"\bdepot|\bdepos|\brecue?s?\b|enregistr|^demande (?:en date )?du$|"
            r"\barrivee?\b|\bintroduite?",
        ),
        (Label.ARCHITECT, r"architecte"),
        (
            Label.APPLICANT_ADDRESS,
            r"demeur|domicil|adresse.*(?:demand|petit|benef|declar|titul)",
        ),
        (Label.SITE, r"adresse|\blieu|situation|localis|terrain|emplacement|implant|bien concerne"),
        (
            Label.APPLICANT,
            r"petitionnaire|demandeur|beneficiaire|declarante?|titulaire|maitre.{0,4}d'o|"
            r"auteur de la (?:demande|declaration)|^au (?:nom|profit) de$|"
            r"^nom(?: et prenoms?)?$|^denomination(?: sociale)?$",
        ),
        (Label.DWELLINGS, r"\blogements?\b"),
        (
            Label.NUMBER,
            r"^(?:identifiant|numero|reference)s? (?:du|de la|de l'|de) ?"
            r"(?:dossier|demande|permis|decl|autor)",
        ),
        (Label.DESTINATION, r"destination|\busage"),
        (Label.ZONE, r"\bzon(?:e|age)s?\b"),
        (
            Label.WORKS,
            r"travaux|projet|\bobjet|\bnature|\bintention|\bconsistance|\bprogramme|\bouvrage",
        ),
    )
)


def label_by_words(phrase: str) -> Label:
    """What a phrase before a colon is about, by its words; ``OTHER`` when they do not say.

    ``phrase`` is folded and ends before the colon.
    """
    return next((label for label, words in _BY_WORDS if words.search(phrase)), Label.OTHER)
