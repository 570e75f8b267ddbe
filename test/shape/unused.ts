/** Nothing imports this file: `npm run verify` fails unless the search for unused files finds it, and only it. */
export const unused = true
