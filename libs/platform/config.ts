import { validateSync } from 'class-validator';

/** Thrown before anything is started: lists every setting that is wrong, in one readable text. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

/**
 * Reads a configuration class from the environment. Each property of the class is one variable, named as the
 * property; class-validator decorators say what is allowed, the initial value is the default.
 *
 * @throws InvalidConfiguration with a line per wrong variable
 */
export function loadConfig<T extends object>(Config: new () => T, env: NodeJS.ProcessEnv = process.env): T {
  const config = new Config();
  for (const [name, byDefault] of Object.entries(config)) {
    const text = env[name];
    if (text !== undefined && text !== '') Object.assign(config, { [name]: convert(text, typeof byDefault) });
  }
  const problems = validateSync(config, { skipMissingProperties: false });
  if (problems.length > 0) {
    const lines = problems.map((p) => `  ${p.property}: ${Object.values(p.constraints ?? {}).join('; ')}`);
    throw new InvalidConfiguration(`These settings are wrong:\n${lines.join('\n')}`);
  }
  return config;
}

/** To the type of the default. What does not convert is left as text, for the property's own check to refuse. */
function convert(text: string, type: string): unknown {
  if (type === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
