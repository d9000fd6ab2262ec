"""The words of the trade for the codes of the domain: every label that a reader sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

UNKNOWN = "non connu"

THEMES: Mapping[str, str] = {
    "flood": "Inondation",
    "fire": "Feu de forêt",
    "littoral": "Littoral",
    "montagne": "Montagne",
    "environment": "Environnement",
    "farm_natural": "Zones agricoles et naturelles",
    "plu": "PLU",
    "consultation": "Avis obligatoires",
    "heritage": "Patrimoine",
    "competence": "Compétence",
    "form": "Forme et motivation",
    "procedure": "Procédure",
    "transmission": "Transmission",
    "consistency": "Cohérence de l'acte",
}

ACT_TYPES: Mapping[str, str] = {
    "PC": "Permis de construire",
    "PCMI": "Permis de construire (maison individuelle)",
    "PA": "Permis d'aménager",
    "PD": "Permis de démolir",
    "DP": "Déclaration préalable",
    "CUa": "Certificat d'urbanisme d'information",
    "CUb": "Certificat d'urbanisme opérationnel",
}

STAGES: Mapping[str, str] = {
    "initial": "initial",
    "modificatif": "modificatif",
    "transfert": "transfert",
    "prorogation": "prorogation",
    "retrait": "retrait",
    "annulation": "annulation",
}

DECISIONS: Mapping[str, str] = {
    "granted": "accordé",
    "granted_with_conditions": "accordé avec prescriptions",
    "refused": "refusé",
    "non_opposition": "non-opposition",
    "non_opposition_with_conditions": "non-opposition avec prescriptions",
    "opposed": "opposition",
    "deferred": "sursis à statuer",
    "tacit": "tacite",
    "withdrawn": "retiré",
    "positive": "positif",
    "negative": "négatif",
    "informative": "d'information",
    "unknown": "sens non déterminé",
}

AUTHORITIES: Mapping[str, str] = {"commune": "la commune", "epci": "l'EPCI", "etat": "l'État"}

APPLICANTS: Mapping[str, str] = {
    "person": "particulier",
    "company": "société",
    "public_body": "personne publique",
}

DESTINATIONS: Mapping[str, str] = {
    "housing": "habitation",
    "commerce": "commerce",
    "farming": "exploitation agricole",
    "industry": "industrie, entrepôt",
    "public": "équipement public",
    "tourism": "hébergement touristique",
    "other": "autre",
}

WORKS_KINDS: Mapping[str, str] = {
    "new_dwelling": "logement nouveau",
    "new_building": "construction nouvelle",
    "extension": "extension",
    "raising": "surélévation",
    "change_of_use": "changement de destination",
    "annexe": "annexe",
    "pool": "piscine",
    "fence": "clôture",
    "farm_building": "bâtiment agricole",
    "photovoltaic": "photovoltaïque",
    "subdivision": "division, lotissement",
    "camping": "camping",
    "earthworks": "affouillement, exhaussement",
    "demolition": "démolition",
    "facade": "façade, toiture",
    "basement": "sous-sol",
}

BODIES: Mapping[str, str] = {
    "abf": "Architecte des Bâtiments de France",
    "ddtm": "DDTM",
    "sdis": "SDIS",
    "cdpenaf": "CDPENAF",
    "cdnps": "CDNPS",
    "prefet": "préfet",
    "road_manager": "gestionnaire de voirie",
    "sanitation": "assainissement",
    "enedis": "Enedis",
    "other": "autre service",
}

SENSES: Mapping[str, str] = {
    "favourable": "favorable",
    "favourable_with_conditions": "favorable avec prescriptions",
    "unfavourable": "défavorable",
    "tacit": "tacite",
    "none": "sens non précisé",
}

ROLES: Mapping[str, str] = {
    "mayor": "maire",
    "deputy": "adjoint",
    "president": "président",
    "agent": "agent",
    "prefect": "préfet",
}

REGIMES: Mapping[str, str] = {
    "strict_interdiction": "interdiction stricte",
    "interdiction": "interdiction",
    "prescription": "prescriptions",
    "prescription_outside_hazard": "prescriptions hors aléa",
    "recommendation": "recommandations",
    "unknown": "régime non connu",
}

SUBJECTS: Mapping[str, str] = {
    "flood_plan": "Plan de prévention du risque inondation",
    "fire_plan": "Plan de prévention du risque incendie",
    "other_plan": "Autre plan de prévention",
    "pac": "Porter à connaissance",
    "plu": "Zonage du PLU",
    "plu_prescription": "Prescription du PLU",
    "plu_information": "Information du PLU",
    "sup": "Servitude d'utilité publique",
    "natura_2000": "Natura 2000",
    "znieff": "ZNIEFF",
    "shore": "Rivage",
    "commune": "Commune",
    "forest": "Forêt",
    "building": "Bâti",
    "parcel": "Cadastre",
    "detection": "Détections et infractions",
}

VERDICTS: Mapping[str, str] = {
    "breach": "Manquement",
    "doubt": "Doute",
    "unknown": "À vérifier",
    "clear": "Écarté",
    "not_applicable": "Sans objet",
}

REVIEW_DECISIONS: Mapping[str, str] = {
    "nothing_to_say": "Rien à signaler",
    "pieces_to_ask": "Pièces à demander",
    "observations": "Lettre d'observations (recours gracieux)",
    "out_of_scope": "Hors champ du contrôle",
    "later": "Plus tard",
}

REVIEW_HINTS: Mapping[str, str] = {
    "nothing_to_say": "l'acte sort de la file",
    "pieces_to_ask": "le délai du déféré repart à leur réception, si elles sont demandées à temps",
    "observations": "avec les motifs retenus ; projet de lettre à signer",
    "out_of_scope": "l'acte ne relève pas de ce contrôle",
    "later": "l'acte reste dans la file ; rien n'est appris",
}

STRENGTHS: Mapping[int, str] = {
    1: "moyen de forme ou régularisable",
    2: "moyen à confirmer au dossier",
    3: "moyen souvent suffisant à lui seul",
}

RUNGS: Mapping[str, str] = {
    "nothing_said": "Rien à signaler",
    "pieces_asked": "Pièces demandées",
    "observations": "Lettre d'observations ou recours gracieux",
    "withdrawn": "Retiré ou modifié",
    "defere": "Déféré",
    "annulled": "Annulé ou jugé illégal",
}

SELECTIONS: Mapping[str, str] = {
    "random": "tirage au hasard",
    "targeted": "sélection",
    "tip_off": "signalement",
    "unknown": "non précisé",
}

STRATA: Mapping[str, str] = {
    "top": "par son rang",
    "random": "tiré au hasard",
    "deadline": "échéance proche",
}

STATUSES: Mapping[str, str] = {
    "ready": "À lire",
    "out_of_scope": "Hors champ",
    "set_aside": "Mis de côté",
}

PRECISIONS: Mapping[str, str] = {
    "parcel": "à la parcelle",
    "address": "à l'adresse",
    "commune": "à la commune seulement",
    "unknown": "non localisé",
}

DEADLINES: Mapping[str, str] = {
    "suspension": "Référé-suspension (suspension de plein droit)",
    "recours_gracieux": "Recours gracieux",
    "defere": "Déféré préfectoral",
    "retrait": "Retrait par le maire",
}

SHORT_DEADLINES: Mapping[str, str] = {
    "suspension": "référé-suspension",
    "recours_gracieux": "recours gracieux",
    "defere": "déféré",
    "retrait": "retrait par le maire",
}

TIES: Mapping[str, str] = {
    "base": "permis d'origine",
    "modificatif": "modificatif",
    "transfert": "transfert",
    "same_parcel": "même parcelle",
    "same_dossier": "même dossier",
}

LAYER_STATES: Mapping[str, str] = {
    "prescribed": "prescrit, ne s'applique pas encore",
    "anticipated": "appliqué par anticipation",
    "approved": "approuvé",
    "annulled": "annulé",
    "repealed": "abrogé",
    "unknown": "état non précisé",
}

FACTS: Mapping[str, str] = {
    "dossier_number": "Numéro de dossier",
    "act_type": "Type",
    "stage": "Étape",
    "decision": "Sens de la décision",
    "in_the_name_of": "Au nom de",
    "commune_insee": "Commune (INSEE)",
    "filed_on": "Déposé le",
    "completed_on": "Complet le",
    "posted_on": "Affiché le",
    "decided_on": "Signé le",
    "tacit_on": "Tacite le",
    "received_on": "Reçu le",
    "actes_id": "Identifiant @CTES",
    "applicant_kind": "Demandeur",
    "applicant_name": "Nom du demandeur",
    "site_address": "Adresse du terrain",
    "parcels": "Parcelles",
    "site_area_m2": "Superficie du terrain",
    "floor_area_created_m2": "Surface de plancher créée",
    "floor_area_existing_m2": "Surface de plancher existante",
    "footprint_m2": "Emprise au sol",
    "dwellings_created": "Logements créés",
    "destination": "Destination",
    "works": "Nature des travaux",
    "works_kinds": "Catégories de travaux",
    "plu_zone": "Zone du PLU citée",
    "risk_zones_cited": "Zones de risque citées",
    "opinions": "Avis visés",
    "articles_cited": "Articles cités",
    "conditions": "Prescriptions",
    "flood_level_ngf": "Cote citée",
    "signatory": "Signataire",
    "architect_named": "Architecte nommé",
}

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def french_date(day: dt.date | None) -> str:
    """12/04/2026, or « non connu »."""
    return UNKNOWN if day is None else day.strftime("%d/%m/%Y")


def long_date(day: dt.date) -> str:
    """Mardi 14 avril 2026, in lower case."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {first} {MONTHS[day.month - 1]} {day.year}"


