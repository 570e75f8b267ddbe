/** What people read in the form that splits a matter. */
import { dictionary } from '#platform/words.ts'

export const splitWords = dictionary(
  {
    nth: (n: number) => `第 ${n} 件`,
    text: (n: number) => `第 ${n} 件：说的是什么`,
    add: '再拆一件',
    remove: (n: number) => `不要第 ${n} 件`,
    photos: (n: number) => `第 ${n} 件的照片`,
    photo: (n: number) => `照片 ${n}`,
    alike: '和另一件写得一样，请只留这一件的内容。',
    follows: (what: string) => `“${what}”归哪一件`,
    hint: '用提出人的话，只留这一件的内容。原文仍在原事项里，大家都能对照。',
  },
  {
    nth: (n) => `Part ${n}`,
    text: (n) => `Part ${n}: what it says`,
    add: 'One more part',
    remove: (n) => `Leave out part ${n}`,
    photos: (n) => `Photos of part ${n}`,
    photo: (n) => `Photo ${n}`,
    alike: 'It says the same as another part. Please leave only what concerns this one.',
    follows: (what) => `“${what}” goes with`,
    hint: 'In the raiser’s words, only what concerns this part. The whole text stays with the original for all to compare.',
  },
)
