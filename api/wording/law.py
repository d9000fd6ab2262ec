"""Themes, verdicts, deadlines: the words of the control."""

from __future__ import annotations

from collections.abc import Mapping

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

VERDICTS: Mapping[str, str] = {
    "breach": "Manquement",
    "doubt": "Doute",
    "unknown": "À vérifier",
    "clear": "Écarté",
    "not_applicable": "Sans objet",
}

SKIP_REASONS: Mapping[str, str] = {
    "not_mine": "hors de mon secteur ou de mon thème",
    "interest": "je connais le demandeur ou l'autorité : je me déporte",
    "file": "le dossier papier doit être consulté d'abord",
    "expert": "l'avis d'un service technique est attendu",
    "other": "autre raison",
}

STRENGTHS: Mapping[int, str] = {
    1: "moyen de forme ou régularisable",
    2: "moyen à confirmer au dossier",
    3: "moyen souvent suffisant à lui seul",
}

SHORT_STRENGTHS: Mapping[int, str] = {
    1: "de forme",
    2: "à confirmer",
    3: "décisif",
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

REVIEW_DECISIONS: Mapping[str, str] = {
    "nothing_to_say": "Rien à signaler",
    "pieces_to_ask": "Pièces à demander",
    "observations": "Lettre d'observations (recours gracieux)",
    "out_of_scope": "Hors champ du contrôle",
    "later": "Plus tard",
    "uncertain": "Incertain : demander un second avis",
    "undone": "Décision annulée",
}

REVIEW_HINTS: Mapping[str, str] = {
    "nothing_to_say": "l'acte sort de la file",
    "pieces_to_ask": "le délai du déféré repart à leur réception, si elles sont demandées à temps",
    "observations": "avec les motifs retenus ; projet de lettre à signer",
    "out_of_scope": "l'acte ne relève pas de ce contrôle",
    "later": "l'acte reste dans la file ; on ne vous le propose plus aujourd'hui",
    "uncertain": "l'acte reste dans la file, marqué pour un collègue",
}
