/** The pictures that came with one event of a matter; a click shows one large. */
import { Image } from 'antd'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { matterConsoleWords } from './words.ts'

export function Pictures({ matter, seq }: { matter: Pick<MatterView, 'id' | 'pictures'>; seq: number }) {
  const words = useWords(matterConsoleWords)
  const pictures = matter.pictures.filter((picture) => picture.seq === seq)
  if (pictures.length === 0) return null
  return (
    <div className="pictures">
      <Image.PreviewGroup>
        {pictures.map(({ fileId }, n) => (
          <Image
            key={fileId}
            src={`/api/matters/${matter.id}/pictures/${fileId}`}
            alt={words.pictureOf(n + 1)}
            width={112}
            height={84}
          />
        ))}
      </Image.PreviewGroup>
    </div>
  )
}
