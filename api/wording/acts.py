"""What an act says: its type, its decision, its facts."""

from __future__ import annotations

from collections.abc import Mapping

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

TIES: Mapping[str, str] = {
    "base": "permis d'origine",
    "modificatif": "modificatif",
    "transfert": "transfert",
    "prorogation": "prorogation",
    "retrait": "retrait",
    "annulation": "annulation",
    "same_parcel": "même parcelle",
    "same_dossier": "même dossier",
}
