/** A reply that is a file, and the export of a list as one: the same pieces for every contract. Free of Node. */
import { z } from 'zod'

export const FileReply = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mediaType: z.string(),
  name: z.string().nullable(),
})
export type FileReply = z.infer<typeof FileReply>

export const exportFormats = ['xlsx', 'csv'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>
