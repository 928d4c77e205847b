// The panel under the chat: crops to tap, and a box to draw on the last photo.
// `element` and `trigger` come from Gradio. A box is [left, top, right, bottom], parts of the photo.
const STEP = 0.03;
const SMALLEST = 0.05;
let box = null;
let start = null;

const within = (value) => Math.min(1, Math.max(0, value));
const frame = () => element.querySelector('.g-frame');

function show() {
  const drawn = element.querySelector('.g-box');
  if (!drawn || !box) return;
  const [left, top, right, bottom] = box.map((end) => `${end * 100}%`);
  drawn.style.cssText = `left:${left};top:${top};right:calc(100% - ${right});bottom:calc(100% - ${bottom})`;
}

function at(event) {
  const area = frame().querySelector('img').getBoundingClientRect();
  return [within((event.clientX - area.left) / area.width), within((event.clientY - area.top) / area.height)];
}

function find(said, where) {
  trigger('submit', { say: said, box: where, photo: element.querySelector('.g-point').dataset.photo });
}

function open() {
  const canvas = element.querySelector('.g-canvas');
  canvas.hidden = !canvas.hidden;
  element.querySelector('.g-draw').setAttribute('aria-expanded', String(!canvas.hidden));
  if (canvas.hidden) return;
  box = [0.2, 0.2, 0.8, 0.8];
  show();
  frame().focus({ preventScroll: true });
  canvas.scrollIntoView({ block: 'nearest' });
}

element.addEventListener('click', (event) => {
  const crop = event.target.closest('.g-crop');
  if (crop) find(crop.dataset.say, JSON.parse(crop.dataset.box));
  else if (event.target.closest('.g-draw')) open();
  else if (event.target.closest('.g-find') && box) find('', box);
});

element.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('.g-frame')) return;
  event.preventDefault();
  frame().focus({ preventScroll: true });
  frame().setPointerCapture(event.pointerId);
  start = at(event);
});

element.addEventListener('pointermove', (event) => {
  if (!start) return;
  const [x, y] = at(event);
  box = [Math.min(start[0], x), Math.min(start[1], y), Math.max(start[0], x), Math.max(start[1], y)];
  show();
});

element.addEventListener('pointerup', () => {
  start = null;
  if (box && (box[2] - box[0] < SMALLEST || box[3] - box[1] < SMALLEST)) {
    box = [0.2, 0.2, 0.8, 0.8];
    show();
  }
});

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

element.addEventListener('keydown', (event) => {
  if (!event.target.closest('.g-frame') || !box) return;
  if (event.key === 'Enter') find('', box);
  else if (event.key === 'Escape') open();
  else if (MOVES[event.key]) move(MOVES[event.key], event.shiftKey);
  else return;
  event.preventDefault();
});

function move([across, down], resize) {
  const [left, top, right, bottom] = box;
  const [dx, dy] = [across * STEP, down * STEP];
  if (resize) {
    box = [left, top, within(Math.max(left + SMALLEST, right + dx)), within(Math.max(top + SMALLEST, bottom + dy))];
  } else {
    const x = Math.min(1 - right, Math.max(-left, dx));
    const y = Math.min(1 - bottom, Math.max(-top, dy));
    box = [left + x, top + y, right + x, bottom + y];
  }
  show();
}
