/** Org: the company as a tree of units, its people, their posts, and the roles they hold at a unit and below it. */
import { z } from 'zod'
import { type Role, roleNames, roles } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { ExportFormat, FileReply } from '#platform/file-reply.ts'

export const PartyStatus = z.enum(['none', 'applicant', 'activist', 'target', 'probationary', 'member'])
export type PartyStatus = z.infer<typeof PartyStatus>

export const UnitKind = z.enum(['company', 'district', 'department', 'station', 'plant', 'team', 'other'])
export type UnitKind = z.infer<typeof UnitKind>

/** Roles that are granted; everybody is an employee without being told. */
export const grantedRoles = roleNames.filter((role) => role !== 'employee')
export const GrantedRole = z.enum(grantedRoles)
export type GrantedRole = z.infer<typeof GrantedRole>

/** Who works in the console at all. */
export const consoleRoles: readonly Role[] = roleNames.filter((role) => roles[role].console)
/** Who keeps the roster and the roles. */
export const rosterRoles: readonly Role[] = ['hr', 'system_admin']
/** Who may see the people of a unit with their posts and roles. */
export const peopleRoles: readonly Role[] = ['hr', 'system_admin', 'secretary', 'leader', 'party_affairs']
/** Who may see who is in the Party: sensitive, so not whoever runs the system. */
export const partyReaders: readonly Role[] = ['hr', 'secretary', 'leader', 'party_affairs']
/** Who may see a phone, for a reason that is kept. */
export const phoneReaders: readonly Role[] = ['hr', 'secretary', 'leader', 'party_affairs']

export const UnitView = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
})
export type UnitView = z.infer<typeof UnitView>

export const listUnits = endpoint({
  method: 'GET',
  path: '/org/units',
  summary: 'All units that are not closed, parents before their children.',
  caller: 'employee',
  input: z.object({}),
  output: z.object({ units: z.array(UnitView) }),
})

export const PersonFound = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNo: z.string(),
  unitId: z.uuid(),
  /** The names of the units from the one below the company down. */
  unitName: z.string(),
})
export type PersonFound = z.infer<typeof PersonFound>

export const searchPeople = endpoint({
  method: 'GET',
  path: '/org/people',
  summary: 'People by name or staff number, for choosing one. Never a phone.',
  caller: consoleRoles,
  input: z.object({
    q: z.string().trim().min(1).max(60),
    /** Only people of this unit and below. */
    unitId: z.uuid().optional(),
  }),
  output: z.object({ rows: z.array(PersonFound) }),
})

export const GrantView = z.object({
  id: z.uuid(),
  role: GrantedRole,
  unitId: z.uuid(),
  unitName: z.string(),
  source: z.enum(['console', 'roster']),
})
export type GrantView = z.infer<typeof GrantView>

export const PersonView = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNo: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  posts: z.array(z.string()),
  grants: z.array(GrantView),
  /** Absent where the viewer is not to know. */
  partyStatus: PartyStatus.optional(),
  hasPhone: z.boolean(),
  may: z.array(z.enum(['grant_role', 'show_phone'])),
})
export type PersonView = z.infer<typeof PersonView>

export const listUnitPeople = endpoint({
  method: 'GET',
  path: '/org/units/:id/people',
  summary: 'The people of a unit with posts and roles, by staff number; on request with those of all units below.',
  caller: peopleRoles,
  input: z.object({
    id: z.uuid(),
    below: z.enum(['yes', 'no']).default('no'),
    /** The staff number after which to go on. */
    after: z.string().max(60).optional(),
  }),
  output: z.object({ rows: z.array(PersonView), next: z.string().nullable() }),
})

export const exportPeople = endpoint({
  method: 'POST',
  path: '/org/units/:id/people/export',
  summary: 'The people of a unit with posts and roles, as a file; never a phone. Asks for a fresh second factor.',
  caller: peopleRoles,
  freshSecondFactorMinutes: 15,
  reply: 'file',
  keepReply: false,
  input: z.object({ id: z.uuid(), below: z.enum(['yes', 'no']).default('no'), format: ExportFormat }),
  output: FileReply,
})

export const getPerson = endpoint({
  method: 'GET',
  path: '/org/people/:id',
  summary: 'One person with posts and roles, for whoever looks after the unit.',
  caller: peopleRoles,
  input: z.object({ id: z.uuid() }),
  output: PersonView,
})

export const grantRole = endpoint({
  method: 'POST',
  path: '/org/people/:id/roles',
  summary: 'Grants a role at a unit; it holds for everything below. Never to oneself.',
  caller: rosterRoles,
  freshSecondFactorMinutes: 15,
  input: z.object({ id: z.uuid(), role: GrantedRole, unitId: z.uuid() }),
  output: PersonView,
})

export const revokeRole = endpoint({
  method: 'POST',
  path: '/org/people/:id/roles/:grantId/revoke',
  summary: 'Takes a granted role back.',
  caller: rosterRoles,
  freshSecondFactorMinutes: 15,
  input: z.object({ id: z.uuid(), grantId: z.uuid() }),
  output: PersonView,
})

export const showPhone = endpoint({
  method: 'POST',
  path: '/org/people/:id/phone',
  summary: 'Shows the phone of a person; that it was shown, to whom and why is recorded.',
  caller: phoneReaders,
  keepReply: false,
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(200) }),
  output: z.object({ phone: z.string() }),
})

export const listPhonesShown = endpoint({
  method: 'GET',
  path: '/org/phones-shown',
  summary: 'Whose phone was shown to whom, and the reason given, newest first.',
  caller: ['auditor'],
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        person: z.string(),
        by: z.string(),
        reason: z.string(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
})
