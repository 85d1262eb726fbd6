// One script with one instance: calls what the script calls, and answers as the script answers.

import { failed } from './failures.mjs';
import { load, WitError } from './outwit.mjs';
import { Mismatch, Values } from './values.mjs';

/** The instance, and which object stands for which number. */
export class Player {
  guests = new Map();
  hosts = new Map();
  /** What the guest was only lent, and never owned. */
  lent = new Map();
  expected = [];
  /** What an import threw, because the script has it so. */
  raised;
  over = false;

  /** `surface` makes an instance that is used in its way. */
  constructor({ component: path, steps }, surface) {
    const component = load(path);
    this.steps = steps;
    this.imports = component.imports;
    this.classes = this.#hostClasses();
    this.surface = surface(component, (position) => this.#hostFunction(this.imports[position]));
    this.instance = this.surface.instance;
    this.world = this.instance.world;
    this.signature = this.world.signature;
    this.values = new Values(this.signature.types, this);
    this.exports = new Map(this.signature.exports.map((own) => [key(own), own]));
    this.wanted = new Map(this.signature.imports.map((own) => [key(own), own]));
  }

  /** Goes through the script and closes the instance. */
  play() {
    for (const { call, drop, live, imports = [] } of this.steps) {
      this.expected = [...imports];
      if (live !== undefined) {
        this.#live(live);
      } else if (call === undefined) {
        this.guests.get(drop).dispose();
        this.guests.delete(drop);
      } else {
        this.#call(call);
      }
      if (this.expected.length > 0) {
        throw new Mismatch(`the guest never asked for ${JSON.stringify(this.expected[0])}`);
      }
    }
    const { size } = this.hosts;
    if (this.instance.hostResources !== size) {
      throw new Mismatch(`${this.instance.hostResources} host resources, expected ${size}`);
    }
    this.over = true;
    this.instance.close();
    if (this.instance.hostResources !== 0 || this.hosts.size !== 0) {
      throw new Mismatch('resources of the host are left after the instance');
    }
  }

  /** Counts the resources of the host's, or of the guest's, that are not dropped. */
  #live(wanted) {
    for (const [owner, count] of Object.entries(wanted)) {
      const found = this.instance[`${owner}Resources`];
      if (found !== count) throw new Mismatch(`${found} ${owner} resources, expected ${count}`);
    }
  }

  #call(call) {
    const { params, result } = this.exports.get(key(call));
    const args = params.map(({ type }, place) => this.values.make(type, call.args[place]));
    for (const argument of call.args) this.#moved(argument);
    const work = () => this.surface.call(call.interface, call.name, args);
    if (call.fails !== undefined) {
      failed(call.fails, () => this.raised, work);
    } else {
      this.#returns(call, result, work);
    }
  }

  #returns(call, result, work) {
    const fallible = this.values.kind(result) === 'result';
    let value;
    try {
      value = work();
    } catch (error) {
      if (!fallible || !(error instanceof WitError)) throw error;
      const [, outcome, payload] = call.result;
      if (outcome !== 'err') throw new Mismatch(`${call.name} failed with ${String(error.payload)}`);
      return this.values.check(this.values.types[result].err, payload, error.payload);
    }
    if (!fallible) return this.values.check(result, call.result, value);
    const [, outcome, payload] = call.result;
    if (outcome !== 'ok') throw new Mismatch(`${call.name} did not fail`);
    this.values.check(this.values.types[result].ok, payload, value);
  }

  /** Forgets the guest's resources that a call takes. */
  #moved(value) {
    if (!Array.isArray(value)) return;
    if (value.length === 2 && value[0] === 'own') this.guests.delete(value[1]);
    for (const part of value) this.#moved(part);
  }

  #hostFunction(own) {
    return (...args) => {
      const definition = this.wanted.get(key(own));
      const { params, result } = definition;
      const call = this.#next(definition);
      if (args.length !== params.length) throw new Mismatch(`${call.name} got ${args.length} arguments`);
      params.forEach(({ type }, place) => this.values.check(type, call.args[place], args[place]));
      if (call.raises !== undefined) throw (this.raised = new Error(call.raises));
      if (this.values.kind(result) !== 'result') return this.values.make(result, call.result);
      const type = this.values.types[result];
      const [, outcome, payload] = call.result;
      const value = this.values.make(type[outcome], payload);
      if (outcome === 'ok') return value;
      const ErrorClass = this.world.errors.get(type.err) ?? WitError;
      throw new ErrorClass(value);
    };
  }

  #next(definition) {
    const next = this.expected.shift();
    if (next?.call === undefined || key(next.call) !== key(definition)) {
      throw new Mismatch(`the guest asks for ${key(definition)}, expected ${JSON.stringify(next)}`);
    }
    return next.call;
  }

  /** A class for each resource that the host implements, with its methods. */
  #hostClasses() {
    const classes = new Map();
    for (const own of this.imports) {
      const [, resource] = /^\[method\]([^.]+)/.exec(own.name) ?? [];
      if (resource === undefined) continue;
      const name = key({ interface: own.interface, name: resource });
      if (!classes.has(name)) classes.set(name, class extends HostObject {});
      const host = this.#hostFunction(own);
      classes.get(name).prototype[own.member] = function (...args) {
        return host(this, ...args);
      };
    }
    return classes;
  }

  /** The object of a resource type that is given away. */
  resource(position, number, owned) {
    const type = this.signature.types[position];
    if (!type.imported) return this.guests.get(number);
    const [keep, other] = owned ? [this.hosts, this.lent] : [this.lent, this.hosts];
    if (other.has(number)) return other.get(number);
    if (!keep.has(number)) keep.set(number, new (this.classes.get(key(type)) ?? HostObject)(this, number));
    return keep.get(number);
  }

  /** Takes note of an object that came, or checks it. */
  arrived(position, number, value, owned) {
    if (!this.signature.types[position].imported) {
      this.guests.set(number, value);
    } else if ((this.hosts.get(number) ?? this.lent.get(number)) !== value) {
      throw new Mismatch(`expected the host's resource ${number}, got ${String(value)}`);
    } else if (owned) {
      this.hosts.delete(number);
    }
  }

  /** The guest dropped the host's resource of this number. */
  dropped(number) {
    this.hosts.delete(number);
    if (this.over) return;
    if (this.expected[0]?.drop !== number) throw new Mismatch(`the guest drops ${number} and should not`);
    this.expected.shift();
  }
}

/** A resource that the host implements. */
class HostObject {
  #player;
  #number;

  constructor(player, number) {
    this.#player = player;
    this.#number = number;
  }

  [Symbol.dispose]() {
    this.#player.dropped(this.#number);
  }
}

const key = ({ interface: id, name }) => `${id ?? ''}#${name}`;
