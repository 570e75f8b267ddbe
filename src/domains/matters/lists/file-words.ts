/** The columns of board and inbox in a file; kept apart, because the phone's first page has no use for them. */
import { dictionary } from '#platform/words.ts'

export const fileWords = dictionary(
  {
    board: '事项看板',
    number: '编号',
    title: '标题',
    kind: '类型',
    state: '状态',
    unit: '办理单位',
    owner: '承办人',
    raisedAt: '提出时间',
    dueAt: '答复期限',
    late: '是否超期',
    level: '提级次数',
    joiners: '也遇到人数',
    why: '需要做什么',
    by: '何时之前',
  },
  {
    board: 'Board',
    number: 'Number',
    title: 'Title',
    kind: 'Kind',
    state: 'State',
    unit: 'Unit',
    owner: 'Owner',
    raisedAt: 'Raised',
    dueAt: 'Deadline',
    late: 'Late',
    level: 'Levels up',
    joiners: 'Me too',
    why: 'What is needed',
    by: 'By',
  },
)
