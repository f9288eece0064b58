import { plainToInstance } from 'class-transformer';
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
  const defaults = new Config();
  const given: Record<string, string> = {};
  for (const name of Object.keys(defaults)) {
    const value = env[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const config = plainToInstance(
    Config,
    { ...defaults, ...given },
    { enableImplicitConversion: true, exposeDefaultValues: true },
  );
  const problems = validateSync(config, { skipMissingProperties: false });
  if (problems.length > 0) {
    const lines = problems.map((p) => `  ${p.property}: ${Object.values(p.constraints ?? {}).join('; ')}`);
    throw new InvalidConfiguration(`These settings are wrong:\n${lines.join('\n')}`);
  }
  return config;
}
