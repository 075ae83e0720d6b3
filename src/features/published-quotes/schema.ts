import { selectable } from '../../http/fields.ts'
import { pageOf } from '../../http/schemas.ts'
import { Quote } from '../quotes/schema.ts'

/** A quote as `?fields=` leaves it. */
export const QuoteView = selectable(Quote)
export const QuotePage = pageOf(QuoteView)

export const schemas = [QuoteView, QuotePage]
