/** Hocuspocus as its page shows it, with storage if `DATABASE` names a file. Its module comes from where the rivals were put. */
const { Server, SQLite } = (await import(process.env['HOCUSPOCUS'] ?? '')) as {
  readonly Server: new (settings: object) => { listen(): Promise<unknown> };
  readonly SQLite: new (settings: object) => object;
};

const database = process.env['DATABASE'];
const extensions = database === undefined ? [] : [new SQLite({ database })];
await new Server({ port: Number(process.env['PORT']), address: '127.0.0.1', quiet: true, extensions }).listen();
console.log('listening');

// A module, so that it may wait.
export {};
