// The bet slip: a few picks kept in this browser, one per match. It knows nothing of the chat; it only says, in a `slip`
// event, how high its bar is and whether it is open.
const KEY = 'fairplay-slip';
const phone = matchMedia('(max-width: 899px)');
const slip = document.querySelector('.slip');
const bar = document.querySelector('.slip-bar');
const form = slip.querySelector('[data-slip-form]');
const placed = slip.querySelector('[data-slip-placed]');
const prices = [...document.querySelectorAll('.price[data-pick]')];

let picks = read();
let open = false;
let told = '0 false';

for (const price of prices) {
  price.addEventListener('click', () => {
    const { pick, fixture } = price.dataset;
    const others = picks.filter((each) => !each.startsWith(`${fixture}:`));
    keep(picks.includes(pick) ? others : [...others, pick]);
  });
}
bar.addEventListener('click', () => toggle(!open));
slip.querySelector('[data-slip-close]').addEventListener('click', () => toggle(false));
document.addEventListener('keydown', ({ key }) => key === 'Escape' && open && toggle(false));
phone.addEventListener('change', () => toggle(false));
form.elements.stake.addEventListener('input', showReturn);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  keep([]);
  placed.textContent = placed.dataset.slipPlaced;
});
show();

function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return prices.map((price) => price.dataset.pick).filter((pick) => stored.includes(pick));
  } catch {
    return [];
  }
}

function keep(next) {
  picks = next;
  placed.textContent = '';
  try {
    localStorage.setItem(KEY, JSON.stringify(picks));
  } catch {
    // The browser keeps nothing: the slip lasts as long as the page.
  }
  show();
}

function toggle(next) {
  open = next;
  show();
  if (open) slip.querySelector('[data-slip-close]').focus();
  else if (slip.contains(document.activeElement)) bar.focus();
}

function show() {
  for (const price of prices) price.setAttribute('aria-pressed', String(picks.includes(price.dataset.pick)));
  slip.querySelector('[data-slip-picks]').replaceChildren(...picks.map(row));
  slip.querySelector('[data-slip-empty]').hidden = picks.length > 0 || placed.textContent !== '';
  form.hidden = picks.length === 0;
  slip.classList.toggle('open', open);
  bar.hidden = picks.length === 0 && !open;
  bar.setAttribute('aria-expanded', String(open));
  bar.querySelector('[data-slip-count]').textContent = String(picks.length);
  for (const total of document.querySelectorAll('[data-slip-total]')) total.textContent = totalOdds().toFixed(2);
  showReturn();
  tell();
}

function row(pick) {
  const price = prices.find((each) => each.dataset.pick === pick);
  const item = slip.querySelector('[data-slip-row]').content.firstElementChild.cloneNode(true);
  for (const part of ['name', 'teams', 'odds']) item.querySelector(`[data-${part}]`).textContent = price.dataset[part];
  item.querySelector('button').addEventListener('click', () => {
    keep(picks.filter((each) => each !== pick));
    slip.querySelector('[data-slip-picks] button, [data-slip-close]')?.focus();
  });
  return item;
}

function totalOdds() {
  return prices
    .filter((price) => picks.includes(price.dataset.pick))
    .reduce((product, price) => product * Number(price.dataset.odds), 1);
}

function showReturn() {
  const stake = Number(form.elements.stake.value.trim().replace(',', '.'));
  form.querySelector('[data-slip-return]').textContent = stake > 0 ? money(stake * totalOdds()) : '–';
}

function money(amount) {
  const { money: pattern, group, decimal } = slip.dataset;
  const [whole, cents] = amount.toFixed(2).split('.');
  return pattern.replace('{n}', () => whole.replace(/\B(?=(\d{3})+$)/g, group) + decimal + cents);
}

function tell() {
  const barHeight = phone.matches && !bar.hidden ? bar.offsetHeight : 0;
  const now = `${barHeight} ${open}`;
  if (now === told) return;
  told = now;
  document.dispatchEvent(new CustomEvent('slip', { detail: { barHeight, open } }));
}
