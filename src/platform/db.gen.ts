/** Generated from the migrated database by `npm run types`. Do not edit. */
import type { ColumnType, Generated } from 'kysely'

export type Json = ColumnType<unknown, string, string>

export interface ChannelsNotice {
  id: string
  person_id: string
  relation: 'own' | 'raised' | 'joined' | 'above' | 'assigned' | 'follow' | 'digest'
  act: string
  matter_id: string | null
  event_of: string | null
  seq: number | null
  at: Date
  deliver_at: Date
  seen: Generated<boolean>
}

export interface ChannelsSetting {
  person_id: string
  quiet_from: number
  quiet_to: number
  rest_days: boolean
  digest: boolean
}

export interface DirectivesDirective {
  id: string
  title: string
  text: string
  purpose: string
  due_on: string
  minutes: number
  issuer_id: string
  issuing_unit_id: string
  issued_at: Date
  recalled_at: Date | null
  recall_reason: string | null
}

export interface DirectivesItem {
  id: string
  directive_id: string
  position: number
  what: string
  why: string
  due_on: string
  held_not_enough: string | null
  issued_at: Date
  terms: string
}

export interface DirectivesObjection {
  matter_id: string
  directive_id: string
  unit_id: string
  about: 'question' | 'does_not_fit'
  decision: 'explained' | 'changed' | 'withdrawn' | null
}

export interface DirectivesUnit {
  directive_id: string
  unit_id: string
  matter_id: string
  minutes: number
  due_on: string
  issued_at: Date
  ended_at: Date | null
}

export interface MattersAction {
  id: string
  matter_id: string
  text: string
  owner_id: string
  due_on: string
  done_at: Date | null
  done_note: string | null
}

export interface MattersAssisting {
  matter_id: string
  unit_id: string
}

export interface MattersEvent {
  matter_id: string
  seq: number
  at: Date
  act: string
  by_person: string | null
  by_unit: string | null
  relation: string
  data: Json
}

export interface MattersFile {
  matter_id: string
  file_id: string
  seq: number
}

export interface MattersFollower {
  matter_id: string
  person_id: string
  at: Date
}

export interface MattersHold {
  matter_id: string
  by_matter_id: string
}

export interface MattersJoiner {
  matter_id: string
  person_id: string
  at: Date
}

export interface MattersMatter {
  id: string
  number: string
  kind: string
  title: string
  text: string
  visibility: 'company' | 'handlers'
  state: 'received' | 'assigned' | 'waiting' | 'promised' | 'answered' | 'settled' | 'declined' | 'merged' | 'withdrawn' | 'split'
  raiser_id: string | null
  raised_unit_id: string
  raised_at: Date
  desk_unit_id: string
  lead_unit_id: string | null
  owner_id: string | null
  answerable_unit_id: string | null
  level: Generated<number>
  hand_ons: Generated<number>
  must_decide: Generated<boolean>
  due_at: Date | null
  act_by: Date | null
  extension: 'asked' | 'granted' | 'refused' | null
  extension_until: string | null
  decider_unit_id: string | null
  answer_kind: 'done' | 'by_date' | 'policy' | null
  answer_text: string | null
  promised_on: string | null
  policy_rule: string | null
  merged_into: string | null
  verdict: 'solved' | 'partly' | 'not_solved' | null
  terms: string
  state_since: Date
  events: Generated<number>
  at_unit_id: Generated<string>
  paused_since: Date | null
  part_of: string | null
  came_back: Generated<boolean>
}

export interface MattersPartFile {
  matter_id: string
  file_id: string
  seq: number
}

export interface MattersRepeat {
  matter_id: string
  earlier_id: string
  same: boolean
  by_raiser: boolean
  by_person: string
  at: Date
}

export interface MattersTally {
  unit_id: string
  state: 'received' | 'assigned' | 'waiting' | 'promised' | 'answered' | 'settled' | 'declined' | 'merged' | 'withdrawn' | 'split'
  n: number
}

export interface OrgDefaultView {
  person_id: string
  list: 'board' | 'people' | 'households'
  view_id: string
}

export interface OrgDemoEntry {
  person_id: string
  key: string
  position: number
  title_zh: string
  title_en: string
  hint_zh: string
  hint_en: string
  home: 'phone' | 'console'
}

export interface OrgDeputy {
  id: string
  person_id: string
  deputy_id: string
  grant_id: string | null
  from_on: string
  until_on: string
  named_by: string
  named_at: Date
  ended_at: Date | null
}

