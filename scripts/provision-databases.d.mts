export function provisionDatabases(
  adminUrl: string,
  passwords: Record<string, string>,
): Promise<Record<string, string>>;
