/** Objects of the host's that a component holds or borrows. */

/** Anything that stands for a resource. */
export type HostObject = object & { [Symbol.dispose]?(): void };

/** The objects of one instance. A number here is what the component's handle means. */
export class HostObjects {
  private readonly objects: (HostObject | undefined)[] = [];
  private readonly free: number[] = [];

  /** How many there are. */
  get size(): number {
    return this.objects.length - this.free.length;
  }

  /** Keeps an object and gives its number: another one each time. */
  keep(object: HostObject): number {
    const number = this.free.pop() ?? this.objects.length;
    this.objects[number] = object;
    return number;
  }

  /** The object of a number. */
  get(number: number): HostObject | undefined {
    return this.objects[number];
  }

  /** The object of a number, which means nothing from now on. */
  take(number: number): HostObject | undefined {
    const object = this.objects[number];
    if (object !== undefined) {
      this.objects[number] = undefined;
      this.free.push(number);
    }
    return object;
  }

  /** Forgets the objects of these numbers. */
  takeAll(numbers: readonly number[] | undefined): void {
    if (numbers !== undefined) for (const number of numbers) this.take(number);
  }

  /** Forgets all objects and gives them. */
  empty(): HostObject[] {
    const objects = this.objects.filter((object) => object !== undefined);
    this.objects.length = this.free.length = 0;
    return objects;
  }
}

/** Tells the objects that the component does not hold them any more. Every one is told. */
export function disposeAll(objects: readonly HostObject[]): void {
  const errors: unknown[] = [];
  for (const object of objects) {
    try {
      object[Symbol.dispose]?.();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, 'objects of the host could not be disposed of');
}
