import { Injectable } from '@nestjs/common';
import { BlindIndex } from './blind-index.js';

/** ID numbers are never kept: only this hash, to know a person again. */
@Injectable()
export class IdNumberIndex {
  constructor(private readonly blindIndex: BlindIndex) {}

  /** @param number eighteen characters */
  of(number: string): Buffer {
    return this.blindIndex.of('id-number', number);
  }

  /** For lines by the million. */
  hexOf(number: string): string {
    return this.blindIndex.hexOf('id-number', number);
  }
}
