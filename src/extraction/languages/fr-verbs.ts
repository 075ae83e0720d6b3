import type { VerbForm, VerbStrength } from './language.ts'
import { wordsOf } from './word-list.ts'

/** Stems of verbs in -er. */
const REGULAR: readonly [VerbStrength, string][] = [
  ['core', 'déclar expliqu affirm ajout répliqu précis'],
  [
    'strong',
    `assur soulign rappel rappell annonc annonç indiqu estim racont confi témoign plaisant dénonc réclam insist
    avanc avanç observ not constat regrett salu demand interrog lanc lanç martel martèl murmur cri hurl soupir gliss
    résum évoqu confirm signal ironis critiqu protest argument détail comment alert plaid prôn proclam jur
    lâch trait vant suggér suggèr rétorqu enchaîn renchér répét répèt révél révèl prophétis tweet post
    chuchot balbuti bougonn grommel fulmin tempêt clam exhort félicit remerci invit appel appell
    déplor analys nuanc nuanç conclud commenc`,
  ],
  ['naming', 'qualifi surnomm baptis nomm compar accus'],
  ['weak', 'pens trouv jug espèr espér souhait imagin considèr considér montr parl termin rest rêv redout'],
]

/** The forms of the others: present, past, imperfect, and what stands behind “a”. */
const IRREGULAR: readonly [VerbStrength, string, string][] = [
  ['core', 'dire', 'dit disent disait disaient redit'],
  ['core', 'écrire', 'écrit écrivent écrivait écrivit écrivaient'],
  ['core', 'répondre', 'répond répondent répondait répondit répondu'],
  ['strong', 'prévenir', 'prévient préviennent prévenait prévenu'],
  ['strong', 'souvenir', 'souvient souviennent souvenait souvenu'],
  ['strong', 'reconnaître', 'reconnaît reconnaissent reconnaissait reconnu'],
  ['strong', 'admettre', 'admet admettent admettait admis'],
  ['strong', 'promettre', 'promet promettent promettait promis'],
  ['strong', 'conclure', 'conclut concluent concluait conclu'],
  ['strong', 'avertir', 'avertit avertissent avertissait averti'],
  ['strong', 'réjouir', 'réjouit réjouissent réjouissait réjoui'],
  ['strong', 'soutenir', 'soutient soutiennent soutenait soutenu'],
  ['strong', 'maintenir', 'maintient maintiennent maintenait maintenu'],
  ['strong', 'poursuivre', 'poursuit poursuivent poursuivait poursuivi'],
  ['strong', 'reprendre', 'reprend reprennent reprenait repris'],
  ['strong', 'renchérir', 'renchérit renchéri'],
  ['strong', 'démentir', 'dément démentent démenti'],
  ['strong', 'plaindre', 'plaint plaignent plaignait'],
  ['strong', 'garantir', 'garantit garantissent garantissait garanti'],
  ['strong', 'rire', 'rit riait'],
  ['strong', 'sourire', 'sourit souriait'],
  ['naming', 'décrire', 'décrit décrivent décrivait'],
  ['weak', 'croire', 'croit croient croyait cru'],
  ['weak', 'craindre', 'craint craignent craignait'],
  ['weak', 'lire', 'lit'],
  ['weak', 'voir', 'voit voient voyait vu'],
  ['weak', 'attendre', 'attend attendait'],
]

/** As in “sa fille, ajoutant : « … »”. */
const PARTICIPLES =
  wordsOf(`disant écrivant répondant reconnaissant admettant promettant concluant avertissant
  poursuivant soutenant souriant`)

/** Every inflected form of every reporting verb. */
export function frenchVerbs(): ReadonlyMap<string, VerbForm> {
  const forms = new Map<string, VerbForm>()
  const add = (text: string, lemma: string, strength: VerbStrength, form: VerbForm['form'] = 'finite') => {
    if (!forms.has(text)) forms.set(text, { lemma, strength, form, isNounToo: false })
  }
  for (const [strength, stems] of REGULAR) {
    for (const stem of wordsOf(stems)) {
      for (const ending of wordsOf('e ent é ait aient a èrent')) add(stem + ending, `${stem}er`, strength)
      add(`${stem}ant`, `${stem}er`, strength, 'participle')
      add(`${stem}er`, `${stem}er`, strength, 'base')
    }
  }
  for (const [strength, lemma, texts] of IRREGULAR) {
    for (const text of wordsOf(texts)) add(text, lemma, strength)
    add(lemma, lemma, strength, 'base')
  }
  for (const text of PARTICIPLES) add(text, text, 'strong', 'participle')
  return forms
}
