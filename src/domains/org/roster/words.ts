/** What people read about roster files: refusals, and one sentence for everything that can be wrong in a file. */
import type { Role } from '#platform/access.ts'
import { dictionary, type Language, type Widen } from '#platform/words.ts'
import { orgWords } from '../words.ts'

export const refusals = dictionary(
  {
    'org.roster_not_readable': '读不出这个文件。请用 Excel 另存为 .xlsx，或另存为 CSV。',
    'org.roster_old_excel': '这是旧版或加密的 Excel 文件。请去掉密码，另存为 .xlsx 后再导入。',
    'org.roster_too_large': '表格太大：最多 50,000 行、60 列。',
    'org.roster_without_header': '表格里没有找到表头。人员表需要“工号”“姓名”“单位”几列，可以下载模板对照。',
    'org.roster_not_found': '没有找到这次导入，或不是您上传的。',
    'org.roster_has_errors': '文件里还有错误，请改正后重新上传。',
    'org.roster_already_decided': '这次导入已经完成或失效，请重新上传文件。',
    'org.roster_changed_meanwhile': '预览之后名册有变化，请重新上传文件，核对后再确认。',
    'org.roster_not_allowed': '只有公司一级的人事或系统管理员可以导入名册。',
  },
  {
    'org.roster_not_readable': 'This file cannot be read. Please save it from Excel as .xlsx or as CSV.',
    'org.roster_old_excel':
      'This is an old or encrypted Excel file. Please remove the password and save it as .xlsx first.',
    'org.roster_too_large': 'The table is too large: at most 50,000 rows and 60 columns.',
    'org.roster_without_header':
      'No header row was found. The people sheet needs the columns staff no., name and unit; a template can be downloaded.',
    'org.roster_not_found': 'This import was not found, or it is not yours.',
    'org.roster_has_errors': 'There are errors in the file. Please correct them and upload it again.',
    'org.roster_already_decided': 'This import is done or no longer valid. Please upload the file again.',
    'org.roster_changed_meanwhile':
      'The roster has changed since the preview. Please upload the file again and look at the new preview.',
    'org.roster_not_allowed': 'Only HR or a system administrator of the whole company can import a roster.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

const zh = {
  // the table
  column_missing: (header: string) => `缺少“${header}”这一列`,
  column_unknown: (header: string) => `不认识的列“${header}”，已略过`,
  column_twice: (header: string) => `“${header}”出现了两次，以第一次为准`,
  sheet_ignored: (sheet: string) => `工作表“${sheet}”也像名册，只导入第一张，这一张已略过`,
  example_row: () => '模板里的示例行，已略过',
  cell_broken: (value: string) => `单元格是公式错误 ${value}`,
  number_scientific: (value: string) => `“${value}”是科学计数，数字已不完整；请把这一列设为“文本”后重新填写`,
  number_too_long: (value: string) => `“${value}”太长，表格只保留了前 15 位；请把这一列设为“文本”后重新填写`,
  too_long: (most: number) => `太长，最多 ${most} 个字`,
  // people
  staff_no_missing: () => '缺少工号',
  staff_no_twice: (value: string, line: number) => `工号 ${value} 与第 ${line} 行重复`,
  staff_no_lost_zeros: (value: string, known: string) => `工号 ${value} 可能丢了前面的 0：名册中有 ${known}`,
  name_missing: () => '缺少姓名',
  unit_missing: () => '缺少单位',
  phone_invalid: (value: string) => `“${value}”不是 11 位手机号`,
  phone_twice: (line: number) => `手机号与第 ${line} 行重复`,
  phone_taken: (name: string, staffNo: string) => `手机号已登记在 ${name}（${staffNo}）名下`,
  party_unknown: (value: string) =>
    `不认识的政治面貌“${value}”：请填群众、入党申请人、入党积极分子、发展对象、预备党员或中共党员`,
  role_unknown: (value: string) => `不认识的角色“${value}”`,
  role_is_everybodys: () => '“职工”不用填，人人都有',
  role_only_at_company: (role: Role) => `“${orgWords.zh.roles[role]}”只能在公司一级授予`,
  role_needs_system_admin: (role: Role) => `“${orgWords.zh.roles[role]}”只能由系统管理员授予或撤销`,
  roles_exclude: () => '系统管理员和审计员不能由同一个人担任',
  your_own_roles: () => '不能通过导入改变自己的角色',
  yourself_leaving: () => '不能把自己标为离职',
  last_system_admin: () => '导入后将没有系统管理员，请至少保留一名',
  console_role_kept: (role: Role, unit: string) =>
    `此人调动后仍保留在控制台授予的角色：${orgWords.zh.roles[role]}（${unit}）`,
  status_unknown: (value: string) => `不认识的状态“${value}”：请填在职或离职`,
  day_invalid: (value: string) => `“${value}”不是日期，请写成 2026-03-01`,
  left_on_but_active: () => '状态是在职，却填了离职日期',
  left_in_future: (day: string) => `离职日期 ${day} 还没到，暂按在职处理；到期后请再导入`,
  left_but_unknown: (staffNo: string) => `名册里没有 ${staffNo}，又已离职，已略过`,
  staff_no_of_former: (staffNo: string, name: string) =>
    `工号 ${staffNo} 属于已离职的 ${name}，姓名不同；工号不能给另一个人再用`,
  name_changes: (before: string, after: string) => `姓名由 ${before} 改为 ${after}，请确认是同一个人`,
  // units
  unit_code_missing: () => '缺少单位编码',
  unit_name_missing: () => '缺少单位名称',
  unit_code_twice: (code: string, line: number) => `单位编码 ${code} 与第 ${line} 行重复`,
  unit_parent_unknown: (code: string) => `没有编码为 ${code} 的上级单位`,
  unit_second_root: (name: string) => `只能有一个最上级单位，已有“${name}”；请填上级编码`,
  unit_cycle: (name: string) => `“${name}”的上级绕回了它自己`,
  unit_name_taken: (name: string) => `同一上级下已有“${name}”`,
  unit_closed: (code: string) => `编码 ${code} 的单位已撤销，不能再用`,
  unit_kind_unknown: (value: string) => `不认识的单位类型“${value}”`,
  unit_outside_company: (company: string) => `单位要从“${company}”写起，用 / 分隔`,
  unit_too_deep: (most: number) => `单位层级太深，最多 ${most} 级`,
}

/** One sentence for each thing that can be wrong or worth knowing in a file. */
export const problems = dictionary(zh, {
  column_missing: (header) => `The column “${header}” is missing`,
  column_unknown: (header) => `Unknown column “${header}”, ignored`,
  column_twice: (header) => `“${header}” appears twice; the first one counts`,
  sheet_ignored: (sheet) =>
    `The sheet “${sheet}” looks like a roster too; only the first is imported, this one is ignored`,
  example_row: () => 'An example row of the template, ignored',
  cell_broken: (value) => `The cell is a formula error ${value}`,
  number_scientific: (value) =>
    `“${value}” is in scientific notation and has lost digits; set the column to “Text” and fill it in again`,
  number_too_long: (value) =>
    `“${value}” is too long, a spreadsheet keeps only 15 digits; set the column to “Text” and fill it in again`,
  too_long: (most) => `Too long, at most ${most} characters`,
  staff_no_missing: () => 'The staff number is missing',
  staff_no_twice: (value, line) => `Staff number ${value} is the same as in line ${line}`,
  staff_no_lost_zeros: (value, known) =>
    `Staff number ${value} may have lost its leading zeros: the roster has ${known}`,
  name_missing: () => 'The name is missing',
  unit_missing: () => 'The unit is missing',
  phone_invalid: (value) => `“${value}” is not a mobile number of 11 digits`,
  phone_twice: (line) => `The phone is the same as in line ${line}`,
  phone_taken: (name, staffNo) => `The phone belongs to ${name} (${staffNo}) already`,
  party_unknown: (value) =>
    `Unknown Party membership “${value}”: none, applicant, activist, development target, probationary member or Party member`,
  role_unknown: (value) => `Unknown role “${value}”`,
  role_is_everybodys: () => '“Employee” need not be given, everybody is one',
  role_only_at_company: (role) => `“${orgWords.en.roles[role]}” is granted for the whole company only`,
  role_needs_system_admin: (role) =>
    `“${orgWords.en.roles[role]}” is granted and revoked by a system administrator only`,
  roles_exclude: () => 'Nobody can be system administrator and auditor at once',
  your_own_roles: () => 'You cannot change your own roles by an import',
  yourself_leaving: () => 'You cannot mark yourself as having left',
  last_system_admin: () => 'Nobody would be system administrator after this import; please keep at least one',
  console_role_kept: (role, unit) =>
    `After the move this person keeps a role granted in the console: ${orgWords.en.roles[role]} (${unit})`,
  status_unknown: (value) => `Unknown status “${value}”: active or left`,
  day_invalid: (value) => `“${value}” is not a date; please write 2026-03-01`,
  left_on_but_active: () => 'The status is active, yet there is a leaving date',
  left_in_future: (day) => `The leaving date ${day} is still to come; treated as active until a later import`,
  left_but_unknown: (staffNo) => `${staffNo} is not in the roster and has left, ignored`,
  staff_no_of_former: (staffNo, name) =>
    `Staff number ${staffNo} belongs to ${name}, who has left; a staff number is never given to another person`,
  name_changes: (before, after) =>
    `The name changes from ${before} to ${after}; please make sure it is the same person`,
  unit_code_missing: () => 'The unit code is missing',
  unit_name_missing: () => 'The unit name is missing',
  unit_code_twice: (code, line) => `Unit code ${code} is the same as in line ${line}`,
  unit_parent_unknown: (code) => `There is no parent unit with the code ${code}`,
  unit_second_root: (name) => `There can be one top unit only, which is “${name}”; please give the parent's code`,
  unit_cycle: (name) => `The parents of “${name}” lead back to itself`,
  unit_name_taken: (name) => `There is a “${name}” below this parent already`,
  unit_closed: (code) => `The unit with the code ${code} is closed and cannot be used`,
  unit_kind_unknown: (value) => `Unknown kind of unit “${value}”`,
  unit_outside_company: (company) => `Please write the unit from “${company}” down, separated by /`,
  unit_too_deep: (most) => `The unit lies too deep, at most ${most} levels`,
})

type Sentences = typeof zh
export type ProblemCode = keyof Sentences
export type ProblemArgs<C extends ProblemCode> = Parameters<Sentences[C]>

/** A problem in words. */
export function sayProblem(language: Language, code: ProblemCode, args: readonly (string | number)[]): string {
  return (problems[language][code] as (...args: readonly (string | number)[]) => string)(...args)
}

const templateZh = {
  fileName: '名册模板.xlsx',
  people: '人员',
  units: '单位',
  notes: '说明',
  peopleRows: [
    ['示例1', '张示范', '北辰热力/东城公司/东一所', '所长', '13800000001', '中共党员', '负责人、书记', '在职', ''],
    ['示例2', '李示范', '北辰热力/东城公司/东一所', '网格长', '13800000002', '群众', '网格长', '在职', ''],
    ['示例3', '王示范', '北辰热力/人力资源部', '干事', '13800000003', '预备党员', '人事', '在职', ''],
    ['示例4', '赵示范', '北辰热力/东城公司/东一所', '', '', '', '', '离职', '2026-03-01'],
  ],
  unitRows: [
    ['示例1', '北辰热力', '', '集团'],
    ['示例1.01', '东城公司', '示例1', '公司'],
    ['示例1.01.01', '东一所', '示例1.01', '供热所'],
  ],
  rules: [
    '一人一行。必须有的列：工号、姓名、单位；其余各列都可以不要。列的先后不限，表头上方可以有标题。',
    '单元格留空，表示“不改动”；要清除原有内容，请填“无”。',
    '单位从公司写起，逐级用 / 分隔；没有的单位会自动新建。也可以只填单位编码。',
    '一人多岗、多角色，用顿号“、”分隔；在别的单位的岗位或角色，写成“书记@北辰热力/东城公司”。',
    '角色管本单位及下级。职能部门的人事、党务干事、工会、纪检、热线话务员、派单员，管该部门所在的单位。',
    '角色列以文件为准，但只收回由名册授予的角色；在控制台授予的角色不受影响。',
    '人员调动后，原单位的岗位和由名册授予的角色随之结束，文件里重新列出的除外。',
    '离职的人请把状态改为“离职”，不要删行。文件里没有的人只列出，不会离职；除非导入时选择“文件里没有的人视为离职”。',
    '工号和手机号请设为“文本”格式，以免丢掉前面的 0。工号不能给另一个人再用。',
    '“单位”表可以不要；需要指定编码、类型，或给单位改名、调整上级时才用。',
    '以“示例”开头的行不会导入。有任何一处错误，整个文件都不会导入。',
  ],
  roles: '可用的角色',
  party: '可用的政治面貌',
}
const templateEn: Widen<typeof templateZh> = {
  fileName: 'roster-template.xlsx',
  people: 'People',
  units: 'Units',
  notes: 'Notes',
  peopleRows: [
    [
      'EXAMPLE1',
      'Zhang Shifan',
      'Beichen Heating/East Company/East 1',
      'Station head',
      '13800000001',
      'Party member',
      'Leader; Secretary',
      'active',
      '',
    ],
    [
      'EXAMPLE2',
      'Li Shifan',
      'Beichen Heating/East Company/East 1',
      'Grid keeper',
      '13800000002',
      'none',
      'Grid keeper',
      'active',
      '',
    ],
    [
      'EXAMPLE3',
      'Wang Shifan',
      'Beichen Heating/HR department',
      'Officer',
      '13800000003',
      'Probationary member',
      'HR',
      'active',
      '',
    ],
    ['EXAMPLE4', 'Zhao Shifan', 'Beichen Heating/East Company/East 1', '', '', '', '', 'left', '2026-03-01'],
  ],
  unitRows: [
    ['EXAMPLE1', 'Beichen Heating', '', 'Group'],
    ['EXAMPLE1.01', 'East Company', 'EXAMPLE1', 'Company'],
    ['EXAMPLE1.01.01', 'East 1', 'EXAMPLE1.01', 'Station'],
  ],
  rules: [
    'One row a person. Needed columns: staff no., name, unit; all others may be left out. Columns in any order; a title may stand above the header.',
    'An empty cell means “unchanged”. To clear a value, write “none”.',
    'Write the unit from the company down, separated by /; units that do not exist yet are made. A unit code alone will do as well.',
    'Several posts or roles are separated by “;”. A post or role elsewhere is written as “Secretary@Beichen Heating/East Company”.',
    'A role holds for the unit and all below it. HR, Party affairs, union, discipline, hotline and dispatcher of a department serve the unit to which the department belongs.',
    'The file decides on roles, but takes back only what a roster gave; roles granted in the console stay.',
    'When a person moves, posts at the former unit and roles given there by a roster end, unless the file lists them again.',
    'Mark those who have left as “left”, do not delete their rows. People who are not in the file are only listed, unless “whoever is not in the file has left” is chosen.',
    'Set staff numbers and phones to “Text”, so that no leading zero is lost. A staff number is never given to another person.',
    'The sheet “Units” may be left out; use it to give codes and kinds, or to rename or move a unit.',
    'Rows beginning with “EXAMPLE” are not imported. If anything is wrong, nothing of the file is imported.',
  ],
  roles: 'Roles',
  party: 'Party membership',
}
/** What stands in the template. */
export const templateWords = dictionary(templateZh, templateEn)

/** What previews and reports say. */
export const previewWords = dictionary(
  {
    phoneKnown: '已登记',
    today: '导入当天',
    at: (what: string, unit: string) => `${what}（${unit}）`,
    ownUnit: '本单位',
    list: '、',
    place: (sheet: string | null, line: number | null, column: string | null) =>
      [sheet === null ? '' : `“${sheet}”`, line === null ? '' : `第 ${line} 行`, column === null ? '' : `${column} 列`]
        .filter((part) => part !== '')
        .join(' '),
    errors: (n: number) => `${n} 处错误，没有导入：`,
    warnings: (n: number) => `${n} 处提醒：`,
    more: (n: number) => `……另有 ${n} 处`,
    nothing: '与现有名册一致，没有改动。',
    would: '将会：',
    did: '已导入：',
    counts: {
      units: (n: number) => `新建或调整单位 ${n} 个`,
      new: (n: number) => `新增 ${n} 人`,
      rejoined: (n: number) => `返岗 ${n} 人`,
      moved: (n: number) => `调动 ${n} 人`,
      changed: (n: number) => `信息变更 ${n} 人`,
      left: (n: number) => `离职 ${n} 人`,
      absent: (n: number) => `文件里没有、保持在职 ${n} 人`,
      unchanged: (n: number) => `没有变化 ${n} 人`,
      rolesGranted: (n: number) => `授予角色 ${n} 项`,
      rolesRevoked: (n: number) => `撤销角色 ${n} 项`,
    },
  },
  {
    phoneKnown: 'on record',
    today: 'the day of the import',
    at: (what, unit) => `${what} (${unit})`,
    ownUnit: 'own unit',
    list: ', ',
    place: (sheet, line, column) =>
      [
        sheet === null ? '' : `“${sheet}”`,
        line === null ? '' : `line ${line}`,
        column === null ? '' : `column ${column}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    errors: (n) => `${n} error${n === 1 ? '' : 's'}, nothing was imported:`,
    warnings: (n) => `${n} warning${n === 1 ? '' : 's'}:`,
    more: (n) => `... and ${n} more`,
    nothing: 'The roster says the same already. Nothing changes.',
    would: 'Would do:',
    did: 'Imported:',
    counts: {
      units: (n) => `${n} units new or changed`,
      new: (n) => `${n} people new`,
      rejoined: (n) => `${n} people back`,
      moved: (n) => `${n} people moved`,
      changed: (n) => `${n} people changed`,
      left: (n) => `${n} people left`,
      absent: (n) => `${n} people not in the file, still employed`,
      unchanged: (n) => `${n} people unchanged`,
      rolesGranted: (n) => `${n} roles granted`,
      rolesRevoked: (n) => `${n} roles revoked`,
    },
  },
)
