/**
 * The words of what the product refuses to have (R1 to R20 of the rules against formalism), in English and in Chinese. Names are
 * columns, fields, paths and identifiers, taken apart into their words; prose is what people read.
 */

export const ruleIds = [
  ...(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const),
  ...(['R11', 'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20'] as const),
]
export type RuleId = (typeof ruleIds)[number]

export interface Ban {
  readonly rule: RuleId
  readonly what: string
  /** Words in a row, as in `last seen` for lastSeenAt, last_seen and /last-seen. */
  readonly names: readonly string[]
  /** Words that say it in a column or a field, and mean something else in the code of a screen. */
  readonly fields: readonly string[]
  readonly english: RegExp
  readonly chinese: RegExp
  /** Must be caught on every run. */
  readonly planted: { readonly names: readonly string[]; readonly prose: readonly string[] }
  /** Near misses that must pass on every run. */
  readonly innocent: { readonly names: readonly string[]; readonly prose: readonly string[] }
}

export const bans: readonly Ban[] = [
  {
    rule: 'R1',
    what: 'a rank, score or points of a person or a branch',
    names: [
      'rank',
      'ranks',
      'ranking',
      'ranked',
      'score',
      'scores',
      'scoring',
      'leaderboard',
      'scoreboard',
      'top list',
    ],
    fields: ['points', 'point balance', 'badge', 'badges', 'medal', 'medals', 'credits', 'percentile', 'stars'],
    english:
      /\b(rank(s|ed|ings?)?|leaderboards?|scoreboards?|scor(e|es|ed|ing)|(earn|bonus|reward|your|total|extra|\d+) points)\b/i,
    chinese: /排名|排行|名次|(?<![面体容])积分|得分(?![享配开析清类])|评分|打分|分值|红黑榜|光荣榜|龙虎榜|末位|勋章/,
    planted: {
      names: ['branch_rank', 'scoreOfMember', '/members/leaderboard', 'points', 'point_balance', '支部排名', '积分'],
      prose: [
        'Your branch ranks third',
        'You earned 5 points',
        'Leaderboard of the month',
        '本月支部排名',
        '学习积分榜',
        '得分最高',
      ],
    },
    innocent: {
      names: ['checkpoint', 'endpoint', 'underscoreLine', 'frank', 'pointsTo'],
      prose: [
        'Power points',
        'He points to the unit above',
        'ts_rank(terms, query)',
        '按面积分摊费用',
        '值得分享',
        'Frankly said',
      ],
    },
  },
  {
    rule: 'R2',
    what: 'a place, a track, a face or a streak of attendance',
    names: [
      ...['latitude', 'longitude', 'geolocation', 'geofence', 'gps', 'trajectory', 'streak', 'streaks', 'face id'],
      ...['get current position', 'watch position', 'get location', 'choose location', 'clock in', 'punch in'],
    ],
    fields: ['lat', 'lng', 'lon', 'geo', 'location', 'coordinates', 'track', 'tracks', 'face', 'check in days'],
    english:
      /\b(geolocation|geofenc\w*|gps|latitude|longitude|streaks?|clock(ed)? in|(daily|location) check-?in|face (id|recognition|scan))\b/i,
    chinese: /打卡|连续签到|签到天数|定位|地理位置|经纬度|轨迹|人脸|刷脸|电子围栏/,
    planted: {
      names: [
        'visit_latitude',
        'gpsTrack',
        'checkInDays',
        'streak',
        'navigator.geolocation.watchPosition',
        '打卡次数',
        '人脸',
      ],
      prose: [
        'Keep your streak',
        'Daily check-in',
        'Your GPS position is recorded',
        '请到岗打卡',
        '需要定位权限',
        '刷脸签到',
      ],
    },
    innocent: {
      names: ['useLocation', 'typeface', 'interface', 'latest', 'lateBefore', 'position'],
      prose: ['Nothing is checked in', 'the position of a leaf', '会议签到', '岗位'],
    },
  },
  {
    rule: 'R3',
    what: "a count of a person's time, reading or visits",
    names: [
      ...[
        'online time',
        'online minutes',
        'online seconds',
        'reading time',
        'read time',
        'time spent',
        'dwell',
        'screen time',
      ],
      ...[
        'stay time',
        'login count',
        'login times',
        'sign in count',
        'visit count',
        'page views',
        'last seen',
        'last login',
      ],
      ...['last sign in', 'last active', 'last visit', 'last used', 'active days', 'active minutes'],
    ],
    fields: ['duration', 'visits', 'logins', 'minutes online'],
    english:
      /\b(online time|time online|reading time|time spent|screen time|minutes (online|read)|log-?in (count|frequency)|sign-in count|last (seen|login|active|online|used)|active days)\b/i,
    chinese:
      /(在线|阅读|学习|停留|浏览|使用)(时长|时间统计)|在线时间|登录次数|登录频[次率]|(最近|上次|最后)(登录|使用|活跃|在线)|活跃(天数|度)|日活/,
    planted: {
      names: ['last_seen', 'lastLoginAt', 'online_minutes', 'readingTime', 'login_count', 'duration', '在线时长'],
      prose: [
        'Last seen yesterday',
        'Your reading time this week',
        '本周在线时长',
        '最近登录：昨天',
        '学习时长不足',
        '活跃度',
      ],
    },
    innocent: {
      names: ['idleUntil', 'expiresAt', 'lastRun', 'totp_last_step', 'isOnline', 'startedAt', 'lastUnit'],
      prose: ['You are online again', 'the last step', '最近进展', '时长不限'],
    },
  },
  {
    rule: 'R4',
    what: 'a list of those who do not use it, or use that is forced',
    names: ['never signed in', 'not signed in', 'not activated', 'not logged in', 'inactive people', 'non users'],
    fields: [],
    english:
      /\b(who (have|has) (not|never) (signed|logged) in|not yet activated people|must (sign|log) in (daily|weekly|every))\b/i,
    chinese: /未(登录|激活|使用|注册)(名单|人员|人数|统计)|强制(登录|安装|使用|下载)|定期登录/,
    planted: {
      names: ['neverSignedIn', 'not_activated', '未登录名单'],
      prose: ['People who have never signed in', '未激活人员名单', '强制登录'],
    },
    innocent: {
      names: ['signedIn', 'activated', 'notActive'],
      prose: ['Nobody is signed in.', '尚未激活，请用激活码'],
    },
  },
  {
    rule: 'R5',
    what: 'who has read or installed what',
    names: [
      ...['read at', 'read by', 'read count', 'reads count', 'is read', 'viewed at', 'viewed by', 'seen by', 'seen at'],
      ...['opened by', 'read receipt', 'read receipts', 'install rate', 'download rate', 'not installed', 'readers'],
    ],
    fields: ['installed', 'installs', 'unread', 'viewed'],
    english:
      /\b(read receipts?|(has|have) (not )?(read|opened|installed) (it|this)|install(ation)? rate|(un)?read by|seen by)\b/i,
    chinese: /已读|未读|阅读[率量]|打开率|安装[率量]|下载[率量]|装机|未查看/,
    planted: {
      names: ['read_at', 'readBy', 'seenAt', 'install_rate', '已读人员'],
      prose: ['Read by 12 of 20', 'Install rate 93 %', '已读 12 人', '未读名单', '安装率'],
    },
    innocent: {
      names: ['readAttempt', 'readyBy', 'seen', 'seenState', 'threadBy', 'spread_at'],
      prose: ['Read it by tomorrow', 'reads like a text', '请阅读', '安装包'],
    },
  },
  {
    rule: 'R8',
    what: 'a photograph that must be taken',
    names: [
      'photo required',
      'photos required',
      'picture required',
      'pictures required',
      'must photograph',
      'watermark',
    ],
    fields: ['min photos', 'photos at least', 'pictures at least'],
    english:
      /\b((photos?|pictures?) (is|are) (required|compulsory|mandatory)|must (upload|attach|take) an? (photo|picture)|watermark(ed)? (photo|camera))\b/i,
    chinese: /(必须|须|应当|务必)(先)?(拍照|上传(现场)?(照片|图片)|留痕)|水印(相机|照片)|拍照留痕|照片必填/,
    planted: {
      names: ['photoRequired', 'pictures_at_least', 'watermark', '必须拍照'],
      prose: ['A photo is required', 'You must upload a photo', '完成前必须上传照片', '请用水印相机', '拍照留痕'],
    },
    innocent: {
      names: ['photosAtMost', 'pictures', 'required'],
      prose: ['Photos are optional', '照片可不传', '最多三张照片'],
    },
  },
  {
    rule: 'R13',
    what: 'likes or forwards',
    names: [
      'likes',
      'liked',
      'like count',
      'thumbs up',
      'upvote',
      'upvotes',
      'forward count',
      'forwards',
      'share count',
      'reposts',
    ],
    fields: ['like', 'forwarded', 'shares', 'favourites', 'favorites', 'followers'],
    english: /\b(likes|liked|like count|thumbs[- ]?up|upvotes?|reposts?|forwarded \d+ times)\b/i,
    chinese: /点赞|集赞|转发(量|数|次数|排)|分享(量|次数)|粉丝|人气/,
    planted: {
      names: ['likes', 'like_count', 'forwardCount', '点赞数'],
      prose: ['12 likes', 'Thumbs up', '点赞 12', '转发次数'],
    },
    innocent: {
      names: ['likely', 'alike', 'likeness', 'forwardRef'],
      prose: ['Open matters that read like a text', '转发给同事', '赞成'],
    },
  },
  {
    rule: 'R16',
    what: 'a profile of what an individual thinks or is',
    names: [
      'user profile',
      'profiles',
      'persona',
      'mood',
      'moods',
      'sentiment',
      'emotion',
      'stance',
      'attitude',
      'risk level',
    ],
    fields: ['profile', 'tags', 'traits', 'leaning'],
    english: /\b(user profiles?|profil(e|ing) of|personas?|moods?|sentiments?|stances?|political leaning)\b/i,
    chinese: /画像|思想(状况|动态)|情绪|舆情|立场分析|标签化/,
    planted: {
      names: ['user_profile', 'mood', 'sentimentOfPerson', 'tags', '画像'],
      prose: ['User profile', 'The mood of the shift', '职工画像', '思想动态分析', '员工情绪'],
    },
    innocent: { names: ['profiler', 'stages', 'persons'], prose: ['A person', '图像', '画面'] },
  },
]
