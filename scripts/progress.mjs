// One line per step on the terminal. On a real terminal the line counts the seconds while the step is under way;
// in a log file it is written when the step begins and again when it ends.
const live = process.stdout.isTTY;
let lineIsOpen = false;

// A terminal that was closed must not end the supervisor before it has stopped what it started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

function endOpenLine() {
  if (lineIsOpen) process.stdout.write('\n');
  lineIsOpen = false;
}

/** A message between the steps. */
export function say(text) {
  endOpenLine();
  process.stdout.write(`${text}\n`);
}

export function warn(text) {
  endOpenLine();
  process.stderr.write(`${text}\n`);
}

/** Runs `work` as a named step; `work` gets a function that adds what was found to the closing line. */
export async function step(zh, en, work) {
  const began = Date.now();
  const title = `${zh}  ${en}`;
  let found = '';
  const draw = () => {
    process.stdout.write(`\r\x1b[K  … ${title}  ${Math.round((Date.now() - began) / 1000)} s`);
    lineIsOpen = true;
  };
  if (live) draw();
  else say(`  … ${title}`);
  const ticking = live ? setInterval(draw, 1000) : undefined;
  try {
    const result = await work((text) => {
      found = `  ${text}`;
    });
    if (lineIsOpen) process.stdout.write('\r\x1b[K');
    lineIsOpen = false;
    say(`  ✓ ${title}${found}  ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    say(`  ✗ ${title}`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}
