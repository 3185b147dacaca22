// Where two texts part, character by character (Myers, 1986); beyond a limit the middle is shown as replaced.

const MOST_STEPS = 2000;
const AROUND = 60;

// Parts of two texts in order: [kind, text], kind "same", "gone" (only in the first) or "new" (only in the second).
function differences(first, second) {
  const left = Array.from(first);
  const right = Array.from(second);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const middle = shortest(left.slice(start, left.length - end), right.slice(start, right.length - end));
  const whole = [["same", left.slice(0, start)], ...middle, ["same", left.slice(left.length - end)]];
  return joined(whole.filter((part) => part[1].length));
}

function joined(parts) {
  const found = [];
  for (const [kind, signs] of parts) {
    const text = signs.join("");
    const last = found[found.length - 1];
    if (last && last[0] === kind) last[1] += text;
    else found.push([kind, text]);
  }
  return found;
}

function shortest(left, right) {
  if (!left.length || !right.length) return [["gone", left], ["new", right]];
  const reached = new Map([[1, 0]]);
  const steps = [];
  for (let depth = 0; depth <= Math.min(MOST_STEPS, left.length + right.length); depth++) {
    steps.push(new Map(reached));
    for (let line = -depth; line <= depth; line += 2) {
      const down = line === -depth || (line !== depth && reached.get(line - 1) < reached.get(line + 1));
      let x = down ? reached.get(line + 1) : reached.get(line - 1) + 1;
      while (x < left.length && x - line < right.length && left[x] === right[x - line]) x++;
      reached.set(line, x);
      if (x >= left.length && x - line >= right.length) return walkedBack(steps, left, right);
    }
  }
  return [["gone", left], ["new", right]];
}

function walkedBack(steps, left, right) {
  const found = [];
  let x = left.length;
  let y = right.length;
  for (let depth = steps.length - 1; depth >= 0; depth--) {
    const reached = steps[depth];
    const line = x - y;
    const down = line === -depth || (line !== depth && reached.get(line - 1) < reached.get(line + 1));
    const before = down ? line + 1 : line - 1;
    const fromX = reached.get(before);
    const fromY = fromX - before;
    while (x > Math.max(0, fromX) && y > Math.max(0, fromY)) {
      found.push(["same", [left[--x]]]);
      y--;
    }
    if (depth) found.push(down ? ["new", [right[--y]]] : ["gone", [left[--x]]]);
  }
  return found.reverse();
}

// The differences with a little of what stands around them.
function differenceView(first, second) {
  const shown = el("p", { class: "difference", dir: "auto" });
  const names = { gone: ["del", "only in the body: "], new: ["ins", "only in the extracted text: "] };
  for (const [kind, text] of differences(first, second)) {
    if (kind === "same") shown.append(text.length > 2 * AROUND ? `${text.slice(0, AROUND)} … ${text.slice(-AROUND)}` : text);
    else shown.append(el(names[kind][0], {}, hiddenText(names[kind][1]), text));
  }
  return shown;
}
