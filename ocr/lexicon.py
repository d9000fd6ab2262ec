"""Words that acts of urbanisme print often: between two readings, the one that is a word wins.

Written for this project from the vocabulary of the trade; it never changes what was read.
"""

# ruff: noqa: SIM905 - a list of words reads better as a text
WORDS = frozenset(
    """
    a abord abri abris accès accessoire accompagné accord accordant accordé accordée accordés acte
    actes adjoint adjointe administratif administration administrative adresse adressé adressée
    affaires affichage affiché affichée afin agricole agricoles ainsi alignement aliénation
    aménagement aménagements an ancien ancienne annexe annexes année ans antérieur août appel
    application appliquent approbation approuvé approuvée après archéologie architecte architecture
    arrêt arrête arrêté arrêtés article articles artisanal assainissement assiette assises assorti
    assortie assurance atteinte attention attestation au aucun aucune autorisation autorisé
    autorisée autorisés autorité autre autres aux avant avec avis avril bassin bâti bâtie bâtiment
    bâtiments bénéficiaire bénéficiaires bleue bornage bureau bureaux cadastral cadastrale
    cadastrales cadastré cadastrée cadre caducité cas ce cela celle celles celui centimètres centre
    certificat ces cet cette ceux chai chambre changement chantier chapitre charge château chef
    chemin cher ci circulation clôture clôtures code coefficient collectif collectifs collectivités
    combles comité commencement commencer commerce commercial commission communal communale
    communauté commune communes compensation compétence compétent complétée complémentaires complet
    composé comprenant compris compte compter concernant concerné condition conditions confirmé
    conforme conformément conformité conseil conservation considérant consistant consolidé
    construction constructions construire contentieux contester contraire contre contrôle convention
    copie cote coteau cour courrier cours couverture création créé créée créer cuisine d dans date
    de débat déblais débroussaillement décembre décision décisions déclarant déclaration
    déclarations décline décret dédié défaut défavorable défense délai délais délégation
    délibération délivrance délivré délivrée demande demandée demandes demandeur demandeurs
    demeurant demeure démolir démolition démontage département départemental départementale
    dépendance déplacement déposé déposée dépôt depuis dérogation des descriptif desserte desservie
    destinataire destination destinations deux deuxième devra devront diagnostic différents
    dimension direction directeur directrice dispose disposition dispositions dispositif distance
    division document documents doit doivent domaine dommages donne dont dossier droit droits du
    durée eau eaux échéant écoulements édifiée effet égalité élargissement électricité élévation
    elle elles emprise en enduit énergie engagée énoncées enquête ensemble entre entrée entrepris
    entreprise environ environnement erreur espace espaces espèce est et établissement
    établissements étage état été être eu évacuation examen excéder exclusion exécuter exécution
    exécutoire exécutés exemplaires existant existante existants expiration exploitant exploitation
    exposé extension extérieur extérieure façade façades faire fait faites faveur favorable février
    fiscale fixe fixée foncier fonction fonctions fondation fonds forêt forme formulaire frais
    française général générale généraux gestion gérées grande habitable habitation habitations
    hangar hauteur hectare hectares hors huit il ils immeuble impasse implantation implanté
    implantée individuel individuelle infraction information informations inondable inondation
    inondations installation installations instruction intercommunal intérêt intérieur
    interministériel janvier jardin je jour journal jours juillet juin justice justifie l la
    laquelle largeur le légale légalité lequel les leur leurs liberté lieu lieudit ligne limite
    limites limitée limitées littoral local locale locaux logement logements loi lors lot
    lotissement lotisseur lots lui madame mai maintien maire mairie mais maison maître majeur
    manière mars matériaux mention mentionné mentionnée mentionnées mer mesure mesures mètre mètres
    mieux minimum ministre mis mise mission mitoyen mixte modalités modèle modificatif modification
    modifié modifiée mois monsieur monuments motif motifs moyen moyens municipal municipale mur murs
    nature naturel naturelle naturelles ne nécessaire neuf niveau niveaux nom nombre non notamment
    notification notifié notifiée nouveau nouvelle novembre nul numéro objet obligation obligations
    observations octobre opération opposition ordre originaire ou où ouverture ouvert ouvrage
    ouvrages panneau panneaux par parcelle parcelles parking part partie parties partir pas passage
    patrimoine paysage péril période périmé permis personne personnes pétitionnaire peut peuvent
    photovoltaïques pièce pièces piscine place plage plan plancher plans plein plu pluviales plus
    point police population portail portant porte porter portes possibilité pour pourra pourront
    pouvoirs préalable précaire préfectoral préfecture préfet préjudice premier première prend
    prescription prescriptions présence présent présente présentée présentes prévention prévoit
    prévu prévue prévues principal principale prises privé privée privés procédure procureur
    prochain profondeur programme projet projets prononcé propos proposition propre propriétaire
    propriété prorogation protection provisoire public publication publié publique publiques publics
    puits qualité quatre que quel quelle qui raccordement raisons rappelle rapport réalisation
    réalisé réalisée réalisés réception recevable reconstruction recours reçu reçue reçues référence
    références réfection refus refusé refusée régie région règle règlement réglementaire règlements
    règles rejet relatif relative relatives remblai remblais remise rendu renouvellement
    représentant représenté représentée république réputé requête réseau réseaux réserve réserves
    résidence respect respecter respectées responsabilité restant rétention retrait réunion révisé
    révision rez risque risques rivière rouge route rue ruisseau s saisi saisir salubrité sans sauf
    schéma se secours secrétaire section sécurité selon sept septembre sera seront service services
    servitude servitudes ses si siège signataire signature sinistre sis site situation situé située
    société sociétés soin soins soit soixante sol sols solidaires son sont sous souterrain
    stationnement statuer stockage subdivision substitution suivant suivante suivantes suivants
    superficie supérieur supplémentaire sur surélévation surface surfaces surplus sursis susvisé
    susvisée susvisés tacite taux taxe technique telle télérecours temporaire terme termes terrain
    terrains territoire territorial territoriales territoriaux texte tiers titre titulaire toit
    toiture total totale tous tout toute toutes transféré transfert transmet transmis transmise
    transmission transparent travaux tribunal trois troisième tuiles un une unité urbain urbaine
    urbanisme usage utile utilisation valable validité véhicules vendu vente vérification verso
    versé vertu veuillez viabilité vide vigueur villa village ville vingt viticole visa visant visé
    visée visible vocation voie voies voirie vous vu vue vues zone zones à également élus état œuvre
    """.split()
)
