import { describe, expect, test } from '@jest/globals'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { anImage } from './support/media.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader } = await newsroom()
const desk = deskOf(editor)
const DESK = '/v1/editorial/articles'

const patch = async (id: string, members: object) =>
  editor('PATCH', `${DESK}/${id}`, members, await desk.current(id))

describe('who works on what', () => {
  test('acts at once, makes no revision, and can be found by', async () => {
    const { id } = await desk.draft({ desk: 'City desk', budgetLine: 'Night dredging, 600 words' })
    await desk.draft({ title: 'Other' })

    const changed = await desk.change(id, { assignee: 'Tomas Reik' })

    const told = { assignee: 'Tomas Reik', desk: 'City desk', budgetLine: 'Night dredging, 600 words' }
    expect(changed).toMatchObject({ ...told, version: 2, revision: 1 })
    for (const query of ['assignee=Tomas%20Reik', 'desk=City%20desk']) {
      const { data } = (await editor('GET', `${DESK}?${query}`)).body
      expect(data).toMatchObject([{ id, ...told }])
    }
    expect((await editor('GET', `${DESK}?assignee=Nobody`)).body.data).toEqual([])
    expect((await desk.change(id, { assignee: null })).assignee).toBeNull()
  })

  test('never reaches readers', async () => {
    const secrets = {
      assignee: 'Secret Reik',
      desk: 'Secret desk',
      budgetLine: 'Secret plan',
      edNote: 'Secret',
    }
    const { id } = await desk.draft(secrets)
    await desk.publish(id)

    for (const path of [
      `/v1/articles/${id}`,
      '/v1/articles',
      `/v1/articles/${id}/editions/1`,
      '/v1/changes',
    ]) {
      expect((await reader('GET', path)).text).not.toContain('Secret')
    }
  })

  test('the desk sees that the working copy is ahead of what is published', async () => {
    const { id } = await desk.draft()
    await desk.publish(id)
    expect((await desk.read(id)).body.unpublishedChanges).toBe(false)

    await desk.change(id, { title: 'Other words' })

    expect((await desk.read(id)).body.unpublishedChanges).toBe(true)
  })
})

describe('language editions', () => {
  const groupOf = async (id: string) => (await desk.read(id)).body.translationGroupId

  test('share a group and name each other, as far as the public can read them', async () => {
    const english = await desk.draft()
    const group = english.translationGroupId
    const french = await desk.draft({ title: 'Port', language: 'fr', translationGroupId: group })
    const german = await desk.draft({ title: 'Hafen', language: 'de', translationGroupId: group })
    await desk.publish(english.id)
    await desk.publish(french.id)

    const { translations } = (await reader('GET', `/v1/articles/${english.id}`)).body

    expect(translations).toEqual([
      { id: french.id, slug: 'port', language: 'fr', title: 'Port', url: 'https://news.example/port' },
    ])
    await desk.publish(german.id)
    await desk.withdraw(french.id, 'withheld')
    const now = (await reader('GET', `/v1/articles/${english.id}`)).body.translations
    expect(now.map(({ language }: { language: string }) => language)).toEqual(['de'])
  })

  test('one article per language, also by a change of language and when two join at once', async () => {
    const english = await desk.draft()
    const group = { translationGroupId: english.translationGroupId }
    const twin = { title: 'Twin', body: BODY, language: 'en', ...group }
    expect((await editor('POST', DESK, twin)).body).toMatchObject({ status: 409, code: 'conflict' })
    const french = await desk.draft({ language: 'fr', ...group })
    expect((await patch(french.id, { language: 'en' })).body).toMatchObject({ status: 409, code: 'conflict' })

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        editor('POST', DESK, { ...twin, title: `T ${i}`, language: 'de' }),
      ),
    )

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  })

  test('what was withdrawn for good keeps no language from another', async () => {
    const english = await desk.draft()
    const { translationGroupId } = english
    const french = await desk.draft({ language: 'fr', translationGroupId })
    await desk.publish(french.id)
    await desk.withdraw(french.id, 'canceled')

    const anew = await desk.draft({ language: 'fr', translationGroupId })

    expect(anew.translationGroupId).toBe(translationGroupId)
  })

  test('an unknown group is 422; null leaves the group, and the rest stays together', async () => {
    const refused = await editor('POST', DESK, {
      title: 'x',
      body: 'x',
      language: 'en',
      translationGroupId: UNKNOWN,
    })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/translationGroupId' }] })
    const english = await desk.draft()
    const group = { translationGroupId: english.translationGroupId }
    const french = await desk.draft({ language: 'fr', ...group })
    const german = await desk.draft({ language: 'de', ...group })

    await desk.change(english.id, { translationGroupId: null })

    expect(await groupOf(english.id)).not.toBe(english.translationGroupId)
    expect(await groupOf(french.id)).toBe(await groupOf(german.id))
    await desk.change(english.id, group)
    expect(await groupOf(english.id)).toBe(english.translationGroupId)
  })
})

describe('the lead image', () => {
  test('is frozen with the edition, and what it says of itself is joined live', async () => {
    const image = await anImage(db, { alt: 'A dredger' })
    const { id } = await desk.draft({ image: { media: image.id, caption: 'On Monday night' } })
    await desk.publish(id)
    await desk.change(id, { image: null })

    const seen = async () => (await reader('GET', `/v1/articles/${id}`)).body.image

    expect(await seen()).toMatchObject({ id: image.id, alt: 'A dredger', caption: 'On Monday night' })
    await db.media.update({ where: { id: image.id }, data: { alt: 'A red dredger' } })
    expect((await seen()).alt).toBe('A red dredger')
    await desk.publish(id)
    expect(await seen()).toBeNull()
  })

  test('that is unknown is 422, and one in the body that is not ours is just an address', async () => {
    const refused = await editor('POST', DESK, {
      title: 'x',
      body: 'x',
      language: 'en',
      image: { media: UNKNOWN },
    })
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/image/media' }] })

    const { id } = await desk.draft({ body: `![A ship](/media/${UNKNOWN}/ship.jpg)\n\nWords.` })
    expect(await db.revisionMedia.count({ where: { articleId: id } })).toBe(0)
    expect((await patch(id, { image: { alt: 'no media' } })).status).toBe(400)
  })
})
