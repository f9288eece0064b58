import { Migration } from '@mikro-orm/migrations';

export class NamesOutOfTheWay0033 extends Migration {
  override up(): void {
    this.addSql(`
      -- The bigrams of a unit's name are two thirds of its row, and change with the name only. Kept beside the table they
      -- leave rows of some 400 bytes; with as much room again on each page, an import can write the counts of every unit
      -- of a page in one transaction and none has to move, which would write all nine indexes anew: 14 kB a unit.
      alter table unit alter column grams set storage external;
      alter table unit set (fillfactor = 50, toast_tuple_target = 600);
    `);
  }
}
