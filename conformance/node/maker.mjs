// Makes scripts of random values: reads an order a line, answers with a line of JSON. Its argument is the folder of the
// generated packages, from where the package is found that they use.

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Chance } from './chance.mjs';
import { Forms } from './forms.mjs';
import { load, WitError } from './outwit.mjs';
import { Tags } from './tags.mjs';

/** One component, through whose echoing functions random values go. */
class Maker {
  /** What the host is told, and what it says. */
  #told = [];
  #says = [];

  constructor({ component: path, seed, echoes }) {
    const component = load(path);
    const imports = {};
    component.imports.forEach(({ interface: id, name }, place) => {
      const owner = id === undefined ? imports : (imports[id] ??= {});
      owner[name] = this.#host(place);
    });
    this.instance = component.instantiate({ imports });
    this.signature = this.instance.world.signature;
    const { types, exports } = this.signature;
    this.chance = new Chance(types, seed);
    this.forms = new Forms(types, seed);
    this.tags = new Tags(types);
    const wanted = new Set(echoes.map(key));
    this.echoes = [...exports.entries()].filter(([, own]) => wanted.has(key(own)));
  }

  /** Sends values through a function: the step of a script. */
  step() {
    const [place, { interface: id = null, name, params, result }] = this.chance.random.choice(this.echoes);
    const types = params.map(({ type }) => type);
    const sent = types.map((type) => this.chance.value(type));
    this.#told = [];
    this.#says = [];
    const args = types.map((type, at) => this.forms.make(type, sent[at]));
    const fallible = this.forms.kind(result) === 'result';
    let back;
    try {
      const came = this.instance.functions[place](...args);
      back = fallible ? ['result', 'ok', this.#tagPart(result, 'ok', came)] : this.tags.tag(result, came);
    } catch (error) {
      if (!fallible || !(error instanceof WitError)) throw error;
      back = ['result', 'err', this.#tagPart(result, 'err', error.payload)];
    }
    const asked = this.#told.length > 0;
    if (asked) same(sent, this.#told[0].args, 'what the host was told');
    const echoed = result === types[0] ? sent[0] : ['tuple', sent.slice(0, 2)];
    const wanted = asked ? this.#says[0] : echoed;
    same(wanted, back, 'what came back');
    const imports = this.#told.map((told, at) => ({ call: { ...told, result: this.#says[at] } }));
    return { call: { interface: id, name, args: sent, result: wanted }, imports };
  }

  #tagPart(result, part, value) {
    return this.tags.tag(this.signature.types[result][part], value);
  }

  #host(place) {
    return (...args) => {
      const { interface: id = null, name, params, result } = this.signature.imports[place];
      this.#told.push({
        interface: id,
        name,
        args: params.map(({ type }, at) => this.tags.tag(type, args[at])),
      });
      const says = this.chance.value(result);
      this.#says.push(says);
      if (says[0] !== 'result') return this.forms.make(result, says);
      const [, part, payload] = says;
      const type = this.signature.types[result][part];
      const value = this.forms.make(type, payload);
      if (part === 'ok') return value;
      throw new (this.instance.world.errors.get(type) ?? WitError)(value);
    };
  }
}

const key = ({ interface: id, name }) => `${id ?? ''}#${name}`;

/** Fails unless two values of scripts are the same, whatever the order of maps. */
function same(wanted, value, what) {
  const [a, b] = [wanted, value].map((own) => JSON.stringify(sortedMaps(own)));
  if (a !== b) throw new Error(`${what} is ${JSON.stringify(value)}, expected ${JSON.stringify(wanted)}`);
}

/** The value with the entries of its maps in order. */
function sortedMaps(value) {
  if (!Array.isArray(value)) return value;
  const parts = value.map(sortedMaps);
  if (parts[0] !== 'map') return parts;
  const texts = parts[1].map((entry) => JSON.stringify(entry));
  return ['map', texts.sort()];
}

/** Writes a script of as many steps as are wanted. */
function make(order) {
  const { component, bindings } = order;
  const maker = new Maker(order);
  const steps = Array.from({ length: order.steps }, () => maker.step());
  maker.instance.close();
  writeFileSync(order.script, JSON.stringify({ component, bindings, steps }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let error = null;
  try {
    make(order);
  } catch (reason) {
    const place = reason?.stack?.split('\n')[1]?.trim();
    error = `seed ${order.seed}: ${reason?.name}: ${reason?.message} (${place})`;
  }
  console.log(JSON.stringify({ error }));
}
