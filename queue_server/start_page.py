"""The page at `/`: where each face of each hall is, for whoever sets screens up or has lost an address."""

from __future__ import annotations

from flask import Flask, Response, render_template_string

from .api.context import House
from .hall.plan import KINDS

_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>排队叫号 · Queue</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 0; background: #f3f6fa; color: #0b2545; font: 18px/1.6 "Noto Sans CJK SC", "Noto Sans SC",
         "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; }
  main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
  h1 { font-size: 1.75rem; margin: 0; line-height: 1.3; }
  h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
  small { color: #4a5d78; font-weight: 400; font-size: .9rem; }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem;
       grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
  a { display: block; min-height: 3rem; box-sizing: border-box; padding: .6rem 1rem; background: #fff; color: inherit;
      border: 1px solid #ccd6e3; border-radius: 8px; text-decoration: none; }
  a:hover { border-color: #1257b5; } a:focus-visible { outline: 3px solid #1257b5; }
  .windows { grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); }
  code { background: #e4ebf4; padding: .1rem .35rem; border-radius: 4px; overflow-wrap: anywhere; }
</style>
<main>
  <h1>排队叫号 <small lang="en">Queue</small></h1>
  {% for hall in halls %}
  <section>
    <h2>{{ hall.name.zh }} <small lang="en">{{ hall.name.en }}</small>
        <small>· {{ hall.kind.zh }} <span lang="en">{{ hall.kind.en }}</span></small></h2>
    <ul>
      <li><a href="/kiosk/{{ hall.id }}">取号机 <small lang="en">Kiosk</small></a></li>
      <li><a href="/board/{{ hall.id }}">大厅显示屏 <small lang="en">Lobby board</small></a></li>
      <li><a href="/board/{{ hall.id }}?voice=on">语音显示屏 <small lang="en">Speaking board</small></a></li>
      <li><a href="/board/{{ hall.id }}?look=plain">高对比显示屏 <small lang="en">Plain board</small></a></li>
      <li><a href="/board/{{ hall.id }}?look=strip">LED 条屏 <small lang="en">LED strip</small></a></li>
      {% for zone in hall.zones %}
      <li><a href="/board/{{ hall.id }}?zone={{ zone.id }}&amp;voice=on">{{ zone.name.zh }}语音显示屏
          <small lang="en">{{ zone.name.en }}</small></a></li>
      {% endfor %}
      <li><a href="/voice/{{ hall.id }}">语音检查 <small lang="en">Check the voice</small></a></li>
      {% if hall.by_phone %}
      <li><a href="/book/{{ hall.id }}">手机预约 <small lang="en">Book a time</small></a></li>
      {% endif %}
    </ul>
    <h2>窗口屏 <small lang="en">Window signs</small></h2>
    <ul class="windows">
      {% for counter in hall.counters %}
      <li><a href="/window/{{ hall.id }}/{{ counter.id }}">{{ counter.name.zh }}</a></li>
      {% endfor %}
    </ul>
  </section>
  {% else %}
  <p>还没有大厅。在服务器上执行 <code>queue-server init --plan plan.yaml</code>，几秒后刷新本页。<br>
     <small lang="en">There is no hall yet. Run the command on the server, and load this page again.</small></p>
  {% endfor %}
  <h2>工作人员 <small lang="en">Staff</small></h2>
  <ul>
    <li><a href="/panel">叫号面板 <small lang="en">Clerk panel</small></a></li>
    <li><a href="/manager">管理 <small lang="en">Manager</small></a></li>
  </ul>
</main>
</html>
"""


def install(app: Flask, house: House) -> None:
    @app.get("/")
    def start_page() -> Response:
        plans = house.of_each(lambda h, now: h.plan)
        halls = [
            {
                "id": hall,
                "name": plan.name,
                "kind": KINDS[plan.kind],
                "counters": plan.counters,
                "zones": plan.zones,
                "by_phone": plan.appointments is not None and plan.appointments.by_phone,
            }
            for hall, plan in plans
        ]
        return Response(render_template_string(_PAGE, halls=halls), headers={"Cache-Control": "no-store"})
