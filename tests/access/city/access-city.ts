import {
  type Actor,
  ANONYMOUS,
  Appoint,
  BootstrapCity,
  ChangeUnit,
  FindWorkers,
  OpenSession,
  OpenUnit,
  ResolveSession,
  type Role,
  type RpcDefinition,
  SetDutyRoster,
  SetForwardingPolicy,
  SetWorkerPassword,
  SYSTEM,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { importFile } from '../../../apps/membership/src/testing/import-file.js';
import { waitUntilQuiet } from '../../../demo/load/wait-until-quiet.js';
import { type WholeSystem, wholeSystem } from '../system/whole-system.js';
import { canary, contactPhone, phoneCanary } from './canaries.js';
import { type Asker, nameOf, NOBODY, type Person, STAFF, WORKERS } from './people.js';
import { type Place, PLACES, SPOTS, UNIONS } from './places.js';

export const PASSWORD = 'only-for-tests-2026';
/** Workers of each union. The last two ask nothing: things happen to them, and the very last one comes and goes. */
export const MEMBERS = 4;
export const THE_OTHER = MEMBERS - 2;
export const WHO_GOES = MEMBERS - 1;

export interface AccessCity {
  system: WholeSystem;
  units: Record<Place, string>;
  /** Ids by place. */
  workers: Record<string, { id: string; slot: number }[]>;
  /** Of the one who is appointed at each place for the sake of being found there. */
  appointments: Record<Place, { appointmentId: string; accountId: string }>;
  dutyAccounts: Record<Place, string>;
  /** The city's own first one, who is really there. */
  administrator: Actor;
  askers: Asker[];
  asker(name: string): Asker;
  call<Q extends object, A>(definition: RpcDefinition<Q, A>, request: Q, actor: Actor): Promise<A>;
  /** Somebody with this role there, who need not be there: services believe the gateway. */
  staff(role: Role, place: Place): Actor;
  worker(place: Place, nth?: number): Actor;
  stop(): Promise<void>;
}

/** All services, with a city in which everything says where it belongs. */
export async function accessCity(): Promise<AccessCity> {
  const system = await wholeSystem();
  try {
    const call: AccessCity['call'] = (definition, request, actor) => system.rpc.call(definition, request, actor);
    const { units, administrator } = await openUnits(call);
    const staff = (role: Role, place: Place): Actor => actorOf('STAFF', [{ role, unitId: units[place] }]);
    await importRoster(call, administrator);
    const workers = await findWorkers(call, staff('administrator', 'city'));
    const worker = (place: Place, nth = THE_OTHER): Actor => {
      const { id = '', slot = 0 } = workers[place]?.[nth] ?? {};
      return { ...actorOf('WORKER', []), worker: { id, slot, unitId: units[place] } };
    };
    const city = { system, units, workers, call, staff, worker };
    const { appointments, dutyAccounts } = await appointInAllPlaces(city);
    const askers = await logEverybodyIn(city);
    await waitUntilQuiet(system.natsUrl);
    for (const place of PLACES)
      await call(SetForwardingPolicy, { unitId: units[place], mode: 'MANUAL' }, staff('cadre', place));
    return {
      ...city,
      administrator,
      appointments,
      dutyAccounts,
      askers,
      asker: (name) => {
        const found = askers.find((each) => each.name === name);
        if (!found) throw new Error(`nobody here is called ${name}`);
        return found;
      },
      stop: () => system.stop(),
    };
  } catch (error) {
    await system.stop();
    throw error;
  }
}

type Call = AccessCity['call'];
type CityInTheMaking = Pick<AccessCity, 'system' | 'units' | 'workers' | 'call' | 'staff' | 'worker'>;

const actorOf = (kind: 'STAFF' | 'WORKER', appointments: Actor['appointments']): Actor => ({
  kind,
  accountId: newId(),
  sessionId: newId(),
  appointments,
  worker: null,
});

/** With their first administrator, who is really there: what somebody imports is held against what they are later. */
async function openUnits(call: Call): Promise<{ units: Record<Place, string>; administrator: Actor }> {
  const { unitId, accountId } = await call(
    BootstrapCity,
    {
      ...{ code: 'ZQCITY', name: canary('unitName', 'city'), shortName: '城' },
      ...{ login: 'first-administrator', displayName: '首任', password: PASSWORD },
    },
    SYSTEM,
  );
  const units: Partial<Record<Place, string>> = { city: unitId };
  const administrator = { ...actorOf('STAFF', [{ role: 'administrator', unitId }]), accountId };
  for (const place of PLACES) {
    const { above, kind } = SPOTS[place];
    if (!above) continue;
    const names = { name: canary('unitName', place), shortName: canary('unitName', place) };
    const unit = { ...names, kind, code: `ZQ${place}`, address: canary('unitAddress', place), reason: '组建' };
    units[place] = (await call(OpenUnit, { ...unit, parentId: units[above] ?? '' }, administrator)).unitId;
  }
  for (const place of PLACES) {
    const contact = { contactName: canary('contactName', place), contactPhone: contactPhone(place) };
    await call(ChangeUnit, { unitId: units[place] ?? '', ...contact }, administrator);
  }
  return { units: units as Record<Place, string>, administrator };
}

const HEADINGS = '姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会';

async function importRoster(call: Call, actor: Actor): Promise<void> {
  const lines = UNIONS.flatMap((place) =>
    Array.from({ length: MEMBERS }, (_, nth) => {
      const born = `19${70 + nth}-0${1 + PLACES.indexOf(place)}-01`;
      const job = ['初中', canary('workerTrade', place, nth), '农民工'];
      const card = canary('workerCard', place, nth);
      return [canary('workerName', place, nth), '女', born, ...job, phoneCanary(place, nth), '是', card, `ZQ${place}`];
    }),
  );
  const file = Buffer.from(`${HEADINGS}\n${lines.map((cells) => cells.join(',')).join('\n')}\n`);
  const { added, errors, failure } = await importFile({ call }, { file, actor });
  if (added !== lines.length) throw new Error(`${added} workers were added: ${JSON.stringify(failure ?? errors)}`);
}

async function findWorkers(call: Call, actor: Actor): Promise<AccessCity['workers']> {
  const { items } = await call(FindWorkers, { search: 'ZQ' }, actor);
  return Object.fromEntries(
    UNIONS.map((place) => [
      place,
      Array.from({ length: MEMBERS }, (_, nth) => {
        const found = items.find(({ name }) => name === canary('workerName', place, nth));
        return { id: found?.workerId ?? '', slot: found?.slot ?? 0 };
      }),
    ]),
  );
}

/** At each place somebody who is appointed, and somebody who is on duty around the clock. */
async function appointInAllPlaces({ call, units, staff }: CityInTheMaking) {
  const appointments: Partial<AccessCity['appointments']> = {};
  const dutyAccounts: Partial<AccessCity['dutyAccounts']> = {};
  for (const place of PLACES) {
    const administrator = staff('administrator', 'city');
    const unitId = units[place];
    const named = { login: canary('staffLogin', place, 0), displayName: canary('staffName', place) };
    appointments[place] = await call(Appoint, { unitId, role: 'analyst', ...named }, administrator);
    const officer = { login: canary('staffLogin', place, 1), displayName: canary('dutyName', place) };
    const { accountId } = await call(Appoint, { unitId, role: 'safety_officer', ...officer }, administrator);
    dutyAccounts[place] = accountId;
    const shifts = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      ...{ accountId, duty: 'safety' as const, weekday, starts: '00:00', ends: '00:00' },
    }));
    await call(SetDutyRoster, { unitId, shifts }, administrator);
  }
  return {
    appointments: appointments as AccessCity['appointments'],
    dutyAccounts: dutyAccounts as AccessCity['dutyAccounts'],
  };
}

