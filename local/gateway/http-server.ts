import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { gatewayAnswer, type HttpAnswer } from "./answer.ts";

export type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> | void;
/** A body is larger than the gateway takes. */
export class TooLarge extends Error {}

const largestBodyBytes = 10 * 1024 * 1024;
const largestHeadBytes = 10_240;

/**
 * Listens on the loopback interface; port 0 is any free one. Requests wait for `handle`, so that the port is known, and
 * known to be free, before anything that names it is made. Throws if the port is taken.
 */
export const listen = async (port: number, handle: Promise<Handle>): Promise<{ port: number; server: Server }> => {
  const server = createServer({ maxHeaderSize: largestHeadBytes }, (incoming, outgoing) => {
    incoming.on("error", () => outgoing.destroy());
    outgoing.on("error", () => incoming.destroy());
    handle.then((ready) => ready(incoming, outgoing)).catch(() => outgoing.destroy());
  });
  server.on("clientError", refuse);
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Error(`Port ${port} is taken: set PORT to a free one, such as PORT=${port + 1}`, { cause: error });
  });
  return { port: (server.address() as AddressInfo).port, server };
};

/** Takes no more calls, and ends those that are still under way after half a second. */
export const close = async (server: Server): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, pause(500)]);
  server.closeAllConnections();
  await closed;
};

export type Service = { endpoint: string; stop: () => Promise<void> };

/** A server on any free port of the loopback interface. */
export const serve = async (handle: Handle): Promise<Service> => {
  const { port, server } = await listen(0, Promise.resolve(handle));
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => close(server) };
};

const refuse = (error: NodeJS.ErrnoException, socket: Socket): void => {
  const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  else socket.destroy();
};

/** Rejects with TooLarge over 10 MB, else when the caller breaks off. */
export const readBody = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left without destroying the stream: its socket must still carry the refusal.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) break;
    chunks.push(chunk);
  }
  if (size > largestBodyBytes) {
    // The rest is let by unread, so that the connection can carry the next request.
    incoming.resume();
    throw new TooLarge();
  }
  return Buffer.concat(chunks);
};

export const send = (outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void => {
  try {
    outgoing.writeHead(status, { ...headers, "content-length": body.length });
  } catch (error) {
    console.error(error);
    send(outgoing, gatewayAnswer(500, "Internal Server Error"));
    return;
  }
  outgoing.end(body);
};
