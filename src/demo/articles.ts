import { article as councilKeepsOldFishHall } from './articles/council-keeps-old-fish-hall.ts'
import { article as councilPassesBudgetAfterNineHours } from './articles/council-passes-budget-after-nine-hours.ts'
import { article as elevenYearsForABeanRow } from './articles/eleven-years-for-a-bean-row.ts'
import { article as emptyFlatsLowerQuay } from './articles/empty-flats-lower-quay.ts'
import { article as floodInquiryHearsRiverChief } from './articles/flood-inquiry-hears-river-chief.ts'
import { article as harbourOpenLinaDarrouj } from './articles/harbour-open-lina-darrouj.ts'
import { article as harbourStrikeSettled } from './articles/harbour-strike-settled.ts'
import { article as line9LateOnPaper } from './articles/line-9-late-on-paper.ts'
import { article as museumOfTwoShoresOpens } from './articles/museum-of-two-shores-opens.ts'
import { article as nightMarketQuayFour } from './articles/night-market-quay-four.ts'
import { article as nightPharmacyToClose } from './articles/night-pharmacy-to-close.ts'
import { article as portToDigAMetreDeeper } from './articles/port-to-dig-a-metre-deeper.ts'
import { article as rishaFerryReturns } from './articles/risha-ferry-returns.ts'
import { article as soupAtTenToEleven } from './articles/soup-at-ten-to-eleven.ts'
import { article as tavraPrizeSamiraHaddoun } from './articles/tavra-prize-samira-haddoun.ts'
import { article as theLighthouseLogbook } from './articles/the-lighthouse-logbook.ts'
import { article as theStarThatBlinked } from './articles/the-star-that-blinked.ts'
import { article as universityElectsKatarinObiora } from './articles/university-elects-katarin-obiora.ts'
import type { DemoArticle } from './types.ts'

export const articles: readonly DemoArticle[] = [
  councilPassesBudgetAfterNineHours,
  line9LateOnPaper,
  nightPharmacyToClose,
  portToDigAMetreDeeper,
  museumOfTwoShoresOpens,
  harbourStrikeSettled,
  soupAtTenToEleven,
  floodInquiryHearsRiverChief,
  tavraPrizeSamiraHaddoun,
  theStarThatBlinked,
  rishaFerryReturns,
  universityElectsKatarinObiora,
  harbourOpenLinaDarrouj,
  councilKeepsOldFishHall,
  nightMarketQuayFour,
  emptyFlatsLowerQuay,
  theLighthouseLogbook,
  elevenYearsForABeanRow,
]
