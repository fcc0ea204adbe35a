/** What the faces share in words. No import here: the build reads these texts as well, see ../vite.ts. */

export const zh = {
  range: "约 {low}–{high} 分钟",
  rangeUnder: "{high} 分钟以内",
  wholeDay: "24 小时",
  callsBegin: "{at} 开始叫号",
  callsGoOn: "午休，{at} 继续叫号",
  breakWithin: "含午休，{at} 继续叫号",

  // the day's state, and when that changes next
  dayClosed: "已下班",
  dayNotYet: "未开始",
  dayPreparing: "准备中",
  dayOpen: "开放",
  dayBreak: "午休",
  dayServesOn: "午间延时服务",
  dayLastTickets: "停止取号",
  dayExtended: "延时服务",
  heldGoOn: "已取号的继续办理",
  heldServed: "已取号的办完为止",
  servesThenOpens: "先办完已取的号，{at} 开放",
  goesOnAt: "{at} 继续叫号",
  opensAt: "{at} 开放",

  linkOld: "离线，数据截至 {at}，正在重新连接",
  linkNone: "暂时连接不上，正在重试",
  offline: "连不上服务器，请再试一次。",
  unreadable: "服务器的回答无法读取，请再试一次。",
  languages: "选择语言",
  languageFailed: "没有连上，语言未切换，请再试一次。",
  closeLanguages: "关闭",
};

export const en: Record<keyof typeof zh, string> = {
  range: "about {low}–{high} min",
  rangeUnder: "under {high} min",
  wholeDay: "round the clock",
  callsBegin: "Calls begin at {at}",
  callsGoOn: "Midday break: calls go on at {at}",
  breakWithin: "Midday break until {at} included",

  dayClosed: "Closed",
  dayNotYet: "Not open yet",
  dayPreparing: "Opening soon",
  dayOpen: "Open",
  dayBreak: "Midday break",
  dayServesOn: "Midday break",
  dayLastTickets: "No more numbers today",
  dayExtended: "Extended service",
  heldGoOn: "Numbers already taken will be served",
  heldServed: "Everybody with a number is served",
  servesThenOpens: "Serving those who came before the break; opens {at}",
  goesOnAt: "calls go on at {at}",
  opensAt: "opens {at}",

  linkOld: "Offline, as of {at}, reconnecting",
  linkNone: "Cannot connect just now, trying again",
  offline: "The server cannot be reached. Please try again.",
  unreadable: "The server's answer cannot be read. Please try again.",
  languages: "Choose a language",
  languageFailed: "No connection, the language is as it was. Please try again.",
  closeLanguages: "Close",
};
