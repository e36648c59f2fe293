/** Once loaded, the app works without a network, at the root and under a sub-path, and never talks to anyone else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dist } from './harness';
import { bench } from './pages';

for (const prefix of ['/', '/a/b/']) {
  test(`opens again with the network cut, under ${prefix}`, async () => {
    const on = await bench(prefix);
    try {
      const bevel = await on.open('#/practise?technique=fil-chin');
      const { page } = bevel;
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
      expect(scope).toBe(on.served.url);
      await bevel.until(() => navigator.serviceWorker.controller !== null);
      await page.context().setOffline(true);
      await on.served.close();
      await page.reload();
      await bevel.ready();
      expect((await bevel.attempt()).technique).toBe('fil-chin');
      await bevel.mode('Drill');
      await bevel.button('Start the drill').click();
      await page.getByText('Item 1 of 10').waitFor();
      await bevel.mode('Explore');
      await page.getByRole('heading', { name: 'Layers' }).waitFor();
      expect(bevel.seen.foreign).toEqual([]);
      // The browser itself notes that it could not look for a newer worker; nothing else may go wrong.
      expect(bevel.seen.errors.filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to update a ServiceWorker/.test(text))).toEqual([]);
    } finally {
      await on.browser.close();
      await on.served.close().catch(() => undefined);
    }
  });
}

test('the page carries a policy without inline script, and holds none', async () => {
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  const policy = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]+content="([^"]+)"/.exec(html)?.[1].replaceAll('&#39;', "'") ?? '';
  const directives = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1)]));
  expect(directives.get('default-src')).toEqual(["'self'"]);
  expect(directives.get('script-src')).not.toContain("'unsafe-inline'");
  expect(directives.get('script-src')).not.toContain("'unsafe-eval'");
  expect([...directives.values()].flat().filter((source) => /https?:|\*/.test(source))).toEqual([]);
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, attributes, body] of scripts) {
    expect(attributes).toMatch(/\bsrc="\.\//);
    expect(body.trim()).toBe('');
  }
  expect(html).not.toMatch(/\son\w+=/);
});
