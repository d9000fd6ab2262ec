# ruff: noqa: E501 - sentences are kept whole
"""Sentences of invented acts, with numbers, names and dates drawn anew for each page."""

from __future__ import annotations

from random import Random

NAMES = (
    "Mme Odile Ferrandier",
    "M. Jacques Bouissou",
    "la SCI Les Tamaris",
    "M. et Mme Rouquayrol",
    "la SARL Garrigue Habitat",
    "Mme Hélène Puech-Vidal",
    "M. Gaël Cazalède",
    "l'EARL du Mas Neuf",
    "la société Œillet & Fils",
    "Mme Anaïs Théron",
    "M. Loïc Maurin",
    "la SAS Étang Promotion",
)
TOWNS = (
    "Saint-Exemple-le-Vieux",
    "Montfictif",
    "Villeneuve-d'Essai",
    "Castelmodèle",
    "Lunel-l'Imaginée",
    "Sète-les-Bains",
    "Pézenas-la-Haute",
    "Le Cap-d'Exemple",
    "Gignac-sur-Orbe",
    "Roqueinventée",
)
STREETS = (
    "12 bis rue de l'Église",
    "4 chemin du Mas de Fabre",
    "lieu-dit Les Combes Noires",
    "27 avenue du Maréchal-Foch",
    "impasse des Micocouliers",
    "183 route de Béziers",
    "6 place de la République",
    "lotissement Les Aigrettes, lot n° 14",
)
WORKS = (
    "la construction d'une maison individuelle avec piscine et garage",
    "l'extension d'une habitation et la création d'un abri de voiture",
    "le changement de destination d'un hangar agricole en deux logements",
    "la réalisation d'un ensemble de 14 logements collectifs en R+2",
    "la démolition d'un appentis et la reconstruction d'un mur de clôture",
    "la pose de panneaux photovoltaïques sur la toiture d'un chai viticole",
    "la surélévation d'un bâtiment existant à usage de bureaux",
)
VISAS = (
    "Vu le code de l'urbanisme, notamment ses articles L.421-1 et suivants, R.421-1 et suivants ;",
    "Vu le plan local d'urbanisme approuvé par délibération du conseil municipal en date du {date}, "
    "modifié le {date}, et notamment le règlement de la zone {zone} ;",
    "Vu le plan de prévention des risques d'inondation approuvé par arrêté préfectoral n° {num} du "
    "{date}, et notamment le règlement de la zone {ppri} ;",
    "Vu l'avis favorable assorti de prescriptions du service départemental d'incendie et de secours "
    "en date du {date} ;",
    "Vu l'avis réputé favorable de la régie des eaux en date du {date} ;",
    "Vu l'avis défavorable de l'architecte des Bâtiments de France en date du {date} ;",
    "Vu l'arrêté municipal n° {num} portant délégation de signature à {name}, adjoint au maire ;",
    "Vu la demande de pièces complémentaires adressée le {date} et les pièces reçues le {date} ;",
    "Vu les articles R.111-2, R.111-5 et L.121-8 du code de l'urbanisme ;",
    "Vu la loi n° 86-2 du 3 janvier 1986 relative à l'aménagement du littoral ;",
    "Vu l'avis conforme favorable du préfet de l'Hérault en date du {date} ;",
)
RECITALS = (
    "Considérant qu'aux termes de l'article R.111-2 susvisé, le projet peut être refusé s'il est de "
    "nature à porter atteinte à la sécurité publique du fait de sa situation ;",
    "Considérant que le terrain d'assiette, cadastré section {parcel} et d'une superficie de {area} "
    "m², est situé en zone {ppri} du plan de prévention des risques ;",
    "Considérant que la cote de référence est fixée à {level} m NGF et que la sous-face du premier "
    "plancher sera calée au minimum à la cote PHE + 30 cm ;",
    "Considérant que le projet prévoit {works} pour une surface de plancher de {area} m² ;",
    "Considérant que la parcelle est desservie par une voie de {level} m de largeur ;",
    "Considérant que l'article N 2 du règlement n'autorise que les extensions limitées à {share} % "
    "de l'emprise au sol existante ;",
    "Considérant que {name}, exploitant viticole, justifie d'une présence permanente sur le site ;",
)
ARTICLES = (
    "Le permis de construire est ACCORDÉ pour le projet décrit dans la demande susvisée.",
    "Le présent permis est assorti des prescriptions énoncées aux articles suivants.",
    "Les eaux pluviales seront gérées à la parcelle, par un bassin de rétention de {area} m³.",
    "Le vide sanitaire sera ouvert et transparent aux écoulements ; aucun remblai n'est autorisé.",
    "Le terrain est soumis aux obligations légales de débroussaillement sur une profondeur de 50 m.",
    "Les travaux ne pourront commencer avant l'expiration d'un délai de {share} jours.",
    "La taxe d'aménagement sera liquidée sur la base de {area} m² au taux de {share},5 %.",
    "La présente décision est transmise au représentant de l'État dans les conditions prévues à "
    "l'article L.2131-2 du code général des collectivités territoriales.",
    "Le permis est périmé si les travaux ne sont pas entrepris dans le délai de trois ans.",
)
NOTICE = (
    "DÉLAIS ET VOIES DE RECOURS : le destinataire d'une décision qui désire la contester peut saisir "
    "le tribunal administratif de Montpellier d'un recours contentieux dans les deux mois à partir "
    "de la notification de la décision attaquée, par courrier ou par l'application Télérecours.",
    "DROITS DES TIERS : la présente décision est notifiée sans préjudice du droit des tiers, notamment "
    "des obligations contractuelles, des servitudes de droit privé telles que les servitudes de vue.",
    "AFFICHAGE : mention du permis doit être affichée sur le terrain, de manière visible depuis la voie "
    "publique, par les soins de son bénéficiaire, dès la notification et pendant toute la durée du "
    "chantier, sur un panneau de plus de 80 centimètres conforme au modèle réglementaire.",
    "COMMENCEMENT DES TRAVAUX : une déclaration d'ouverture de chantier (formulaire CERFA n° 13407) "
    "est adressée au maire en trois exemplaires ; l'attestation d'assurance dommages-ouvrage est due.",
)
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip


