/** What lobby board and window sign both say. */

import { makeWords } from "@queue/client";

export const zh = {
  counterClosed: "未开放",
  counterPaused: "暂停服务",
  backAt: "预计 {at} 恢复",
  serving: "正在办理",
  waitForCall: "请等候呼叫",
  connecting: "正在连接……",
  fault: "显示屏连接中断",
  faultAsOf: "下方信息截至 {at}，可能已过时",
  faultNever: "尚未收到大厅信息",
  faultAdvice: "正在重新连接。请留意工作人员呼叫，或到导办台询问",
  unknownPlace: "没有这个大厅或窗口",
  unknownPlaceAdvice: "请检查本屏的地址",
};

export const en: Record<keyof typeof zh, string> = {
  counterClosed: "Closed",
  counterPaused: "Paused",
  backAt: "back about {at}",
  serving: "Now serving",
  waitForCall: "Please wait for your call",
  connecting: "Connecting…",
  fault: "This screen has lost its connection",
  faultAsOf: "What is below dates from {at} and may be old",
  faultNever: "Nothing heard from the hall yet",
  faultAdvice: "Reconnecting. Please listen for the staff, or ask at the desk",
  unknownPlace: "There is no such hall or counter",
  unknownPlaceAdvice: "Please check this screen's address",
};

export const { text } = makeWords({ zh, en });