export interface OrgPerson {
  id: string
  staff_no: string
  name: string
  unit_id: string
  phone_sealed: Buffer | null
  phone_fingerprint: Buffer | null
  party_status: Generated<'none' | 'applicant' | 'activist' | 'target' | 'probationary' | 'member'>
  terms: string
  left_on: string | null
  version: Generated<number>
}

export interface OrgPhoneShown {
  id: string
  person_id: string
  by_person: string
  reason: string
  at: Date
}

export interface OrgPost {
  id: string
  person_id: string
  unit_id: string
  title: string
  since: string
  until: string | null
}

export interface OrgRoleGrant {
  id: string
  person_id: string
  role: string
  unit_id: string
  source: Generated<'console' | 'roster'>
  granted_at: Date
  revoked_at: Date | null
}

export interface OrgRosterImport {
  id: string
  by_person: string | null
  file_name: string
  file_sha256: Buffer
  absent_leave: boolean
  state: 'checked' | 'refused' | 'running' | 'done' | 'overtaken'
  counts: Json
  preview_sealed: Buffer | null
  done_rows: Generated<number>
  total_rows: number
  created_at: Date
  finished_at: Date | null
}

export interface OrgSavedView {
  id: string
  person_id: string
  list: 'board' | 'people' | 'households'
  name: string
  query: string
  shared_unit_id: string | null
  made_at: Date
  deleted_at: Date | null
}

export interface OrgUnit {
  id: string
  parent_id: string | null
  code: string
  name: string
  kind: string
  path: string[]
  closed_at: Date | null
}

export interface PlatformAccount {
  person_id: string
  password_hash: string | null
  password_set_at: Date | null
  activation_hash: Buffer | null
  activation_until: Date | null
  totp_sealed: Buffer | null
  totp_offered_sealed: Buffer | null
  totp_last_step: number | null
}

export interface PlatformAuditCheckpoint {
  size: number
  at: Date
  root_hash: Buffer
  edge: Buffer
  note: string
}

export interface PlatformAuditEntry {
  id: string
  at: Date
  actor_id: string | null
  act: string
  subject_kind: string
  subject_id: string
  request_id: string
  change_hash: Buffer
}

export interface PlatformAuditLeaf {
  position: number
  entry_id: string
  leaf_hash: Buffer
}

export interface PlatformAuditSalt {
  entry_id: string
  salt: Buffer
}

export interface PlatformBlob {
  sha256: Buffer
  size: number
  bytes: Buffer | null
}

export interface PlatformDevice {
  id: string
  person_id: string
  secret_hash: Buffer
  second_factor_at: Date | null
  until: Date
}

export interface PlatformFile {
  id: string
  sha256: Buffer
  media_type: string
  uploader_id: string | null
  name: string | null
  at: Date
}

export interface PlatformKey {
  purpose: string
  version: number
  wrapped: Buffer
  wrapped_by: string
  sealing_from: Date
}

export interface PlatformKiosk {
  id: string
  name: string
  unit_id: string
  made_by: string
  made_at: Date
  code_hash: Buffer | null
  code_until: Date
  session_id: string | null
  ended_at: Date | null
}

export interface PlatformLimit {
  name: string
  n: number
  since: Date
  blocked_until: Date | null
}

export interface PlatformOnce {
  person_id: string
  key: string
  route: string
  input_hash: string
  reply: Json | null
  at: Date
}

export interface PlatformOutbox {
  id: string
  act: string
  subject_kind: string
  subject_id: string
  tell: Json
}

export interface PlatformRecoveryCode {
  person_id: string
  code_hash: Buffer
}

export interface PlatformRecurring {
  name: string
  last_run: Date
}

export interface PlatformSecondFactorLoss {
  id: string
  person_id: string
  asked_by: string
  asked_at: Date
  until: Date
  confirmed_by: string | null
  confirmed_at: Date | null
}

export interface PlatformSession {
  id: string
  token_hash: Buffer
  person_id: string
  kind: 'normal' | 'demo' | 'kiosk'
  device_id: string | null
  agent: string
  started_at: Date
  second_factor_at: Date | null
  password_due: Generated<boolean>
  idle_minutes: number
  idle_until: Date
  expires_at: Date
  ended_at: Date | null
}

export interface PrivacyErasure {
  person_id: string
  at: Date
  by_person: string | null
  matter_id: string | null
}

export interface PrivacyRequest {
  id: string
  matter_id: string
  person_id: string
  desk_unit_id: string
  what: 'correction' | 'erasure' | 'explanation'
  about: string
  words_sealed: Buffer | null
  by_desk: boolean
  at: Date
}