def filled(pattern: str, rng: Random) -> str:
    """The sentence with its blanks filled."""
    while "{" in pattern:
        slot = pattern[pattern.index("{") : pattern.index("}") + 1]
        pattern = pattern.replace(slot, _SLOTS[slot[1:-1]](rng), 1)
    return pattern


def date_of(rng: Random) -> str:
    """A date as acts print it."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2015, 2026)
    if rng.random() < 0.5:
        return f"{day:02d}/{month:02d}/{year}"
    return f"{'1er' if day == 1 else day} {MONTHS[month - 1]} {year}"


def dossier_of(rng: Random) -> str:
    """A dossier number in one of its printed forms."""
    kind = rng.choice(("PC", "DP", "PA", "PD", "CU"))
    town, year, serial = rng.randint(1, 343), rng.randint(19, 26), rng.randint(1, 299)
    letter = rng.choice("ABHMNPRSVZ0")
    if rng.random() < 0.6:
        return f"{kind} 034 {town:03d} {year} {letter}{serial:04d}"
    return f"{kind}034{town:03d}{year}{letter}{serial:04d}"


def parcel_of(rng: Random) -> str:
    """A parcel: section and number."""
    return f"{rng.choice('ABCDEHKZ')}{rng.choice('ABCEIKLMNVWXYZ')} {rng.randint(1, 1250)}"


_SLOTS = {
    "date": date_of,
    "num": lambda r: f"{r.randint(2009, 2026)}-{r.randint(1, 999):03d}",
    "zone": lambda r: r.choice(("UC", "UD1", "1AUa", "N", "Ah", "UEc", "2AU")),
    "ppri": lambda r: r.choice(("Rn", "Ru", "Bu", "rouge R", "bleue Bn", "Rp", "Z1", "Rd")),
    "parcel": parcel_of,
    "area": lambda r: (
        f"{r.choice((r.randint(9, 950), f'{r.randint(1, 9)} {r.randint(100, 999)}'))}"
    ),
    "level": lambda r: f"{r.randint(2, 89)},{r.randint(0, 99):02d}",
    "share": lambda r: str(r.randint(5, 60)),
    "name": lambda r: r.choice(NAMES),
    "works": lambda r: r.choice(WORKS),
}
