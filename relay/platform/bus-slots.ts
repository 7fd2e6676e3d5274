/**
 * Which of a Cluster's slots a channel belongs to: CRC-16/XMODEM of its name, or of what stands in its first braces
 * (Redis Cluster Specification, "Key distribution model" and "Hash tags").
 */
export const SLOTS = 16_384;

export function slotOf(name: string): number {
  let crc = 0;
  for (const byte of Buffer.from(hashed(name))) crc = ((crc << 8) & 0xffff) ^ (REMAINDERS[(crc >> 8) ^ byte] ?? 0);
  return crc % SLOTS;
}

function hashed(name: string): string {
  const open = name.indexOf('{');
  const close = name.indexOf('}', open + 1);
  return open >= 0 && close > open + 1 ? name.slice(open + 1, close) : name;
}

const POLYNOMIAL = 0x1021;
const REMAINDERS = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});
