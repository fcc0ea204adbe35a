/** What the window sign says. */

import { makeWords } from "@queue/client";

import { joined } from "../texts/joined.ts";
import * as screens from "./screens.ts";

const zh = {
  comeHere: "请到本窗口办理",
  onDuty: "值班人员",
  onDutyA: "A 岗值班",
  onDutyB: "B 岗值班",
  ready: "欢迎办理",
  badge: "警号",
  position: "职务",
  complaintLine: "投诉电话",
  postA: "A 岗",
  postB: "B 岗",
};

const en: Record<keyof typeof zh, string> = {
  comeHere: "Please come to this counter",
  onDuty: "On duty",
  onDutyA: "On duty, post A",
  onDutyB: "On duty, post B",
  ready: "Welcome",
  badge: "Badge",
  position: "Duty",
  complaintLine: "Complaints",
  postA: "Post A",
  postB: "Post B",
};

export const { text } = makeWords(joined(screens, { zh, en }));
