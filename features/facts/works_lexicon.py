"""Words of works: what is done, and to what."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """An action (what is done) or an object (to what)."""

    BUILD = "build"
    EXTEND = "extend"
    RAISE = "raise"
    CHANGE = "change"
    DEMOLISH = "demolish"
    RENEW = "renew"
    DIVIDE = "divide"
    DWELLING = "dwelling"
    ROOM = "room"
    BUILDING = "building"
    ANNEXE = "annexe"
    POOL = "pool"
    FENCE = "fence"
    FARM = "farm"
    SOLAR = "solar"
    LOTS = "lots"
    CAMPING = "camping"
    EARTH = "earth"
    FACADE = "facade"
    BASEMENT = "basement"
    NOTHING = "nothing"  # words that must not be taken for another (« eau de piscine », « point de vente »)  # noqa: E501


ACTIONS = frozenset({
    Word.BUILD, Word.EXTEND, Word.RAISE, Word.CHANGE, Word.DEMOLISH, Word.RENEW, Word.DIVIDE,
})  # fmt: skip

WORDS: dict[Word, tuple[str, ...]] = {
    Word.BUILD: (
        "construction", "constructions", "édification", "réalisation", "création", "implantation",
        "installation", "pose",
        "construire", "édifier", "réaliser", "créer", "implanter", "reconstruction", "reconstruire",
        "bâtir", "poser", "installer", "ajouter", "adosser",
        "mise en place", "aménagement",
        "construit", "nouvelle construction", "construction nouvelle", "érection", "montage",
        "régularisation",
    ),
    Word.EXTEND: (
        "extension", "extensions", "agrandissement", "agrandir", "véranda", "véranda attenante",
        "prolongement",
        "agrandissements", "étendre", "extension de l'habitation",
    ),
    Word.RAISE: ("surélévation", "surélever d'un étage", "élever d'un étage", "surélever", "rehaussement", "exhaussement de la toiture", "surélévation de toiture", "sur-élévation", "rehausse"),  # noqa: E501
    Word.CHANGE: (
        "changement de destination", "changement d'affectation", "changement d'usage",
        "transformation", "transformer",
        "conversion", "réaffectation", "changements de destination", "transformé", "transformée",
        "changement de sous-destination",
        "reconversion",
    ),
    Word.DEMOLISH: (
        "démolition", "démolitions", "démolir", "déconstruction", "démolition totale",
        "démolition partielle", "destruction",
    ),
    Word.RENEW: (
        "rénovation", "réhabilitation", "réfection", "rénover", "restauration", "remplacement",
        "isolation", "entretien",
        "remise en état", "mise aux normes", "mise en conformité", "réaménagement",
        "aménagement intérieur", "modification", "aménagement des combles",
        "aménagement de combles", "aménagement du comble", "aménager les combles",
        "refaire", "remplacer", "ravaler", "modifier", "réhabiliter",
    ),
    Word.DIVIDE: ("division", "détachement", "diviser", "division parcellaire", "division en vue de construire", "division foncière", "détachement d'un lot"),  # noqa: E501
    Word.DWELLING: (
        "maison", "maisons", "maison individuelle", "maisons individuelles", "villa", "villas",
        "habitation", "habitations",
        "logement", "logements", "appartement", "appartements", "immeuble collectif",
        "immeuble d'habitation", "résidence",
        "maison d'habitation", "maisons d'habitation", "pavillon", "pavillons",
        "immeuble de logements", "collectif d'habitation",
        "bâtiment d'habitation", "bâtiments d'habitation", "bâtiment collectif",
        "habitat collectif", "studio", "logement de fonction",
        "chalet", "mas", "immeuble résidentiel", "logements collectifs", "logements sociaux",
        "foyer", "maisons jumelées",
        "maison de ville", "maison mitoyenne", "habitation individuelle", "logement individuel",
        "local d'habitation", "duplex",
    ),
    Word.ROOM: (
        "pièce habitable", "pièces habitables", "chambre", "chambres", "pièce de vie",
        "surface habitable", "bureau privatif",
        "salon", "pièce à vivre", "suite parentale", "salle de jeux",
    ),
    Word.BUILDING: (
        "bâtiment", "bâtiments", "immeuble", "immeubles", "local", "locaux", "entrepôt",
        "entrepôts", "commerce", "commerces", "magasin",
        "bureaux", "atelier", "ateliers", "école", "gymnase", "hôtel", "restaurant", "usine",
        "supermarché", "local commercial",
        "bâtiment commercial", "bâtiment industriel", "bâtiment artisanal", "local professionnel",
        "salle polyvalente", "crèche",
        "cabinet médical", "maison de santé", "ehpad", "équipement public", "station-service",
        "station service", "boulangerie",
        "gîte", "gîtes", "chambres d'hôtes", "local artisanal", "hangar", "hangars",
        "bâtiment technique", "bâtiments techniques", "dock", "silo", "silos",
        "bâtiment d'activité", "bâtiment d'activités",
        "groupe scolaire", "médiathèque", "caserne", "vestiaires", "tribunes", "antenne", "pylône",
        "relais de radiotéléphonie", "mairie", "église",
        "maison médicale", "maison des associations", "maison de retraite", "bâtiment de stockage",
        "showroom", "clinique", "pavillon d'accueil", "pavillon d'exposition", "salle des fêtes",
        "centre commercial", "halle", "local d'activité", "locaux d'activités",
        "bâtiment à usage de bureaux", "centre de secours", "poste de transformation",
    ),
    Word.ANNEXE: (
        "garage", "garages", "abri de jardin", "abri", "abris", "carport", "pool house",
        "pool-house", "local technique", "remise", "appentis",
        "abri voiture", "abri à voiture", "annexe", "annexes", "auvent", "pergola", "cabanon",
        "cuisine d'été", "préau", "abri bois",
        "terrasse couverte", "local vélos", "local poubelles", "abri voitures", "dépendance",
        "dépendances", "buanderie", "cellier",
        "cabane", "abri à bois", "abri de piscine", "local piscine", "poolhouse",
        "abri pour véhicule", "garage attenant", "kiosque", "local à vélos",
    ),
    Word.POOL: ("piscine", "piscines", "bassin de nage", "bassin d'agrément", "bassin de natation", "spa enterré", "couloir de nage"),  # noqa: E501
    Word.FENCE: (
        "clôture", "clôtures", "mur de clôture", "portail", "mur d'enceinte", "portails", "muret",
        "portillon", "mur bahut",
        "murs de clôture", "clôturer", "grillage", "clôture grillagée", "mur séparatif",
    ),
    Word.FARM: (
        "hangar agricole", "bâtiment agricole", "bâtiments agricoles", "serre", "serres",
        "hangars agricoles", "cave viticole", "chai", "bergerie",
        "stabulation", "serre agricole", "serres agricoles", "bâtiment d'exploitation",
        "bâtiment d'élevage", "hangar de stockage agricole",
        "caveau viticole", "cave particulière", "poulailler", "écurie", "écuries", "étable",
        "abri agricole", "hangar viticole", "chèvrerie",
        "bâtiment viticole", "abri pour animaux", "abri pour chevaux", "abris pour chevaux",
        "tunnel agricole", "remise agricole", "mas agricole",
        "bâtiment à usage agricole", "hangar à usage agricole", "local agricole",
        "bâtiment technique agricole", "manège équestre",
        "hangar pour matériel agricole", "cave vinicole", "bâtiment d'exploitation agricole",
        "hangar à foin", "hangar à matériel agricole",
    ),
    Word.SOLAR: (
        "modules solaires", "modules photovoltaïques en toiture", "tuiles solaires",
        "panneaux photovoltaïques", "panneau photovoltaïque", "photovoltaïque", "photovoltaïques",
        "panneaux solaires", "centrale solaire",
        "ombrières", "ombrière", "parc solaire", "centrale photovoltaïque",
        "toiture photovoltaïque", "modules photovoltaïques",
        "capteurs solaires", "générateur photovoltaïque", "agrivoltaïque", "agrivoltaïsme",
        "couverture photovoltaïque", "panneau solaire",
        "ombrières photovoltaïques", "installation photovoltaïque", "installation solaire",
        "champ photovoltaïque",
    ),
    Word.LOTS: (
        "lotissement", "lots à bâtir", "lot à bâtir", "division en vue de construire", "lots",
        "terrains à bâtir", "terrain à bâtir", "détachement d'un lot",
        "division parcellaire", "division foncière", "lots libres", "division de terrain",
        "division du terrain", "détachement de parcelle",
        "détachement d'une parcelle", "parcelle à bâtir", "lots constructibles", "lotir",
        "division d'une propriété", "division de parcelle",
        "division d'un terrain", "division d'une unité foncière",
        "détachement d'un terrain à bâtir", "lotissements", "division d'une parcelle",
    ),
    Word.CAMPING: (
        "camping", "terrain de camping", "habitations légères de loisirs", "hll", "mobil-home",
        "mobil-homes", "mobile home", "mobilhome", "mobile-home",
        "emplacements de camping", "parc résidentiel de loisirs", "caravane", "caravanes",
        "aire de camping-cars", "aire d'accueil de camping-cars",
        "prl", "yourte", "tiny house", "tiny-house", "résidence mobile de loisirs",
        "résidences mobiles de loisirs", "habitation légère de loisirs",
        "habitations légères de loisir", "mobilhomes", "mobile-homes", "hébergements insolites",
        "tentes", "aire de stationnement de caravanes",
    ),
    Word.EARTH: (
        "affouillement", "affouillements", "exhaussement", "exhaussements", "remblai", "remblais",
        "déblais", "terrassement", "terrassements",
        "déblai", "remblaiement", "mouvements de terre", "bassin de rétention",
        "affouillement de sol", "exhaussement de sol", "décaissement",
        "affouillements et exhaussements", "nivellement", "rehaussement du terrain", "enrochement",
        "retenue collinaire", "bassin d'orage",
    ),
    Word.FACADE: (
        "ravalement", "façade", "façades", "ravalement de façade", "ravalement de façades",
        "réfection de toiture", "réfection de la toiture", "menuiseries",
        "fenêtre", "fenêtres", "volets", "ouverture", "ouvertures", "toiture", "couverture",
        "isolation par l'extérieur", "ite", "enduit",
        "vitrine", "devanture", "velux", "fenêtre de toit", "fenêtres de toit",
        "changement de menuiseries", "porte-fenêtre", "châssis de toit", "enseigne",
        "baie vitrée", "bardage", "menuiserie", "crépi", "zinguerie", "tuiles", "peinture",
        "peinture des façades", "climatisation", "climatiseur", "store", "porte de garage",
        "garde-corps", "bloc de climatisation", "toit", "portes-fenêtres",
        "isolation thermique par l'extérieur", "châssis", "modification d'ouvertures",
    ),
    Word.BASEMENT: (
        "sous-sol", "sous sol", "sous-sols", "cave", "caves", "parking souterrain",
        "garage enterré", "stationnement souterrain", "garage en sous-sol",
        "parking enterré", "garages enterrés", "parc de stationnement souterrain",
        "niveau enterré", "cave enterrée", "parkings souterrains", "garages souterrains",
        "garage souterrain",
    ),
    Word.NOTHING: (
        "sans sous-sol", "eaux de piscine", "vidange de piscine", "étude de sol", "sans clôture",
        "hors clôture", "prescriptions de clôture",
        "poste de livraison et de transformation", "postes de livraison et de transformation",
        "postes de transformation", "poste de conversion", "création de richesse",
        "chef-lieu", "maître d'ouvrage", "local de la commune", "sans garage", "lot n°",
        "lot numéro", "lot n", "couverture en tuiles", "toiture en tuiles",
        "sans piscine", "sans changement de destination", "en toiture", "sur toiture",
        "sur la toiture", "de la toiture existante", "pan de la toiture", "pan sud de la toiture",
        "pan nord de la toiture", "pan est de la toiture", "pan ouest de la toiture",
    ),
}  # fmt: skip
