/** What the page says on which staff listen to the voice. */

import { makeWords } from "@queue/client";

const zh = {
  voiceCheck: "语音检查",
  clipsWhole: "全部 {n} 段语音齐全",
  clipsMissing: "缺少 {n} 段语音，含有它们的呼叫不会播报",
  noPack: "还没有语音包，大屏只显示、不播报",
  noPackHow: "在服务器上安装 espeak-ng，再执行：",
  missingHow: "在服务器上补齐：",
  ownHow: "可以自行录音：16 位 WAV 文件，放入服务器的语音文件夹，如 own/zh/请.wav，立即代替合成语音。",
  tryCall: "试听一次呼叫",
  tryLabel: "号码",
  tryCounter: "窗口",
  play: "播放",
  playAll: "依次播放全部",
  stopPlaying: "停止",
  checkAgain: "重新检查",
  clipOwn: "自录",
  clipBuilt: "合成",
  clipMissing: "缺失",
  clipWrong: "录音不能播放：{why}",
  languageZh: "中文",
  languageEn: "英文",
  languageSound: "提示音",
  chime: "叮咚",
  playFailed: "没有播放出来，请检查扬声器，再点“重新检查”。",
};

const en: Record<keyof typeof zh, string> = {
  voiceCheck: "Check the voice",
  clipsWhole: "{n|The one clip is|All {n} clips are} there",
  clipsMissing: "{n} {n|clip is|clips are} missing; calls that need {n|it|them} are not spoken",
  noPack: "There is no voice pack: boards show the calls in silence",
  noPackHow: "Install espeak-ng on the server, and run:",
  missingHow: "To make them, run on the server:",
  ownHow: "You can record your own: a 16 bit WAV in the server's voice folder, as own/zh/请.wav, is heard at once.",
  tryCall: "Listen to a call",
  tryLabel: "Number",
  tryCounter: "Counter",
  play: "Play",
  playAll: "Play all in turn",
  stopPlaying: "Stop",
  checkAgain: "Check again",
  clipOwn: "recorded",
  clipBuilt: "built",
  clipMissing: "missing",
  clipWrong: "the recording cannot be played: {why}",
  languageZh: "Chinese",
  languageEn: "English",
  languageSound: "Chime",
  chime: "ding-dong",
  playFailed: "Nothing could be played: look at the loudspeaker, then check again.",
};

export const { t, text } = makeWords({ zh, en });
