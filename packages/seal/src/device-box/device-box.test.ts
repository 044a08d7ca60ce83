import { describe, expect, it } from 'vitest';
import { createDeviceKey, devicePublicKey, openFromDevice, sealForDevice } from './device-box.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const device = async () => {
  const key = createDeviceKey(random);
  return { key, publicKey: await devicePublicKey(key) };
};
const content = Uint8Array.of(1, 2, 3);

describe('[K17] a box for one device', () => {
  it('is opened by its receiver alone, and says who sealed it', async () => {
    const [phone, tablet, stolen] = await Promise.all([device(), device(), device()]);
    const box = await sealForDevice(phone.key, tablet.publicKey, content, random);
    if (!box) throw new Error('a device has a usable key');
    expect(await openFromDevice(tablet.key, phone.publicKey, box)).toEqual(content);
    expect(await openFromDevice(stolen.key, phone.publicKey, box)).toBeUndefined();
    expect(await openFromDevice(tablet.key, stolen.publicKey, box), 'another sender').toBeUndefined();
  });

  it('does not open when any byte changed or is missing', async () => {
    const [phone, tablet] = await Promise.all([device(), device()]);
    const box = await sealForDevice(phone.key, tablet.publicKey, content, random);
    if (!box) throw new Error('a device has a usable key');
    for (const at of [0, 23, 24, box.length - 1]) {
      const changed = box.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await openFromDevice(tablet.key, phone.publicKey, changed), `byte ${at}`).toBeUndefined();
    }
    expect(await openFromDevice(tablet.key, phone.publicKey, box.subarray(0, 20))).toBeUndefined();
  });

  it('is not made for a key of small order', async () => {
    const phone = await device();
    expect(await sealForDevice(phone.key, new Uint8Array(32), content, random)).toBeUndefined();
    expect(await sealForDevice(phone.key, new Uint8Array(5), content, random)).toBeUndefined();
  });
});
