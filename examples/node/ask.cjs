#!/usr/bin/env node
// Asks a store from Node.js: who met whom before a date, for certain and at all.
//
//     node ask.cjs STORE DATE [PROGRAM]
//
// `entente serve --stdio` reads one JSON request a line and writes one JSON reply a line, in order; nothing but the
// standard library is needed. PROGRAM is the command line of entente, if it is not on the PATH.
'use strict';
const { spawn } = require('child_process');
const readline = require('readline');

function serve(store, program = 'entente') {
  const child = spawn(program, ['serve', '--stdio', store], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = []; // those who asked, in order: the first reply is for the first of them
  const fail = (error) => waiting.splice(0).forEach((asked) => asked.reject(error));
  child.on('error', fail);
  child.on('close', () => fail(new Error('the server has ended; its message stands on standard error')));
  child.stdin.on('error', fail);
  readline.createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = JSON.parse(line);
    const { resolve, reject } = waiting.shift();
    if (reply.kind === 'error') reject(new Error(reply.message + (reply.hint ? '\nhint: ' + reply.hint : '')));
    else resolve(reply);
  });
  return {
    request: (members) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(JSON.stringify({ entente: 1, ...members }) + '\n');
      }),
    end: () => child.stdin.end(),
  };
}

async function main() {
  const [store, date, program] = process.argv.slice(2);
  if (!date) throw new Error('usage: ask.cjs STORE DATE [PROGRAM]');
  const entente = serve(store, program);
  try {
    for (const [word, condition] of [
      ['certainly', 'valid(m) BEFORE $date'],
      ['possibly', 'possibly(valid(m) BEFORE $date)'],
    ]) {
      const reply = await entente.request({
        query:
          `MATCH (a:Person)-[m:MET]->(b:Person) WHERE ${condition}` +
          ' RETURN a.name, b.name, valid(m).text ORDER BY valid(m)',
        parameters: { date },
      });
      console.log(`${word} before ${date}:`);
      for (const [a, b, time] of reply.rows) console.log(`  ${a} met ${b} ${time}`);
      console.log(`${reply.rows.length} rows`);
    }
  } finally {
    entente.end();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
