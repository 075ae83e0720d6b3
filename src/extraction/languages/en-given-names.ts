import type { Gender } from './language.ts'
import { wordsOf } from './word-list.ts'

/** Frequent given names that mostly one gender bears: enough to tell he from she where both are near. */
const MALE = `aaron adam ahmed alan albert alexander ali andrew anthony antonio arthur austin barack benjamin bernie bill
  billy bob boris brandon brian bruce bryan carl carlos charles christian christopher daniel david dennis
  donald douglas edward emmanuel eric ethan frank fritz gabriel gary george gerald gregory hans harold hassan
  henry jack jacob james jason jeffrey jeremy jerry jesse jim joe john jonathan jose joseph joshua juan justin
  karl keir keith kenneth kevin klaus kyle larry lawrence louis luis marco mark matthew michael miguel mike
  mitch mohammed nathan nicholas noah patrick paul pedro peter pierre raymond richard rishi robert roger
  ronald ryan samuel scott sean stephen steven ted terry thomas timothy tom tyler vladimir walter william
  willie zachary`
const FEMALE = `abigail aisha alexis alice amanda amber amy andrea angela ann anna ashley barbara betty beverly brenda
  brittany carmen carol carolyn catherine charlotte cheryl christina christine claire cynthia danielle deborah
  debra denise diana diane donna doris dorothy elizabeth emily emma evelyn fatima frances gloria grace greta
  hannah heather helen hillary ines ingrid isabella ivanka jacqueline janet janice jennifer jessica joan joyce
  judith judy julia julie kamala karen katherine kathleen kathryn kayla kimberly laura lauren linda lisa lori
  lucia madison margaret maria marie marilyn martha mary megan melania melissa michelle nancy natalie nicole
  nikki olivia pamela patricia rachel rebecca ruth samantha sandra sara sarah sharon shirley sofia sophia
  stephanie susan sylvie teresa theresa ursula victoria virginia`

export const englishGivenNames: readonly (readonly [string, Gender])[] = [
  ...wordsOf(MALE).map((name) => [name, 'male'] as const),
  ...wordsOf(FEMALE).map((name) => [name, 'female'] as const),
]
