import { StringDecoder } from 'node:string_decoder';
import type { Readable, Writable } from 'node:stream';
import { idOf, LineError, parseLine } from './json';

/** Longest line that is read, characters; a longer one gets an error. */
const LONGEST = 64 * 1024 * 1024;

/**
 * Answer a stream of JSON lines one by one, in order. A line that fails gets an error object in its place; blank lines get nothing.
 * @returns whether every line was answered without error
 */
export async function answerLines(input: Readable, output: Writable, answer: (request: unknown) => unknown): Promise<boolean> {
  let fine = true;
  let rest = '';
  let tooLong = false;
  const decoder = new StringDecoder('utf8');
  const emit = async (value: unknown): Promise<void> => {
    if (!output.write(`${JSON.stringify(value)}\n`)) await new Promise<void>((resolve) => output.once('drain', resolve));
  };
  const line = async (text: string): Promise<void> => {
    const clean = text.replace(/^\uFEFF/, '').trim();
    if (clean === '') return;
    let id: string | number | null = null;
    try {
      const request = parseLine(clean);
      id = idOf(request);
      await emit(await answer(request));
    } catch (error) {
      fine = false;
      await emit({ id: error instanceof LineError ? (id ?? error.id) : id, error: describeError(error) });
    }
  };
  for await (const chunk of input) {
    const pieces = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = pieces.pop() as string;
    for (const piece of pieces) {
      if (tooLong) tooLong = false;
      else await line(piece);
    }
    if (rest.length > LONGEST) {
      if (!tooLong) {
        fine = false;
        await emit({ id: null, error: { code: 'too-long', message: `This line is longer than ${LONGEST} characters. Send one request a line.`, path: '' } });
      }
      rest = '';
      tooLong = true;
    }
  }
  rest += decoder.end();
  if (!tooLong) await line(rest);
  return fine;
}

function describeError(error: unknown): { code: string; message: string; path: string } {
  if (error instanceof LineError) return { code: error.code, message: error.message, path: error.path };
  return { code: 'internal', message: error instanceof Error ? error.message : 'Something went wrong inside Bevel.', path: '' };
}
