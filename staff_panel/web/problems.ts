/** What the server refuses, in words that a person at a counter can act on: its own, where these say no more. */

import { Problem, clock, day, makeWords } from "@queue/client";

const { t, say } = makeWords({
  zh: {
    offline: "连不上服务器，这次操作可能没有生效。请看清当前状态再试一次。",
    unknown: "出现意外错误，请再试一次；若一直这样，请告知管理员。",
    tooManyTries: "密码输错次数过多，请在 {n} 秒后再试。",
    signInNeeded: "登录已过期，请重新登录。",
    notAllowed: "您的账号没有这项权限，请联系大厅负责人。",
    hallClosed: "大厅未开放，现在不能办理。",
    hallClosedUntil: "大厅未开放，{at} 开放后才能办理。",
    approvalNeeded: "这个通道须由负责人批准：请负责人登录后发号。",
    persons: "一个号最多 {n} 人，请分开取号。",
    elsewhere: "您还在 {counter} 号窗口的岗上，请先到那里下岗。",
    occupied: "{label} 还没有办完，请先办结、挂起、转移或过号。",
    stale: "窗口的号已经变了，现在是 {current}；刚才对 {label} 的操作没有执行。",
    staleIdle: "{label} 已经不在本窗口，刚才的操作没有执行。",
    illegalMove: "{label} 现在的状态是“{state}”，不能这样操作。",
    quotaUntil: "本时段的号已取完，{at} 起再取；急事请负责人批准急事通道。",
    quotaToday: "今日的号已取完；急事请负责人批准急事通道。",
    takenAt: "手写号的时间须在今天 {from} 至 {to} 之间，请核对纸上的时间。",
    recallFirst: "还要再呼叫 {n} 次，才能按过号。",
    walking: "对方可能正走过来，{at} 之后可按过号。",
    tooSoon: "请给对方一点走过来的时间，{at} 之后可再次重呼。",
    unknownTicket: "今天没有 {label} 号，请核对。",
    ticketEnded: "{label} 号已经结束，请核对。",
    remain: "还有 {n} 个号没有说明去向：{labels}。可能刚刚有人取号，请补填后再结束。",
    later: "{label} 的日期必须晚于今天。",
    dayClosed: "{label}：大厅 {on} 不开放，最近的开放日是 {next}。",
    nothingToCarry: "这件顺延的事项已经取过号了。",
    slotFull: "这个时间刚刚约满，当天最近的空位是 {at}。",
    slotFullDay: "这个时间刚刚约满，当天之后也没有空位，请另选一天。",
    tooManyBulletins: "最多同时显示 {n} 条通知，请先撤下一条。",
    appointmentUsed: "这个预约已经签到，号码是 {label}。",
    appointmentGone: "这个预约已取消或已过期，请人工取号或另约时间。",
    notYet: "还没到签到时间：{at} 起可以签到。也可以现在取普通号。",
    appointmentsRemain: "今天还有 {n} 个预约未到（预约码 {codes}），请先在“预约”里联系群众并逐个取消。",
    alreadyHolding: "此人已有 {label} 号（{state}），同一事项只能有一个未办结的号。",
    carriedLater: "这件事项约定在 {on} 办理，当天才能优先取号。",
    waiting: "等候中",
    called: "已呼叫",
    serving: "办理中",
    parked: "已挂起",
    missed: "已过号",
    ended: "已结束",
  },
  en: {
    offline: "The server cannot be reached; this may not have been done. Look at the present state, then try again.",
    unknown: "Something unexpected went wrong. Try again; if it stays so, tell the administrator.",
    tooManyTries: "Too many wrong passwords. Try again in {n} s.",
    signInNeeded: "Your session has ended. Sign in again.",
    notAllowed: "Your account may not do this. Ask the hall's manager.",
    hallClosed: "The hall is closed; this cannot be done now.",
    hallClosedUntil: "The hall is closed; this can be done when it opens at {at}.",
    approvalNeeded: "This lane is granted by a manager: let a manager sign in and issue the number.",
    persons: "At most {n} persons share a number; take another one for the others.",
    elsewhere: "You are still on post at counter {counter}. Sign out there first.",
    occupied: "{label} is still here. Finish, park, transfer or no-show it first.",
    stale: "The counter has {current} by now; what you did about {label} was not carried out.",
    staleIdle: "{label} is no longer at this counter; nothing was done.",
    illegalMove: "{label} is “{state}” now; this cannot be done.",
    quotaUntil: "No numbers left; more from {at}. For urgent cases ask a manager for the urgent lane.",
    quotaToday: "No numbers left today. For urgent cases ask a manager for the urgent lane.",
    takenAt: "The time on the paper must be between {from} and {to} today. Check it.",
    recallFirst: "Call them {n} more times before a no-show.",
    walking: "They may be on their way; no-show is possible after {at}.",
    tooSoon: "Give them time to walk here; you can call again after {at}.",
    unknownTicket: "There is no number {label} today. Check it.",
    ticketEnded: "{label} is over already. Check it.",
    remain: "Nothing is said yet about {labels}: perhaps just taken. Fill in and close again.",
    later: "The day for {label} must be later than today.",
    dayClosed: "{label}: the hall is closed on {on}; it is next open on {next}.",
    nothingToCarry: "This carried-over case has its number already.",
    slotFull: "This time was just taken; the next one with room that day is {at}.",
    slotFullDay: "This time was just taken, and no later one that day has room; choose another day.",
    tooManyBulletins: "At most {n} bulletins stand together. Take one down first.",
    appointmentUsed: "This appointment has come already; its number is {label}.",
    appointmentGone: "This appointment was cancelled or its day is over; issue a number, or book another time.",
    notYet: "Too early: it can be checked in from {at}. An ordinary number can be taken now.",
    appointmentsRemain: "{n} appointments of today are still to come (codes {codes}): call them and cancel each first.",
    alreadyHolding: "This person has {label} ({state}); only one open number of a service.",
    carriedLater: "This case is promised for {on}; it goes first on that day.",
    waiting: "waiting",
    called: "called",
    serving: "serving",
    parked: "parked",
    missed: "missed",
    ended: "ended",
  },
});

