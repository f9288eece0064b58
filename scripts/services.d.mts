import type { ServiceName } from './stack.mjs';

export interface Service {
  name: ServiceName;
  hasDatabase: boolean;
  secrets: string[];
}
export const services: Service[];
export const smsSimulator: { name: 'sms-gateway'; entry: string };
export const servicesWithDatabase: Service[];
export function databaseNameOf(name: string): string;
export function databaseVariableOf(name: string): string;
