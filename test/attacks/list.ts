/**
 * The forty attacks of OWASP ASVS 5.0, level 2, as far as a heating company's loop of promises meets them: for each the tests that
 * make it, or what is not built yet and in which issue it will be. list.test.ts checks that the tests are there and speak of it.
 */

/** A test: its file, its title as it stands there, and what its text must speak of. */
export interface Made {
  readonly file: string
  readonly title: string
  readonly about: RegExp
}
export interface Attack {
  /** Requirements of ASVS 5.0. */
  readonly asvs: string
  readonly what: string
  readonly made: readonly Made[]
  /** Parts for which there is no product yet: what, and the number of the issue; null where none asks for it yet. */
  readonly notBuilt?: readonly { readonly what: string; readonly issue: number | null }[]
}

const made = (file: string, title: string, about: RegExp): Made => ({ file, title, about })
const transport = 'test/attacks/transport.test.ts'
const injection = 'test/attacks/injection.test.ts'
const requests = 'test/requests.test.ts'
const signIn = 'src/domains/org/sign-in/service.test.ts'
const lockOut = 'src/domains/org/sign-in/lock-out.test.ts'
const cookie = 'src/domains/org/sign-in/cookie.test.ts'
const accounts = 'src/domains/org/accounts/service.test.ts'
const me = 'src/domains/org/me/service.test.ts'
const pictures = 'src/platform/files/pictures.test.ts'
const password = 'src/platform/sign-in/password.test.ts'
const access = 'test/access.test.ts'

const refused = 'is refused where the request is not one of ours, and nothing is done'
const everyReply = 'every reply has the headers that keep a browser in its bounds: pages, files, refusals, faults'
const beside =
  'what lies beside the product is not served: dotfiles, source maps, lists of folders, figures, other methods'