const STATES = ["waiting", "called", "serving", "parked", "missed", "ended"] as const;

type Key = Parameters<typeof t>[0];

/** More than the server's words say: what these people can do about it. */
const PLAIN: Partial<Record<string, Key>> = {
  offline: "offline",
  "sign-in-needed": "signInNeeded",
  "not-allowed": "notAllowed",
  "approval-needed": "approvalNeeded",
};

/** A problem's data, read as text; "" for what is not there. */
type Read = (name: string) => string;

/** Refusals whose data belong into the sentence. */
const TOLD: Partial<Record<string, (read: Read, timezone: string) => string>> = {
  "too-many-tries": (read) => t("tooManyTries", { n: read("retry_after_s") }),
  "quota-reached": (read, zone) => {
    const at = read("more_at");
    return at ? t("quotaUntil", { at: clock(at, zone) }) : t("quotaToday");
  },
  "hall-closed": (read, zone) => {
    const at = read("next_opens_at");
    return at ? t("hallClosedUntil", { at: `${day(at, zone)} ${clock(at, zone)}` }) : t("hallClosed");
  },
  "taken-at-out-of-range": (read, zone) =>
    t("takenAt", { from: clock(read("from_at"), zone), to: clock(read("to_at"), zone) }),
  "too-many-bulletins": (read) => t("tooManyBulletins", { n: read("most") }),
  "persons-out-of-range": (read) => t("persons", { n: read("most") }),
  "clerk-elsewhere": (read) => t("elsewhere", { counter: read("counter") }),
  "counter-occupied": (read) => t("occupied", { label: read("label") }),
  "stale-press": (read) => {
    const [label, current] = [read("label"), read("current")];
    return current ? t("stale", { label, current }) : t("staleIdle", { label });
  },
  "illegal-move": (read) => t("illegalMove", { label: read("label"), state: stateWords(read("state")) }),
  "recall-too-soon": (read, zone) => t("tooSoon", { at: clock(read("again_at"), zone, { seconds: true }) }),
  "no-show-too-soon": (read, zone) => {
    const [due, at] = [read("recalls_left"), read("again_at")];
    return due !== "0" ? t("recallFirst", { n: due }) : t("walking", { at: clock(at, zone, { seconds: true }) });
  },
  "unknown-ticket": (read) => t("unknownTicket", { label: read("label") }),
  "ticket-ended": (read) => t("ticketEnded", { label: read("label") }),
  "nothing-to-carry": (read, zone) => {
    const on = read("on");
    return on ? t("carriedLater", { on: day(on, zone) }) : t("nothingToCarry");
  },
  "slot-full": (read, zone) => {
    const at = read("next_at");
    return at ? t("slotFull", { at: clock(at, zone) }) : t("slotFullDay");
  },
  "appointment-over": (read) => {
    const label = read("label");
    return label ? t("appointmentUsed", { label }) : t("appointmentGone");
  },
  "appointment-not-yet": (read, zone) => {
    const at = read("from_at");
    return t("notYet", { at: `${day(at, zone)} ${clock(at, zone)}` });
  },
  "appointments-remain": (read) => {
    const codes = read("codes").split(",");
    return t("appointmentsRemain", { n: codes.length, codes: codes.join(" ") });
  },
  "already-holding": (read) => t("alreadyHolding", { label: read("label"), state: stateWords(read("state")) }),
  "date-closed": (read, zone) => {
    const [on, next] = [day(read("on"), zone), read("next")];
    return t("dayClosed", { label: read("label"), on, next: next ? day(next, zone) : "—" });
  },
  "date-not-later": (read) => t("later", { label: read("label") }),
  "tickets-remain": (read) => {
    const labels = read("labels").split(",");
    return t("remain", { n: labels.length, labels: labels.join(" ") });
  },
};

/** What happened and what to do about it. `timezone`: the hall's, for the instants in it. */
export function problemWords(problem: unknown, timezone = "Asia/Shanghai"): string {
  if (!(problem instanceof Problem)) return t("unknown");
  const plain = PLAIN[problem.code];
  if (plain) return t(plain);
  const told = TOLD[problem.code];
  if (!told) return say(problem.words);
  return told((name) => String(problem.data[name] ?? ""), timezone);
}

/** A ticket's state as staff read it. */
export function stateWords(state: string): string {
  const known = STATES.find((name) => name === state);
  return known ? t(known) : state;
}