def day_in_letters(day: dt.date) -> str:
    """14 avril 2026, as a letter writes it."""
    return long_date(day).partition(" ")[2]


def countdown(day: dt.date, today: dt.date) -> str:
    """J-12 before the day, « aujourd'hui » on it, « dépassée » after it."""
    left = (day - today).days
    if left == 0:
        return "aujourd'hui"
    return f"J-{left}" if left > 0 else "dépassée"


def number(value: float, digits: int = 1) -> str:
    """A number as French writes it: 1 234,5 with a narrow no-break space."""
    written = f"{value:,.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(",", "\u202f").replace(".", ",")


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage; less than one percent is said so."""
    if 0 < share < 0.01:
        return "moins de 1\u00a0%"
    if 0.99 < share < 1:
        return "plus de 99\u00a0%"
    return f"{round(share * 100)}\u00a0%"


def out_of_hundred(value: float) -> str:
    """A number from 0 to 1 as « 62 » of a hundred, never 0 for what is not nothing."""
    return "<\u202f1" if 0 < value < 0.01 else str(round(value * 100))


def level(value: float) -> str:
    """A number from 0 to 1 in a word: what a reader grasps before the figure."""
    for floor, word in ((0.5, "très forte"), (0.25, "forte"), (0.1, "moyenne")):
        if value >= floor:
            return word
    return "faible"


def plural(count: int, singular: str, several: str | None = None) -> str:
    """« 1 acte », « 2 actes »: the number with its noun."""
    noun = singular if count < 2 else several or f"{singular}s"
    return f"{number(count)} {noun}"