/** Real accounts with real sessions for everybody who asks. */
async function logEverybodyIn({ call, units, workers, staff }: CityInTheMaking): Promise<Asker[]> {
  const administrator = staff('administrator', 'city');
  const logIn = async (person: Person, login: string): Promise<Asker> => {
    const { token } = await call(OpenSession, { login, secret: PASSWORD }, ANONYMOUS);
    const { actor } = await call(ResolveSession, { token }, ANONYMOUS);
    return { person, name: nameOf(person), token, actor };
  };
  const staffAskers = STAFF.map(async (person) => {
    const login = `${person.role}.${person.at}`;
    const account = { login, displayName: login, password: PASSWORD };
    await call(Appoint, { unitId: units[person.at], role: person.role, ...account }, administrator);
    return logIn(person, login);
  });
  const workerAskers = WORKERS.map(async (person) => {
    const workerId = workers[person.at]?.[person.nth]?.id ?? '';
    await call(SetWorkerPassword, { workerId, password: PASSWORD }, administrator);
    return logIn(person, canary('workerCard', person.at, person.nth));
  });
  const nobody: Asker = { person: NOBODY, name: nameOf(NOBODY), token: undefined, actor: ANONYMOUS };
  return [nobody, ...(await Promise.all([...workerAskers, ...staffAskers]))];
}
