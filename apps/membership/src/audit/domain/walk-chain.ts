import { chainHash, type ChainedEntry } from './audit-chain.js';

export interface SealedEntry {
  seq: number;
  entryId: string;
  hash: Buffer;
  /** Null when the entry is gone. */
  entry: ChainedEntry | null;
}

/**
 * An entry is sealed seconds after it was written, in about the order of writing. One that claims to be so much older
 * than one before it in the chain was put in afterwards.
 */
const OUT_OF_ORDER_AT_MOST_MS = 600_000;

export type ChainFault = 'SEAL_MISSING' | 'ENTRY_MISSING' | 'ENTRY_CHANGED' | 'BACKDATED';

export interface WalkedChain {
  checked: number;
  lastSeq: number;
  /** Hex. */
  lastHash: string;
  latestAt: string | null;
  broken: { seq: number; entryId: string | null; fault: ChainFault } | null;
}

interface From {
  afterSeq: number;
  afterHash: Buffer;
  latestAt: string | null;
}

/** Computes the hashes anew, one after the other, up to the first that is not as it was sealed. */
export function walkChain(seals: readonly SealedEntry[], { afterSeq, afterHash, latestAt }: From): WalkedChain {
  let [seq, hash, latest] = [afterSeq, afterHash, latestAt];
  const page = (broken: WalkedChain['broken']): WalkedChain => ({
    checked: seq - afterSeq,
    lastSeq: seq,
    lastHash: hash.toString('hex'),
    latestAt: latest,
    broken,
  });
  for (const seal of seals) {
    const fault = faultOf(seal, seq + 1, hash, latest);
    if (fault) return page({ seq: seq + 1, entryId: fault === 'SEAL_MISSING' ? null : seal.entryId, fault });
    seq = seal.seq;
    hash = seal.hash;
    const at = seal.entry?.at ?? '';
    if (latest === null || at > latest) latest = at;
  }
  return page(null);
}

function faultOf(seal: SealedEntry, seq: number, before: Buffer, latest: string | null): ChainFault | undefined {
  if (seal.seq !== seq) return 'SEAL_MISSING';
  if (!seal.entry) return 'ENTRY_MISSING';
  if (!chainHash(before, seq, seal.entry).equals(seal.hash)) return 'ENTRY_CHANGED';
  const lag = latest === null ? 0 : Date.parse(latest) - Date.parse(seal.entry.at);
  return lag > OUT_OF_ORDER_AT_MOST_MS ? 'BACKDATED' : undefined;
}