export interface ServiceCallback {
  id: string
  request_id: string
  by_person: string
  at: Date
  reached: boolean
  verdict: 'solved' | 'partly' | 'not_solved' | null
  satisfaction: 'satisfied' | 'fairly' | 'dissatisfied' | null
  note: string | null
}

export interface ServiceContactShown {
  id: string
  household_id: string | null
  by_person: string
  reason: string
  at: Date
  request_id: string | null
}

export interface ServiceHousehold {
  id: string
  place_id: string
  node_id: string
  station_unit_id: string
  floor: number | null
  customer_no: string
  flat: string
  heated_area: string
  holder_sealed: Buffer | null
  phone_sealed: Buffer | null
  phone_fingerprint: Buffer | null
  phone_end_fingerprint: Buffer | null
  terms: string
}

export interface ServiceNode {
  id: string
  parent_id: string | null
  station_unit_id: string | null
  kind: 'source' | 'branch' | 'exchange_station' | 'zone' | 'riser'
  code: string
  name: string
  path: string[]
}

export interface ServicePlace {
  id: string
  parent_id: string | null
  station_unit_id: string | null
  kind: 'estate' | 'building' | 'entrance'
  name: string
  path: string[]
}

export interface ServiceReportCount {
  id: string
  print: Buffer
  at: Date
}

export interface ServiceRequest {
  id: string
  matter_id: string
  trouble: 'no_heat' | 'too_cold' | 'leak' | 'noise' | 'valve' | 'bill' | 'stop_heating' | 'restart_heating' | 'temperature_test' | 'praise' | 'suggestion' | 'other'
  channel: 'web' | 'hotline' | 'desk'
  place_id: string
  flat: string | null
  household_id: string | null
  measured: string | null
  at_home: string | null
  reporter_sealed: Buffer | null
  phone_sealed: Buffer | null
  phone_fingerprint: Buffer | null
  phone_end_fingerprint: Buffer | null
  reach_by: 'phone' | 'landline' | 'letter' | null
  receipt_hash: Buffer
  taken_by: string | null
  urged: boolean | null
  at: Date
}

export interface VoiceSuggestion {
  id: string
  matter_id: string
  about: 'work' | 'safety' | 'tools' | 'welfare' | 'management' | 'users' | 'this_system' | 'other'
  anonymous: Generated<boolean>
  author_id: string | null
}

export interface DB {
  channels_notice: ChannelsNotice
  channels_setting: ChannelsSetting
  directives_directive: DirectivesDirective
  directives_item: DirectivesItem
  directives_objection: DirectivesObjection
  directives_unit: DirectivesUnit
  matters_action: MattersAction
  matters_assisting: MattersAssisting
  matters_event: MattersEvent
  matters_file: MattersFile
  matters_follower: MattersFollower
  matters_hold: MattersHold
  matters_joiner: MattersJoiner
  matters_matter: MattersMatter
  matters_part_file: MattersPartFile
  matters_repeat: MattersRepeat
  matters_tally: MattersTally
  org_default_view: OrgDefaultView
  org_demo_entry: OrgDemoEntry
  org_deputy: OrgDeputy
  org_person: OrgPerson
  org_phone_shown: OrgPhoneShown
  org_post: OrgPost
  org_role_grant: OrgRoleGrant
  org_roster_import: OrgRosterImport
  org_saved_view: OrgSavedView
  org_unit: OrgUnit
  platform_account: PlatformAccount
  platform_audit_checkpoint: PlatformAuditCheckpoint
  platform_audit_entry: PlatformAuditEntry
  platform_audit_leaf: PlatformAuditLeaf
  platform_audit_salt: PlatformAuditSalt
  platform_blob: PlatformBlob
  platform_device: PlatformDevice
  platform_file: PlatformFile
  platform_key: PlatformKey
  platform_kiosk: PlatformKiosk
  platform_limit: PlatformLimit
  platform_once: PlatformOnce
  platform_outbox: PlatformOutbox
  platform_recovery_code: PlatformRecoveryCode
  platform_recurring: PlatformRecurring
  platform_second_factor_loss: PlatformSecondFactorLoss
  platform_session: PlatformSession
  privacy_erasure: PrivacyErasure
  privacy_request: PrivacyRequest
  service_callback: ServiceCallback
  service_contact_shown: ServiceContactShown
  service_household: ServiceHousehold
  service_node: ServiceNode
  service_place: ServicePlace
  service_report_count: ServiceReportCount
  service_request: ServiceRequest
  voice_suggestion: VoiceSuggestion
}
