/** What the lobby board says. */

import { makeWords } from "@queue/client";

import { joined } from "../texts/joined.ts";
import * as screens from "./screens.ts";

const zh = {
  nowCalling: "正在呼叫",
  calledAgain: "再次呼叫",
  earlierCalls: "此前呼叫",
  watchForCall: "请留意叫号",
  takeNumber: "请取号，留意呼叫",
  waitingNow: "等候人数",
  counters: "窗口",
  boardHint: "叫号后请到窗口办理；过号请在取号机、手机或导办台重新报到",
  speaks: "语音播报",
  voiceBlocked: "请触摸屏幕或按任意键，开启语音叫号",
  voiceFailing: "语音暂不可用，请留意屏幕",
  unknownZone: "方案中没有分区 {zone}，本屏显示全部窗口",
  unknownService: "方案中没有事项 {service}，请检查本屏的地址",
  waitFromNow: "现在取号约等",
  stripWaiting: "等候 {n} 人",
  stripAsOf: "数据截至 {at}",
  stripRehearsal: "演练",
  counterFree: "空闲",
  counterCalled: "请前往",
  counterServing: "办理中",
};

const en: Record<keyof typeof zh, string> = {
  nowCalling: "Now calling",
  calledAgain: "Called again",
  earlierCalls: "Earlier calls",
  watchForCall: "Please watch for your number",
  takeNumber: "Please take a number and wait for your call",
  waitingNow: "Waiting",
  counters: "Counters",
  boardHint: "Go to the counter when called. Missed your call? Report again at the kiosk, on your phone or at the desk",
  speaks: "This board speaks",
  voiceBlocked: "Touch the screen or press any key to turn the voice on",
  voiceFailing: "No voice at the moment: please watch the screen",
  unknownZone: "The plan has no zone {zone}: this board shows every counter",
  unknownService: "The plan has no service {service}: check this board's address",
  waitFromNow: "Wait from now",
  stripWaiting: "{n} waiting",
  stripAsOf: "as of {at}",
  stripRehearsal: "Rehearsal",
  counterFree: "Free",
  counterCalled: "Go now",
  counterServing: "Serving",
};

export const { text } = makeWords(joined(screens, { zh, en }));
