import type { Gender, Nouns } from './language.ts'
import { setOf, wordsOf } from './word-list.ts'

const MALE = 'm monsieur père fils frère mari roi prince président directeur'
const FEMALE = 'mme mlle madame mère fille sœur épouse veuve reine princesse présidente directrice ministre'

export const frenchNouns: Nouns = {
  spokespersons: setOf('porte-parole avocat avocate représentant représentante'),
  honorifics: setOf('m mm mme mlle me dr monsieur madame'),
  documents: setOf(
    `communiqué déclaration rapport lettre jugement arrêt décision plainte ordonnance étude note document texte
    enquête article éditorial message courrier procès-verbal acte loi contrat pétition affiche panneau tribune`,
  ),
  speech: setOf(
    `affirmation affirmations déclaration déclarations propos promesse promesses accusation accusations critique critiques mise avertissement demande réponse question message slogan remarque mot mots phrase appel formule`,
  ),
  works: setOf('livre roman film chanson série émission pièce opéra album exposition magazine podcast jeu'),
  organizations: setOf(
    `ministère préfecture mairie ville commune région département tribunal cour banque parti syndicat association
    fédération union université institut école police gendarmerie armée gouvernement opposition journal quotidien
    agence entreprise société compagnie groupe laiterie coopérative usine clinique hôpital musée théâtre aéroport port
    église fondation chambre conseil parlement assemblée sénat commission comité club office maison`,
  ),
  groups: setOf(
    `habitants riverains voisins témoins chercheurs experts spécialistes critiques partisans opposants électeurs
    observateurs autorités enquêteurs médecins enseignants élèves étudiants parents associations syndicats élus
    pêcheurs agriculteurs éleveurs clients lecteurs spectateurs supporteurs manifestants salariés employés proches
    amis collègues députés sénateurs médias sources consommateurs bénévoles`,
  ),
  offices: new Set(),
  particles: setOf("de du des d' la le les van von ben el"),
  genders: new Map<string, Gender>([
    ...wordsOf(MALE).map((word): [string, Gender] => [word, 'male']),
    ...wordsOf(FEMALE).map((word): [string, Gender] => [word, 'female']),
  ]),
}
