import type { Feature } from '../../http/feature.ts'
import { mediaFiles } from './delivery.ts'
import { editorialMedia } from './editorial.ts'
import { mediaUploads } from './uploads.ts'

/** Images: kept on the desk, uploaded, and served. */
export const media: readonly Feature[] = [editorialMedia, mediaUploads, mediaFiles]
