const byId = id => document.getElementById(id);
const slider = byId('slider'), play = byId('play'), speed = byId('speed'), possible = byId('possible');
const size = byId('size'), frame = byId('picture'), picture = frame.querySelector('svg'), ticks = byId('ticks');
const decode = document.createElement('textarea');
for (const s of slices) { decode.innerHTML = s.text; s.text = decode.value; }
const last = slices.length - 1;
let now = 0, timer = null;
slider.max = last;
function see(ids, kind) {
  for (const id of ids) {
    byId(id).classList.add('seen', kind);
    const label = id[0] === 'e' && byId('l' + id.slice(1));
    if (label) label.classList.add('seen', kind);
  }
}
function show(n, keepsAddress) {
  now = Math.max(0, Math.min(last, n));
  for (const e of document.querySelectorAll('.seen')) e.classList.remove('seen', 'maybe', 'presumed', 'certain');
  const s = slices[now];
  see(s.certain, 'certain');
  see(s.presumed, 'presumed');
  if (possible.checked) see(s.possible, 'maybe');
  byId('when').textContent = s.text;
  const count = ids => ids.filter(id => id[0] === 'e').length;
  byId('counts').textContent =
    'relations: ' + count(s.certain) + ' certain, ' +
    (count(s.presumed) ? count(s.presumed) + ' presumed, ' : '') + count(s.possible) + ' possible';
  slider.value = now;
  slider.setAttribute('aria-valuetext', s.text);
  if (!keepsAddress) try { history.replaceState(null, '', '#' + s.from); } catch (e) { }
}
function ofAddress() {
  let wanted = location.hash.slice(1);
  try { wanted = decodeURIComponent(wanted); } catch (e) { }
  if (!wanted) return 0;
  const exact = slices.findIndex(s => s.from === wanted);
  if (exact >= 0) return exact;
  const within = slices.findIndex(s => s.from.startsWith(wanted + '-'));
  if (within >= 0) return within;
  let found = 0;
  slices.forEach((s, i) => { if (s.from <= wanted) found = i; });
  return found;
}
function stop() { clearInterval(timer); timer = null; play.textContent = 'Play'; }
function start() {
  play.textContent = 'Stop';
  timer = setInterval(() => show(now === last ? 0 : now + 1), Number(speed.value));
}
function toggle() { if (timer) stop(); else start(); }
slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });
possible.addEventListener('change', () => show(now));
speed.addEventListener('change', () => { if (timer) { stop(); start(); } });
play.addEventListener('click', toggle);
window.addEventListener('hashchange', () => { stop(); show(ofAddress(), true); });
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === 'SELECT') return;
  if (event.key === ' ') {
    if (event.target.tagName === 'BUTTON' || event.target === possible) return;
    toggle();
  } else {
    const steps = {ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last};
    if (!(event.key in steps)) return;
    stop();
    show(steps[event.key]);
  }
  event.preventDefault();
});
function setSize(real) {
  frame.classList.toggle('real', real);
  size.textContent = real ? 'Fit' : 'Real size';
}
size.addEventListener('click', () => setSize(!frame.classList.contains('real')));
function drawTicks() {
  ticks.textContent = '';
  const widest = Math.max(...slices.map(s => s.tick.length)) * 7 + 16;
  const most = Math.max(2, Math.floor(ticks.clientWidth / widest));
  const step = Math.max(1, Math.ceil(last / Math.max(1, most - 1)));
  for (let i = 0; i <= last; i += step) {
    const tick = document.createElement('span');
    tick.textContent = slices[i].tick;
    tick.style.left = (last ? 100 * i / last : 0) + '%';
    if (i === 0) tick.style.transform = 'none';
    if (i === last && last) tick.style.transform = 'translateX(-100%)';
    ticks.append(tick);
  }
}
window.addEventListener('resize', drawTicks);
drawTicks();
// Where the whole would be too small to read, it is shown as large as it is, in a frame of its own.
setSize(picture.getBoundingClientRect().width < 0.55 * picture.viewBox.baseVal.width * 4 / 3);
show(ofAddress(), true);
