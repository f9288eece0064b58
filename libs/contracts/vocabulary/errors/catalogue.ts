/** Status, and what to tell people: what happened and what to do. `{name}` stands for a parameter. */
export interface ErrorText {
  status: number;
  zh: string;
  en: string;
}
export type ErrorCatalogue = Record<string, ErrorText>;
