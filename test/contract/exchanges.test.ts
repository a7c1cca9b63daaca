import { describe, expect, test } from 'vitest';
import { claimed, notYetClaimed } from './claims.ts';
import { exchangeNames, readExchange } from './exchange.ts';
import { replay } from './replay.ts';
import { serverUnderTest } from './server-under-test.ts';

const server = serverUnderTest();

describe('the recorded exchanges', () => {
  test('are each either claimed or listed as not yet claimed', () => {
    expect([...claimed, ...notYetClaimed].toSorted()).toEqual(exchangeNames());
  });

  test.each(server.isReal ? exchangeNames() : claimed)('%s is answered as recorded', async (name) => {
    const exchange = readExchange(name);
    expect(await server.use((urls) => replay(exchange, urls))).toEqual([]);
  });
});
