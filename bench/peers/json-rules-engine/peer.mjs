// The rules as rules of json-rules-engine, tried by priority until one holds; see README.md. peer.mjs WORKLOAD ANSWERS SECONDS
import {createRequire} from 'node:module';
import {readFileSync, writeFileSync} from 'node:fs';

// packages are installed outside the sources: NODE_PEERS names the folder
const {Engine} = createRequire(process.env.NODE_PEERS + '/')('json-rules-engine');
const [folder, answersPath, secondsText] = process.argv.slice(2);
const seconds = Number(secondsText);
const cpuSeconds = () => { const {user, system} = process.cpuUsage(); return (user + system) / 1e6; };

const [head, ...lines] = readFileSync(folder + '/rules.txt', 'utf8').trim().split('\n');
const names = head.split(' ').slice(1).map(field => field.split(':')[0]);
const operators = {'=': 'equal', '>=': 'greaterThanInclusive', '>': 'greaterThan', '<=': 'lessThanInclusive', '<': 'lessThan'};
const begin = cpuSeconds();
const engine = new Engine();
let fired = 0;
lines.forEach((line, number) => {
    const words = line.split(' '), all = [];
    for (let i = 0; i < words.length; i += 3) all.push({fact: names[words[i]], operator: operators[words[i + 1]], value: Number(words[i + 2])});
    engine.addRule({
        conditions: {all},
        event: {type: 'fired'},
        priority: lines.length - number,
        onSuccess: () => { fired = number; engine.stop(); },
    });
});
const prepared = cpuSeconds() - begin;

const bytes = readFileSync(folder + '/events.bin');
const total = bytes.length / 8 / names.length;
const event = i => Object.fromEntries(names.map((name, f) => [name, Number(bytes.readBigInt64LE((i * names.length + f) * 8))]));
const decide = async facts => {
    fired = lines.length;
    await engine.run(facts);
    return fired;
};

const facts = [], answers = [];
const first = cpuSeconds();
while (facts.length < total && (facts.length < 10 || cpuSeconds() - first < seconds)) {
    facts.push(event(facts.length));
    answers.push(await decide(facts.at(-1)));
}
writeFileSync(answersPath, Buffer.from(Uint32Array.from(answers).buffer));
const times = [], start = cpuSeconds();
do {
    const from = cpuSeconds();
    for (const one of facts) await decide(one);
    times.push(Number(((cpuSeconds() - from) * 1e9 / facts.length).toFixed(2)));
} while (cpuSeconds() - start < seconds);
const result = {events: facts.length, prepare_seconds: prepared, ns: times};
if (Math.min(...times) > 1000) {
    const each = [];
    for (const one of facts) {
        const from = performance.now();
        await decide(one);
        each.push(Math.round((performance.now() - from) * 1e6));
    }
    each.sort((a, b) => a - b);
    if (each.length >= 100) result.p99 = each[Math.floor(each.length * 0.99)];
    if (each.length >= 1000) result.p999 = each[Math.floor(each.length * 0.999)];
}
console.log(JSON.stringify(result));
