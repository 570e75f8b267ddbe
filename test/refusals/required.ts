/**
 * Every field that a form requires, and what requires it. A field that is not here makes R7 fail: first say why it is
 * needed, then ask for it. `machine` is what the page fills in by itself; nobody types it.
 */
const machine = 'filled in by the page, not by a person'
const loop = 'the closed loop: every step is told to the raiser with its reason (问题及时解决, 件件有回音)'
const firstTaker = 'first taker stays answerable (首接负责): who passes a matter on says to whom and why'
const directive = 'what is asked of whom is said whole, once (基层减负若干规定: fewer and shorter documents)'
const askedFor = 'a request to the floor states purpose and deadline (基层减负若干规定, R11)'
const identity = 'identity of every user before access (等保 2.0 身份鉴别 a-d)'
const twoFactors = 'two factors for roles that see personal data (等保 2.0 身份鉴别 d)'
const shownWithReason = 'personal data is shown with a reason that is kept (等保 2.0 个人信息保护)'
const ownData = "rights over one's own data (个人信息保护法第四十四至五十条): what is asked, about what"
const household = 'an address is told only to whoever knows its number and phone (个人信息保护法第五十一条)'
const whatAndWhere = 'supplier must act at the place of the trouble (GB/T 33833 报修受理): what is wrong, and where'
const receipt = 'the receipt stands in place of an account: nothing else is asked'
const leastPrivilege = 'least privilege: a role is granted by name, at a unit (等保 2.0 访问控制)'

export const requiredFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /voice/suggestions': { text: 'complaint and suggestion function (国办函〔2026〕12号): what is said' },
  'POST /matters/:id/moves assign': { seen: machine, unitId: 'one unit leads and is answerable (主办)' },
  'POST /matters/:id/moves reassign': { seen: machine, ownerId: 'one named person is answerable (承办人)' },
  'POST /matters/:id/moves hand_on': { seen: machine, unitId: firstTaker, reason: firstTaker },
  'POST /matters/:id/moves return': { seen: machine, reason: loop },
  'POST /matters/:id/moves ask_extension': { seen: machine, until: loop, reason: loop },
  'POST /matters/:id/moves grant_extension': { seen: machine },
  'POST /matters/:id/moves refuse_extension': { seen: machine, reason: loop },
  'POST /matters/:id/moves ask': { seen: machine, question: loop },
  'POST /matters/:id/moves reply': { seen: machine, text: loop },
  'POST /matters/:id/moves add': { seen: machine, text: loop },
  'POST /matters/:id/moves plan_action': { seen: machine, text: loop, ownerId: loop, dueOn: loop },
  'POST /matters/:id/moves finish_action': { seen: machine, actionId: machine, note: loop },
  'POST /matters/:id/moves attach_evidence': {
    seen: machine,
    fileIds: 'the move is nothing but the attaching; no other asks for it',
  },
  'POST /matters/:id/moves answer': { seen: machine, kind: loop, text: loop },
  'POST /matters/:id/moves judge': { seen: machine, verdict: 'the raiser has the last word (办理评价)' },
  'POST /matters/:id/moves merge': { seen: machine, intoId: loop, reason: loop },
  'POST /matters/:id/moves decline': { seen: machine, reason: loop },
  'POST /matters/:id/moves withdraw': { seen: machine },
  'POST /matters/:id/moves join': { seen: machine },
  'POST /matters/:id/moves leave': { seen: machine },
  'POST /matters/:id/moves split': { seen: machine, parts: loop, reason: loop },
  'POST /matters/:id/moves cosign': { seen: machine },
  'POST /matters/:id/moves uncosign': { seen: machine },
  'POST /matters/:id/moves confirm_repeat': { seen: machine, earlierId: machine },
  'POST /matters/:id/moves reject_repeat': { seen: machine, earlierId: machine },
  'POST /directives': {
    title: directive,
    text: directive,
    purpose: askedFor,
    unitIds: directive,
    dueOn: askedFor,
    minutes: 'the minutes it costs each unit are said before it is asked (基层减负若干规定, R11)',
  },
  'POST /directives/:id/recall': { reason: loop },
  'POST /directives/by-matter/:matterId/objections': { about: loop, text: loop },
  'POST /directives/objections/:matterId/decision': { seen: machine, decision: loop, text: loop },
  'POST /matters-handover person': { personId: machine, matterIds: machine, id: firstTaker, reason: loop },
  'POST /matters-handover unit': { personId: machine, matterIds: machine, id: firstTaker, reason: loop },
  'POST /matters-board/export': { format: machine },
  'POST /matters-inbox/export': { format: machine },
  'POST /ledger/export': { format: machine },
  'POST /ledger/matters/export': { unitId: machine, figure: machine, format: machine },
  'POST /org/units/:id/people/export': { format: machine },
  'POST /service/households/export': { q: machine, format: machine },
  'POST /org/people/:id/deputies': {
    deputyId: leastPrivilege,
    grantId: machine,
    from: 'a deputy has what a role allows for some days only (等保 2.0 访问控制)',
    until: 'a deputy has what a role allows for some days only (等保 2.0 访问控制)',
  },
  'POST /views': { list: machine, query: machine, name: 'a view is found again by its name' },
  'POST /views/opening': { list: machine, id: machine },
  'POST /demo-entry': { personId: machine },
  'POST /sign-in': { login: identity, password: identity },
  'POST /sign-in/second-factor': { code: twoFactors },
  'POST /activate': { login: identity, code: identity, password: identity },
  'POST /me/password': { old: identity, new: identity },
  'POST /me/second-factor/confirm': { code: twoFactors },
  'POST /org/people/:id/roles': { role: leastPrivilege, unitId: leastPrivilege },
  'POST /org/people/:id/phone': { reason: shownWithReason },
  'POST /org/roster/imports': { fileName: machine },
  'POST /kiosk-sessions': { name: leastPrivilege, unitId: leastPrivilege },
  'POST /kiosk-entry': { code: identity },
  'POST /service/households/find': { q: 'looking a household up: what is looked for' },
  'POST /service/households/:id/contact': { reason: shownWithReason },
  'POST /service/homes/recognise': { customerNo: household, phoneEnd: household },
  'POST /service/requests': { receipt: machine, trouble: whatAndWhere, placeId: whatAndWhere },
  'POST /service/households/:id/requests': { channel: machine, trouble: whatAndWhere },
  'POST /service/callbacks/:matterId false': { seen: machine },
  'POST /service/callbacks/:matterId true': { seen: machine, verdict: 'the raiser has the last word (办理评价)' },
  'POST /service/requests/:matterId/contact': { reason: shownWithReason },
  'POST /service/receipts/open': { code: receipt },
  'POST /service/receipts/moves reply': { code: machine, seen: machine, text: loop },
  'POST /service/receipts/moves add': { code: machine, seen: machine, text: loop },
  'POST /service/receipts/moves judge': {
    code: machine,
    seen: machine,
    verdict: 'the raiser has the last word (办理评价)',
  },
  'POST /service/receipts/moves withdraw': { code: machine, seen: machine },
  'POST /privacy/requests': { what: ownData, about: ownData, words: ownData },
  'POST /privacy/people/:id/requests': { what: ownData, about: ownData, words: ownData },
  'POST /privacy/people/:id/erasure': { staffNo: 'an act that cannot be taken back is confirmed by hand' },
}
