// A bare connection, frame by frame, for what the published client cannot send.
import { once } from 'node:events';
import { createRequire } from 'node:module';

const WebSocket = createRequire(import.meta.url)('ws');

export class Socket {
  /** Opens and takes the greeting. `headers` may name an Origin. */
  static async open(url, options = {}) {
    const socket = new Socket();
    socket.frames = [];
    socket.waiting = [];
    socket.ws = new WebSocket(url, { maxPayload: 1 << 29, ...options });
    socket.ws.on('message', (data, binary) => {
      if (binary) throw new Error('a binary frame');
      const waiting = socket.waiting.shift();
      if (waiting) waiting(data.toString());
      else socket.frames.push(data.toString());
    });
    socket.closed = new Promise((resolve) => { socket.ws.on('close', (code) => resolve(code)); });
    await Promise.race([
      once(socket.ws, 'open'),
      once(socket.ws, 'unexpected-response').then(([, response]) => { throw new Error(`HTTP ${response.statusCode}`); }),
    ]);
    socket.greeting = await socket.next();
    return socket;
  }

  next() {
    if (this.frames.length > 0) return Promise.resolve(this.frames.shift());
    return new Promise((resolve) => { this.waiting.push(resolve); });
  }

  async exchange(frame) {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    return JSON.parse(await this.next());
  }

  close() { this.ws.close(); return this.closed; }
}
