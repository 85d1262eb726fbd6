/** The same package for `import`: one set of classes, whichever way a program loads it. */

export * from './index.js';
