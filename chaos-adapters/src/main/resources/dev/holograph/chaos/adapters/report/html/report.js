(() => {
  'use strict';
  const root = document.documentElement;
  if (typeof uPlot !== 'function') return;
  root.classList.add('js');
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  const FONT = '11.5px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';

  const trim = n => {
    if (Number.isInteger(n)) return String(n);
    const a = Math.abs(n);
    const t = a >= 100 ? n.toFixed(1) : a >= 1 ? n.toFixed(2) : n.toPrecision(3);
    return t.includes('e') ? t : t.replace(/0+$/, '').replace(/\.$/, '');
  };
  const quantity = (v, unit) => v == null ? '–'
    : unit === 'TIME' ? (Math.abs(v) >= 1000 ? trim(v / 1000) + 's' : trim(v) + 'ms')
    : unit === 'RATIO' ? trim(v * 100) + '%'
    : unit === 'RATE' ? trim(v) + '/s'
    : unit === 'SIZE' ? (v >= 1048576 && v % 1048576 === 0 ? v / 1048576 + 'MiB' : v >= 1024 && v % 1024 === 0 ? v / 1024 + 'KiB' : trim(v) + 'B')
    : trim(v);
  const two = n => String(n).padStart(2, '0');
  const clock = (s, length) => {
    if (length < 180) return trim(Math.round(s * 10) / 10) + ' s';
    const t = Math.round(s);
    return t < 3600 ? Math.floor(t / 60) + ':' + two(t % 60)
      : Math.floor(t / 3600) + ':' + two(Math.floor(t % 3600 / 60)) + ':' + two(t % 60);
  };
  const narrow = () => matchMedia('(max-width:640px)').matches;
  const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

  for (const charts of document.querySelectorAll('.charts')) {
    const json = document.querySelector('script[data-of="' + CSS.escape(charts.dataset.run) + '"]');
    if (json) start(charts, JSON.parse(json.textContent));
  }

  function start(charts, run) {
    const section = charts.closest('section');
    const output = section.querySelector('.tools output');
    const bands = charts.querySelector('.bands .plot');
    const plots = [];
    const xs = run.panels.length ? run.panels[0].lines[0].map((_, i) => run.origin + (i + .5) * run.step) : [];
    let range = [0, run.length];
    let zooming = false;
    let cursor = null;

    // What a column is called: a run where it stands for one, else its time.
    const named = s => run.names ? run.names[Math.floor(s + 1e-9)] || '' : clock(s, run.length);

    charts.tabIndex = 0;
    charts.setAttribute('role', 'group');
    charts.setAttribute('aria-label', 'Charts over time. Arrow keys move the cursor, plus and minus zoom, 0 shows the whole run.');

    const zoom = (min, max) => {
      const least = Math.min(run.length, 4 * run.step);
      let length = Math.min(run.length, Math.max(least, max - min));
      min = Math.max(0, Math.min(run.length - length, min));
      range = [min, min + length];
      zooming = true;
      for (const plot of plots) plot.setScale('x', {min: range[0], max: range[1]});
      zooming = false;
      place();
    };

    // The bands above the charts go along.
    const place = () => {
      const at = s => Math.max(-5, Math.min(105, 100 * (s - range[0]) / (range[1] - range[0])));
      for (const shape of bands.querySelectorAll('[data-a]')) {
        const a = at(+shape.dataset.a);
        if (shape.tagName === 'line') {
          shape.setAttribute('x1', a + '%');
          shape.setAttribute('x2', a + '%');
        } else {
          shape.setAttribute('x', a + '%');
          if (shape.dataset.b) shape.setAttribute('width', Math.max(0, at(+shape.dataset.b) - a) + '%');
        }
      }
    };

    const tell = index => {
      cursor = index;
      output.textContent = index == null ? ''
        : named(xs[index] - run.step / 2) + (run.step > 1 && !narrow() ? ' to ' + clock(xs[index] + run.step / 2, run.length) : '');
    };

    const point = index => {
      if (index == null) return;
      index = Math.max(0, Math.min(xs.length - 1, index));
      if (xs[index] < range[0] || xs[index] > range[1]) {
        const half = (range[1] - range[0]) / 2;
        zoom(xs[index] - half, xs[index] + half);
      }
      for (const plot of plots) plot.setCursor({left: plot.valToPos(xs[index], 'x'), top: plot.over.clientHeight / 2}, true, false);
      tell(index);
    };

    const act = what => {
      const [min, max] = range, length = max - min;
      const middle = cursor == null ? (min + max) / 2 : xs[cursor];
      if (what === 'in') zoom(middle - length / 4, middle + length / 4);
      if (what === 'out') zoom(middle - length, middle + length);
      if (what === 'left') zoom(min - length / 2, max - length / 2);
      if (what === 'right') zoom(min + length / 2, max + length / 2);
      if (what === 'all') zoom(0, run.length);
      if (what === 'fault' && run.faults.length) {
        const from = Math.min(...run.faults.map(f => f[0])), to = Math.max(...run.faults.map(f => f[3]));
        const room = Math.max(5, (to - from) * .15);
        zoom(from - room, to + room);
      }
    };
    section.querySelector('.tools').addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button) act(button.dataset.do);
    });
    charts.addEventListener('keydown', event => {
      if (event.target !== charts || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 10 : 1;
      const here = cursor == null ? xs.findIndex(x => x >= range[0]) : cursor;
      const known = {
        ArrowLeft: () => point(here - step), ArrowRight: () => point(here + step),
        Home: () => point(0), End: () => point(xs.length - 1),
        '+': () => act('in'), '=': () => act('in'), '-': () => act('out'), '0': () => act('all'), Escape: () => act('all')
      }[event.key];
      if (known) {
        event.preventDefault();
        known();
      }
    });

    const draw = figure => {
      const panel = run.panels[+figure.dataset.panel];
      const still = figure.querySelector('.chart');
      const live = figure.querySelector('.live');
      const height = +still.querySelector('.plot').getAttribute('height');
      const values = figure.querySelectorAll('.key b');
      const gutter = () => narrow() ? 48 : 56;
      const colours = panel.lines.length === 1 ? ['--l2'] : ['--l1', '--l2', '--l3'];
      const pixel = devicePixelRatio || 1;

      const behind = u => {
        const {left, top, width, height} = u.bbox;
        const fill = (from, to, colour, h) => {
          const a = Math.max(left, u.valToPos(from, 'x', true)), b = Math.min(left + width, u.valToPos(to, 'x', true));
          if (b > a) {
            u.ctx.fillStyle = colour;
            u.ctx.fillRect(a, top, b - a, h);
          }
        };
        u.ctx.save();
        for (const f of run.faults) fill(f[0], f[3], css('--fault-tint'), height);
        for (const b of panel.breaches) {
          fill(b[0], b[1], css('--breach-tint'), height);
          fill(b[0], b[1], css('--breach'), 4 * pixel);
        }
        u.ctx.restore();
      };
      const limits = u => {
        const {left, top, width} = u.bbox;
        const shown = [];
        u.ctx.save();
        u.ctx.font = FONT.replace('11.5', String(11.5 * pixel));
        u.ctx.textAlign = 'right';
        const inside = panel.limits.filter(([value]) => value >= panel.low && value <= panel.high);
        const lines = inside.map(([value]) => u.valToPos(value, 'y', true));
        const free = (text, own) => lines.every(other => other === own || other <= text - 11 * pixel || other >= text + 4 * pixel);
        inside.forEach(([value, name], i) => {
          const y = lines[i];
          u.ctx.strokeStyle = css('--ink');
          u.ctx.globalAlpha = .75;
          u.ctx.lineWidth = 1.2 * pixel;
          u.ctx.setLineDash([5 * pixel, 4 * pixel]);
          u.ctx.beginPath();
          u.ctx.moveTo(left, y);
          u.ctx.lineTo(left + width, y);
          u.ctx.stroke();
          const above = y - 4 * pixel, below = y + 13 * pixel, fits = above > 12 * pixel;
          const text = fits && (free(above, y) || !free(below, y)) ? above : below;
          if (shown.some(other => Math.abs(other - text) < 14 * pixel)) return;
          shown.push(text);
          u.ctx.globalAlpha = 1;
          u.ctx.setLineDash([]);
          u.ctx.lineJoin = 'round';
          u.ctx.lineWidth = 4 * pixel;
          u.ctx.strokeStyle = css('--card');
          u.ctx.strokeText(name, left + width - 4 * pixel, text);
          u.ctx.fillStyle = css('--ink');
          u.ctx.fillText(name, left + width - 4 * pixel, text);
        });
        u.ctx.restore();
      };

      still.hidden = true;
      live.hidden = false;
      const axis = {stroke: () => css('--dim'), font: FONT, ticks: {show: false}, border: {show: false}};
      const plot = new uPlot({
        width: live.clientWidth,
        height,
        padding: [10, 0, 0, 0],
        legend: {show: false},
        cursor: {sync: {key: charts.dataset.run, setSeries: false}, y: false, points: {size: 6}, drag: {x: true, y: false, setScale: false}},
        select: {show: true},
        scales: {
          x: {time: false, min: range[0], max: range[1]},
          y: {distr: panel.log ? 3 : 1, range: [panel.low, panel.high]}
        },
        series: [{}].concat(panel.lines.map((_, i) => ({
          stroke: () => css(colours[Math.min(i, 2)]), width: 1.6, points: {size: 5, show: () => run.names && run.names.length <= 30}, spanGaps: false,
          // Values that are no further apart than usual belong together.
          gaps: (u, series, from, to, gaps) => gaps.filter(([a, b]) => (u.posToVal(b, 'x', true) - u.posToVal(a, 'x', true)) / run.step > panel.spacing[i] + .5)
        }))),
        axes: [
          Object.assign({
            size: 20, gap: 5, grid: {stroke: () => css('--grid'), width: 1},
            splits: (u, i, min, max) => {
              const step = STEPS.find(s => (max - min) / s <= (u.width < 500 ? 4 : 7)) || 86400;
              const all = [], middle = run.names ? run.step / 2 : 0;
              for (let t = Math.ceil(min / step - 1e-9) * step + middle; t <= max; t += step) all.push(t);
              return all;
            },
            values: (u, splits) => splits.map(s => {
              const {min, max} = u.scales.x;
              return (max - s) / (max - min) * (u.bbox.width / pixel) < 17 ? '' : named(s);
            })
          }, axis),
          Object.assign({
            size: gutter, gap: 6, grid: {stroke: () => css('--grid'), width: 1},
            splits: () => panel.ticks, filter: (u, splits) => splits, values: (u, splits) => splits.map(v => quantity(v, panel.unit))
          }, axis)
        ],
        hooks: {
          drawClear: [behind],
          draw: [limits],
          setCursor: [u => {
            const index = u.cursor.idx;
            const on = index != null && u.cursor.left >= 0;
            values.forEach((value, i) => value.textContent = on ? quantity(panel.lines[i][index], panel.unit) : '');
            tell(on ? index : null);
          }],
          setSelect: [u => {
            if (zooming || u.select.width < 4) return;
            const from = u.posToVal(u.select.left, 'x'), to = u.posToVal(u.select.left + u.select.width, 'x');
            u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
            zoom(from, to);
          }]
        }
      }, [xs].concat(panel.lines), live);
      plot.over.addEventListener('dblclick', () => zoom(0, run.length));
      plots.push(plot);
      new ResizeObserver(() => {
        if (live.clientWidth > 0 && live.clientWidth !== plot.width) plot.setSize({width: live.clientWidth, height});
      }).observe(live);
    };

    for (const figure of charts.querySelectorAll('.panel')) {
      if (!figure.closest('details')) draw(figure);
    }
    for (const more of charts.querySelectorAll('details')) {
      more.addEventListener('toggle', () => {
        if (more.open) more.querySelectorAll('.live[hidden]').forEach(live => draw(live.closest('.panel')));
      });
    }
    const again = () => plots.forEach(plot => plot.redraw(false, true));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
    // Printed, and before its script has run, a report shows its pictures.
    addEventListener('beforeprint', () => charts.querySelectorAll('details').forEach(more => more.open = true));
  }
})();
