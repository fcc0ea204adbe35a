/** Why a slip did not come out, and how a printer is, in words short enough for a list and plain enough to act on. */

import { makeWords } from "@queue/client";

const { t } = makeWords({
  zh: {
    unreachable: "连不上打印机",
    timeout: "打印机没有回应",
    dropped: "打印中途断线",
    paper: "缺纸",
    paperLow: "纸快用完了",
    well: "正常",
    unknown: "状态不明：打印机不回答",
    cover: "机盖没有关好",
    fault: "打印机故障",
    late: "排得太久，没有打印",
    interrupted: "打印中途停止",
    superseded: "已由新的小票代替",
    font: "打印程序缺少中文字体",
    unreadable: "小票内容无法读取",
    agent: "打印程序出错",
    noAnswer: "打印程序没有回应",
  },
  en: {
    unreachable: "printer not reached",
    timeout: "printer does not respond",
    dropped: "connection lost while printing",
    paper: "out of paper",
    paperLow: "paper nearly out",
    well: "in order",
    unknown: "not known: the printer does not say",
    cover: "cover open",
    fault: "printer fault",
    late: "too late to print",
    interrupted: "stopped while printing",
    superseded: "replaced by a newer slip",
    font: "printing program lacks a Chinese font",
    unreadable: "slip not readable",
    agent: "fault in the printing program",
    noAnswer: "printing program does not answer",
  },
});

type Key = Parameters<typeof t>[0];

/** The codes that the printing program reports. */
const CODES: Partial<Record<string, Key>> = {
  "printer-unreachable": "unreachable",
  "printer-timeout": "timeout",
  "printer-dropped": "dropped",
  "paper-out": "paper",
  "paper-low": "paperLow",
  well: "well",
  unknown: "unknown",
  "cover-open": "cover",
  "printer-fault": "fault",
  "too-late": "late",
  interrupted: "interrupted",
  superseded: "superseded",
  "font-missing": "font",
  "job-unreadable": "unreadable",
  "agent-fault": "agent",
  "no-answer": "noAnswer",
};

/** A code that nobody knows yet stands for itself. */
export function slipWords(why: string): string {
  const known = CODES[why];
  return known ? t(known) : why;
}
