/** What all pages on a phone say. No import here: the build reads these texts as well. */

export const zh = {
  connecting: "正在连接……",
  persons: "{n} 人同办",
  cancelSure: "确定取消",
  unknownTicket: "找不到这个号",
  unknownTicketWhy: "地址可能不完整，或号码已过期。",
  unknownTicketAdvice: "请重新扫描小票上的二维码，或到导办台询问。",
  cannotLoad: "暂时打不开",
  cannotLoadTicket: "请检查手机网络。您的号码仍然有效，请留意大厅屏幕。",
  cannotLoadAppointment: "请检查手机网络。您的预约仍然有效，到大厅凭预约码或手机号后四位签到。",
  cannotLoadHall: "请检查手机网络。也可以直接到大厅取号办理。",
  unknownAppointment: "找不到这个预约",
  unknownAppointmentWhy: "地址可能不完整，或预约早已结束。",
  unknownAppointmentAdvice: "请打开预约时收藏的页面，或到导办台报手机号后四位查询。",
  unknownHall: "没有这个大厅",
  unknownHallWhy: "地址可能不完整。",
  unknownHallAdvice: "请重新扫描大厅的二维码，或到大厅询问。",
  tryAgain: "再试一次",
  working: "请稍候……",
};

export const en: Record<keyof typeof zh, string> = {
  connecting: "Connecting…",
  persons: "{n} {n|person|persons} together",
  cancelSure: "Give it up",
  unknownTicket: "No such number",
  unknownTicketWhy: "The address may be incomplete, or the number is long over.",
  unknownTicketAdvice: "Scan the code on your slip again, or ask at the desk.",
  cannotLoad: "Cannot open just now",
  cannotLoadTicket: "Check your phone's network. Your number stays valid; please watch the screens in the hall.",
  cannotLoadAppointment:
    "Check your network. Your appointment stays: check in with its code or your phone number's last four digits.",
  cannotLoadHall: "Check your phone's network. You can also just come to the hall and take a number.",
  unknownAppointment: "No such appointment",
  unknownAppointmentWhy: "The address may be incomplete, or the appointment is long over.",
  unknownAppointmentAdvice: "Open the page that you kept, or tell the desk the last four digits of your phone number.",
  unknownHall: "No such hall",
  unknownHallWhy: "The address may be incomplete.",
  unknownHallAdvice: "Scan the hall's code again, or ask at the hall.",
  tryAgain: "Try again",
  working: "One moment…",
};
