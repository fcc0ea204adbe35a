// What is wrong with how a screen of the kiosk stands on its glass: cut, covered, too small, too high, out of sight.
() => {
  const [width, height] = [innerWidth, innerHeight];
  const wrong = [];
  const over = document.documentElement;
  if (over.scrollWidth > width || over.scrollHeight > height) wrong.push("the page scrolls");

  const named = (element) => `${element.className}: ${element.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}`;
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return getComputedStyle(element).visibility !== "hidden" && box.width > 1 && box.height > 1;
  };
  const meet = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;

  const low = document.querySelector("[data-low=true]") !== null;
  for (const button of [...document.querySelectorAll("button")].filter(seen)) {
    const box = button.getBoundingClientRect();
    const say = (what) => wrong.push(`${what}, ${named(button)}`);
    if (button.scrollWidth > button.clientWidth + 1 || button.scrollHeight > button.clientHeight + 1) say("cut");
    if (Math.min(box.width, box.height) < 95.5) say("small");
    if (low && box.top < height / 2 - 1) say("not in the lower half");
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!hit || !(button.contains(hit) || hit.contains(button))) say("covered");
  }

  // each text within the glass and within what it stands in, and none over another
  const texts = [];
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const element = all.currentNode.parentElement;
    if (!all.currentNode.textContent.trim() || !seen(element)) continue;
    if (element.closest("noscript, script, style, .visually-hidden, .guide__part")) continue; // a part may be paged
    const range = document.createRange();
    range.selectNodeContents(all.currentNode);
    const lines = [...range.getClientRects()];
    if (!lines.length) continue;
    const [top, bottom] = [Math.min(...lines.map((line) => line.top)), Math.max(...lines.map((line) => line.bottom))];
    const slack = ((bottom - top) / lines.length) * 0.2; // a line's box is taller than its letters
    const text = {
      element,
      top: top + slack,
      bottom: bottom - slack,
      left: Math.min(...lines.map((line) => line.left)),
      right: Math.max(...lines.map((line) => line.right)),
    };
    if (text.left < -1 || text.top < 0 || text.right > width + 1 || text.bottom > height) wrong.push(`out, ${named(element)}`);
    for (const holder of ["button, p", ".number-card, .slip-notice, .next-steps, main > section"]) {
      const box = element.closest(holder)?.getBoundingClientRect();
      if (box && (text.bottom > box.bottom + 2 || text.top < box.top - 2 || text.right > box.right + 3)) {
        wrong.push(`spills, ${named(element)}`);
      }
    }
    for (const other of texts) {
      if (other.element !== element && meet(text, other)) wrong.push(`${named(element)} over ${named(other.element)}`);
    }
    texts.push(text);
  }

  const BOXES = "button, .number-card, .slip-notice, .next-steps, .keypad__text, .kiosk__foot";
  const boxes = [...document.querySelectorAll(BOXES)].filter(seen);
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(0, at)) {
      if (one.contains(other) || other.contains(one)) continue;
      if (meet(one.getBoundingClientRect(), other.getBoundingClientRect())) wrong.push(`${named(one)} on ${named(other)}`);
    }
  });
  return wrong.slice(0, 10);
};
