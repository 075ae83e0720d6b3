import type { Gender, Nouns } from './language.ts'
import { setOf, wordsOf } from './word-list.ts'

const MALE = 'herr vater sohn bruder könig prinz ehemann sprecher bürgermeister minister präsident kanzler'
const FEMALE = 'frau mutter tochter schwester königin prinzessin witwe'

export const germanNouns: Nouns = {
  spokespersons: setOf('sprecher sprecherin anwalt anwältin vertreter vertreterin'),
  honorifics: setOf('herr frau dr'),
  documents: setOf(
    `erklärung mitteilung pressemitteilung stellungnahme bericht brief schreiben urteil beschluss entscheidung
    klage klageschrift anklage anklageschrift gutachten studie papier dokument antrag gesetz vertrag protokoll
    meldung beitrag artikel kommentar begründung verfügung resolution umfrage schild plakat`,
  ),
  speech: setOf(
    `aussage aussagen äußerung äußerungen behauptung versprechen vorwurf vorwürfe kritik warnung forderung antwort frage botschaft bemerkung wort worte satz appell aufruf mahnung urteil erklärung`,
  ),
  works: setOf('buch roman film lied serie sendung stück oper album ausstellung magazin podcast spiel'),
  organizations: setOf(
    `ministerium behörde amt gericht stadt gemeinde landkreis kreis bank partei gewerkschaft verband verein verlag
    universität hochschule institut schule polizei feuerwehr bundeswehr armee regierung landesregierung opposition
    fraktion zeitung sender agentur firma unternehmen konzern gesellschaft reederei molkerei brauerei werft klinik
    krankenhaus museum theater flughafen hafen bahn post kirche stiftung kammer gilde zunft rat stadtrat gemeinderat
    parlament landtag bundestag senat kommission ausschuss club sv fc tsv gmbh ag`,
  ),
  groups: setOf(
    `anwohner bewohner bürger einwohner nachbarn zeugen forscher forschende experten kritiker gegner anhänger wähler
    beobachter beamte behörden ermittler ärzte lehrer schüler studenten eltern verbraucherschützer umweltschützer
    tierschützer gewerkschafter fischer bauern landwirte kunden leser zuschauer fans demonstranten teilnehmer
    mitarbeiter beschäftigte angehörige freunde kollegen politiker abgeordnete vertreter medien quellen`,
  ),
  offices: new Set(),
  particles: setOf('von vom van zu zum zur der den de'),
  genders: new Map<string, Gender>([
    ...wordsOf(MALE).map((word): [string, Gender] => [word, 'male']),
    ...wordsOf(FEMALE).map((word): [string, Gender] => [word, 'female']),
  ]),
}