export const attacks: Readonly<Record<number, Attack>> = {
  1: {
    asvs: '1.2.4',
    what: 'SQL in what people write',
    made: [
      made(injection, 'runs nothing of what its fields say', /payloads/),
      made(injection, 'text becomes SQL in two places only, and there it is ours', /sql\\\.raw/),
    ],
  },
  2: {
    asvs: '1.2.1, 3.2.2',
    what: 'scripts and markup in what people write, on every page',
    made: [
      made('test/e2e/payloads.e2e.ts', 'on every page of the phone it is text (%s)', /openPhone/),
      made('test/e2e/payloads.e2e.ts', 'on every page of the console it is text (%s)', /openDesktop/),
      made(injection, 'nothing is put into a page as markup, and nothing is evaluated', /innerHTML/),
    ],
  },
  3: {
    asvs: '1.3.1, 1.3.5',
    what: 'rich text and SVG',
    made: [made(pictures, 'other formats, also under a picture’s first bytes', /svg/i)],
    notBuilt: [{ what: 'rich text', issue: null }],
  },
  4: {
    asvs: '1.3.6, 13.2.4',
    what: 'the server is made to call somebody',
    made: [made(injection, 'the server calls nobody: no request goes out, so none can be sent elsewhere', /fetch/)],
    notBuilt: [{ what: 'calls to WeChat and mail, with their list of allowed hosts', issue: 4 }],
  },
  5: { asvs: '1.5.1', what: 'WeChat XML', made: [], notBuilt: [{ what: 'messages from WeChat', issue: 4 }] },
  6: {
    asvs: '2.2.1, 15.3.3',
    what: 'fields that are not asked for',
    made: [made(requests, refused, /isAdmin/), made('test/fuzz/calls.ts', 'unknown field', /isAdmin/)],
  },
  7: {
    asvs: '2.3.1',
    what: 'steps left out',
    made: [
      made('src/domains/matters/rules.test.ts', 'who may do what in which state', /may not/),
      made(signIn, 'a role that asks for a second factor opens nothing until it has been shown', /second/i),
    ],
    notBuilt: [{ what: 'phases of an election', issue: null }],
  },
  8: {
    asvs: '2.3.3, 2.3.4',
    what: 'the same request fifty times at once',
    made: [made(requests, 'sent fifty times at once it is done once', /length: 50/)],
    notBuilt: [
      { what: 'check-in and seats', issue: 6 },
      { what: 'votes', issue: null },
    ],
  },
  9: {
    asvs: '2.4.1, 6.3.1',
    what: 'trying without end',
    made: [
      made(lockOut, 'guesses sent at once do not get past the limit', /Promise\.all/),
      made(lockOut, 'one address that tries many accounts has to wait; a known device behind it does not', /address/),
      made(accounts, 'guesses at an activation code slow down, for a known and an unknown account alike', /code/),
    ],
    notBuilt: [
      { what: 'SMS', issue: 4 },
      { what: 'check-in by QR', issue: 6 },
    ],
  },
  10: {
    asvs: '3.3.1 to 3.3.4',
    what: 'cookies that others read or set',
    made: [
      made(
        cookie,
        'behind a trusted proxy on https, cookies are bound to this host and sent over https only',
        /__Host-/,
      ),
      made(
        cookie,
        'on http, in a demo, cookies are plainly named, without Secure, and closed to scripts and other sites',
        /HttpOnly/,
      ),
    ],
  },
  11: {
    asvs: '3.4.1',
    what: 'being brought down to http',
    made: [
      made(
        transport,
        'on https every reply says that only https will do, for two years and all hosts below',
        /strict-transport/,
      ),
      made(cookie, 'in production nobody signs in over an open line', /http/),
    ],
  },
  12: {
    asvs: '3.4.2',
    what: 'pages of other sites that read ours',
    made: [made(transport, everyReply, /evil\.example/)],
  },
  13: {
    asvs: '3.4.3, 3.4.6',
    what: 'a reply without policy',
    made: [
      made(transport, everyReply, /expectSafe/),
      made(transport, 'the reply of $name has them too, given or refused', /expectSafe/),
      made(
        'src/platform/pages.test.ts',
        'a page allows nothing inline, nothing foreign, and no frame around it',
        /policy/,
      ),
    ],
  },
  14: {
    asvs: '3.4.4, 3.4.5',
    what: 'a reply that is sniffed at, or that tells where one came from',
    made: [
      made(transport, everyReply, /expectSafe/),
      made(
        transport,
        'what is no HTTP at all is answered under the same headers, and the line is closed',
        /expectSafe/,
      ),
    ],
  },
  15: {
    asvs: '3.5.1, 3.5.2',
    what: 'a request sent by a page of another site',
    made: [made(requests, refused, /flaws/)],
  },
  16: {
    asvs: '3.5.3',
    what: 'looking that changes something',
    made: [
      made(transport, 'looking changes nothing', /method === 'GET'/),
      made(transport, 'pages, the document, and addresses of what only writes', /HEAD/),
    ],
  },
  17: {
    asvs: '4.1.3, 15.3.4',
    what: 'forged addresses and hosts',
    made: [
      made(
        transport,
        'a forwarded address or host counts for nothing where no proxy stands in front',
        /x-forwarded-host/,
      ),
      made(transport, 'behind one proxy the last hop alone is believed', /trustedHops: 1/),
    ],
  },
  18: {
    asvs: '5.2.1 to 5.2.3',
    what: 'files that are too large, not what they say, or unfold without end',
    made: [
      made(pictures, 'files over 10 MB, by size', /./),
      made(pictures, 'other formats, also under a picture’s first bytes', /png|pdf|gif/i),
      made(pictures, 'a small file that unfolds into 60 million pixels, or claims to', /./),
      made(
        'src/domains/org/roster/workbook.test.ts',
        'a small archive that unpacks to more than we take is refused before it is unpacked',
        /zip|archive|xlsx/i,
      ),
    ],
  },
  19: {
    asvs: '5.3.2, 5.4.1',
    what: 'ways out of the folder in a name',
    made: [
      made('test/nonsense.test.ts', 'the address %s is no fault of ours', /etc%2fpasswd/),
      made('src/platform/files/files.test.ts', 'is read as it was handed in, with type and name', /name/),
      made(transport, 'the reply of $name has them too, given or refused', /reply !== 'file'/),
    ],
  },
  20: { asvs: '5.4.3', what: 'viruses', made: [], notBuilt: [{ what: 'the hook for a scanner', issue: null }] },
  21: {
    asvs: '6.2.1 to 6.2.12',
    what: 'weak passwords',
    made: [
      made(password, 'has 8 to 128 characters, whatever their kind', /./),
      made(password, 'is none of those that are guessed first', /./),
      made(password, 'holds no staff number, phone, name or company, nor a good piece of one', /./),
      made(password, 'counts to its last byte, also beyond the 72nd', /72/),
      made(accounts, 'an administrator needs a password of twelve characters', /./),
    ],
    notBuilt: [{ what: 'the policy profile dengbao (three classes of characters, renewal)', issue: 3 }],
  },
  22: {
    asvs: '6.3.2, 6.4.1',
    what: 'default accounts and old activation codes',
    made: [
      made(accounts, 'an activation code ends after 24 hours, and a new one replaces the old', /24|hours/),
      made(accounts, 'two who spend the same code at once: one sets his password', /Promise\.all/),
      made(accounts, 'the first administrator is made on the command line, once, in a company without anybody', /./),
    ],
  },
  23: {
    asvs: '6.3.3',
    what: 'personal data behind a password alone',
    made: [
      made(access, 'has every role, nobody, a wall screen, and somebody who owes his second factor', /owing/),
      made(signIn, 'a role that asks for a second factor opens nothing until it has been shown', /./),
    ],
  },
  24: {
    asvs: '6.4.3, 6.4.4',
    what: 'getting around the second factor by losing it',
    made: [
      made(accounts, 'a reset by a new code ends all sessions but never skips the second factor', /second/i),
      made(accounts, 'a lost second factor is taken off by two keepers, and all that was open ends', /./),
    ],
  },
  25: {
    asvs: '6.5.1, 6.5.5',
    what: 'a one-time code used again',
    made: [
      made('src/platform/sign-in/totp.test.ts', 'a code is accepted one step early or late, and no further', /./),
      made('src/platform/sign-in/totp.test.ts', 'each code works once, and after a later one no earlier one does', /./),
      made(signIn, 'of two who show the same one-time code at once, one gets in', /Promise\.all/),
      made('src/platform/sealed.test.ts', 'does not open in another row, column or table, or under another key', /./),
    ],
  },
  26: {
    asvs: '6.8.1, 10.2.1',
    what: 'OAuth',
    made: [],
    notBuilt: [{ what: 'sign-in by WeChat and WeCom', issue: null }],
  },
  27: {
    asvs: '7.2.3, 7.2.4',
    what: 'tokens that are guessed, kept or carried along',
    made: [
      made(signIn, 'signing in again gives another token, and the old one is worth nothing at once', /./),
      made(me, 'changing the password ends the other sessions, forgets the other devices, and rotates this one', /./),
      made(
        'test/attacks/tokens.test.ts',
        'a token is 256 bits of chance, and the database holds its hash alone',
        /sha256/,
      ),
    ],
  },
  28: {
    asvs: '7.3.1, 7.3.2',
    what: 'sessions that never end',
    made: [
      made(signIn, 'a desk session ends by itself, a remembered phone stays', /./),
      made('src/platform/news/events.test.ts', 'keeps a session alive that nobody uses', /idle|watch/),
      made(access, 'a second factor shown long ago', /freshSecondFactor/),
    ],
  },
  29: {
    asvs: '7.4.1 to 7.4.5',
    what: 'sessions that outlive their person',
    made: [
      made(signIn, 'signing out ends the session at once and takes the cookie', /./),
      made(me, 'a person lists where he is signed in, in words, and signs out there', /./),
      made(
        'src/platform/news/events.test.ts',
        'stays open for a session that was ended on another server: five seconds at most',
        /./,
      ),
      made(accounts, 'a reset by a new code ends all sessions but never skips the second factor', /./),
    ],
  },
  30: {
    asvs: '8.2.1 to 8.2.3',
    what: 'the wrong person, the wrong object, the wrong company',
    made: [
      made(access, 'has every endpoint of the house, and none besides', /served/),
      made(
        'test/tenants.test.ts',
        'given something of the other company, shows and changes nothing of it',
        /expectApart/,
      ),
      made(
        'test/tenants.test.ts',
        'given something of ours in which one id is of the other, shows and changes nothing of it',
        /withIds/,
      ),
    ],
  },
  31: {
    asvs: '8.3.1',
    what: 'a verb that is called without an actor',
    made: [
      made(
        'test/attacks/tokens.test.ts',
        'a verb for signed-in people cannot be called, or served, without one',
        /ts-expect-error/,
      ),
    ],
  },
  32: {
    asvs: '9.1',
    what: 'tokens that speak for themselves',
    made: [
      made(
        injection,
        'keys, hashes and chance come from Node’s own cryptography and argon2, and there are no tokens that speak for themselves',
        /jwt/,
      ),
    ],
  },
  33: {
    asvs: '11.2.1, 11.3',
    what: 'home-made cryptography, values moved from row to row',
    made: [
      made(
        injection,
        'keys, hashes and chance come from Node’s own cryptography and argon2, and there are no tokens that speak for themselves',
        /aes-256-gcm/,
      ),
      made('src/platform/sealed.test.ts', 'does not open in another row, column or table, or under another key', /./),
      made('src/platform/sealed.test.ts', 'does not open when any bit was changed or any byte is missing', /./),
    ],
  },
  34: {
    asvs: '11.4.2',
    what: 'cheap hashes of passwords',
    made: [
      made(password, 'that does not exist is answered no, with a hash of today’s full work', /./),
      made(password, 'made with other parameters still opens, and asks to be made anew', /./),
    ],
  },
  35: {
    asvs: '11.5.1',
    what: 'chance that can be foretold',
    made: [
      made(
        'test/shape/rules.ts',
        'chance comes from the cryptographic source, and words go to the log or to the person',
        /Math\.random/,
      ),
    ],
  },
  36: {
    asvs: '12',
    what: 'weak lines',
    made: [made(cookie, 'in production nobody signs in over an open line', /./)],
    notBuilt: [{ what: 'TLS of the proxy in front, tried with a scanner', issue: 3 }],
  },
  37: {
    asvs: '13.3, 13.4',
    what: 'what lies beside the product',
    made: [
      made(transport, beside, /\.git/),
      made('test/start.test.ts', 'no child sees the password of the owner', /environ/),
      made(
        'test/start.test.ts',
        'the web server cannot sign the audit log: neither its environment nor any file that it may open holds the key',
        /ERR_ACCESS_DENIED/,
      ),
    ],
  },
  38: {
    asvs: '14.2.1, 14.3.2',
    what: 'personal data and secrets in addresses, logs and caches',
    made: [
      made(
        'test/attacks/logs.test.ts',
        'neither a word, a name, a number nor a secret of what is asked and answered comes into the log',
        /secrets/,
      ),
      made(
        'test/attacks/logs.test.ts',
        'no address of ours carries a password, a code, a token or a phone number',
        /token/,
      ),
      made(transport, 'the reply of $name has them too, given or refused', /no-store/),
    ],
  },
  39: {
    asvs: '16.2.5, 16.3, 16.4.1',
    what: 'acts that leave no trace, names that forge one',
    made: [
      made(
        'test/attacks/logs.test.ts',
        'a name with line breaks and terminal signs is kept as it is in one line, and splits none',
        /u001b/,
      ),
      made(signIn, 'an employee signs in by staff number and password, and it is recorded', /./),
      made(lockOut, 'five wrong guesses from unknown devices lock for 30 minutes, and that is recorded', /./),
      made(
        'test/tamper.test.ts',
        'sixteen writers, three kills in the middle, a restore: all is whole, and twenty alterations are named',
        /proveAudit/,
      ),
    ],
  },
  40: {
    asvs: '16.5, 15.2.2',
    what: 'the database goes away in the middle',
    made: [
      made(
        'test/attacks/database-away.test.ts',
        'while it is away every request is refused as unavailable, with a number to ask about and no word of why',
        /503/,
      ),
      made(
        'test/attacks/database-away.test.ts',
        'killed in the middle of writes, each of them is done wholly or not at all, and once when it is repeated',
        /sendAway/,
      ),
      made('src/platform/jobs/jobs.test.ts', 'is done after the database was away', /./),
    ],
  },
}
