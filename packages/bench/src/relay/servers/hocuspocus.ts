/** Hocuspocus as its page shows it, without storage. Its module comes from where the rivals were put. */
const { Server } = (await import(process.env['HOCUSPOCUS'] ?? '')) as {
  readonly Server: new (settings: object) => { listen(): Promise<unknown> };
};

await new Server({ port: Number(process.env['PORT']), address: '127.0.0.1', quiet: true }).listen();
console.log('listening');

// A module, so that it may wait.
export {};
