/** A story with a post, a written statement, a press conference, a lecture and words that go on in other sentences. */
export const STORY = `Port Alder rejects the ministry’s charge

March 11, 2026 - 09:30

PORT ALDER — The harbour authority has rejected blame for the flood, saying Fisheries Minister Tomas Brack is looking for a culprit.

“We closed every gate that night, and the minister's office knows it,” harbour authority spokeswoman Ines Calder said in a post on Mastodon on Monday night.

The ministry said the water rose by two metres within an hour.

A spokesman for the Chamber of Pilots of the Northern Coast issued a written statement calling the flood a warning.

“The pilots have asked for new gates since 2019,” the statement said. “Nobody can say that this came by surprise.”

Brack was quick to blame the port, speaking of what he described as “sleeping watchmen” at the gates.

“Sleeping watchmen let the sea into our homes. They will answer for it,” Brack wrote on Facebook.

Calder said, however, that the watch was complete.

“Every shift was filled. No speech changes the rota,” she added.

Speaking at a press conference earlier on Tuesday, Calder said, “The gates were shut at nine. We have the tapes.”

She added, “But the dredging was stopped by the ministry, not by us. [The order] is on our wall.”

Calder was referring to Brack’s remarks during a lecture at Alder College in May 2024, in which he said that at the ministry “we cut, we closed, we saved. It was the best course I ever took.”
`
