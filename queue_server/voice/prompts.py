"""What a kiosk says to who asked for it: one phrase for each of its screens. Pure."""

from __future__ import annotations

from ..hall.plan import Name
from .clips import Clip

# screen -> what is said there
PROMPTS = {
    "services": Name(zh="请按您要办的事项。", en="Press what you came for."),
    "id": Name(zh="请刷身份证，或输入身份证号。", en="Hold your card to the reader, or type its number."),
    "guides": Name(zh="请按要看的事项。", en="Press what you want to read about."),
    "guide": Name(zh="请看办事指南。要取号，请按取号。", en="This is the guide. Press take a number to get one."),
    "green": Name(zh="需要绿色通道吗？请按一项。", en="Do you need the green channel? Press one."),
    "find": Name(zh="请输入小票上的号码。", en="Type the number on your slip."),
    "code": Name(zh="请输入预约码，或手机号后四位。", en="Type your booking code, or the end of your phone number."),
    "choose": Name(zh="请按您的预约。", en="Press your appointment."),
    "trouble": Name(zh="没有成功。请看屏幕，或找工作人员。", en="That did not work. See the screen, or ask the staff."),
    "closed": Name(
        zh="现在不取号。请看屏幕，或找工作人员。", en="No numbers just now. See the screen, or ask the staff."
    ),
    "help": Name(zh="已经叫人，请稍等。", en="Somebody has been called. Please wait."),
}
YOUR_NUMBER = Name(zh="您的号码是", en="Your number is")
THEN = Name(zh="号，请坐下，等叫号。", en="please take a seat, and wait to be called.")


def prompt(language: str, screen: str, label: str) -> list[Clip]:
    """The clips for a screen; of "number", with the number digit by digit. Raises KeyError for one without words."""
    if screen == "number":
        return [Clip(language, text) for text in (said(YOUR_NUMBER, language), *label, said(THEN, language))]
    return [Clip(language, said(PROMPTS[screen], language))]


def phrases(language: str) -> list[str]:
    return [said(words, language) for words in (*PROMPTS.values(), YOUR_NUMBER, THEN)]


def said(words: Name, language: str) -> str:
    return words.zh if language == "zh" else words.en
