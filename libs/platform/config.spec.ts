import { IsBoolean, IsInt, IsString, Max } from 'class-validator';
import { InvalidConfiguration, loadConfig } from './config.js';

class Settings {
  @IsString() HOST = '127.0.0.1';
  @IsInt() @Max(65_535) PORT = 0;
  @IsBoolean() QUIET = false;
}

describe('the configuration of a service', () => {
  it('takes what the environment says, in the type of the default, and the default for the rest', () => {
    expect(loadConfig(Settings, { PORT: '3000', QUIET: 'true' })).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      QUIET: true,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig(Settings, { PORT: '' }).PORT).toBe(0);
  });

  it.each([{ PORT: 'abc' }, { PORT: '70000' }, { PORT: '1.5' }, { QUIET: 'perhaps' }])('refuses %j, by name', (env) => {
    const [name] = Object.keys(env);
    expect(() => loadConfig(Settings, env)).toThrow(InvalidConfiguration);
    expect(() => loadConfig(Settings, env)).toThrow(name);
  });
});
