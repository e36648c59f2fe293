import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The core (atlas, patient, engine, technique, trace) is deterministic and knows neither screen, clock nor chance.
// Of Math only the operations that IEEE 754 defines exactly are allowed; the rest comes from src/engine/math.ts.
const exactMath = ['sqrt', 'floor', 'ceil', 'round', 'trunc', 'imul', 'fround', 'abs', 'min', 'max', 'sign', 'clz32', 'PI', 'LN2', 'SQRT2'];
const coreSyntax = [
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=/^(${exactMath.join('|')})$/])`,
    message: 'Not exact on every platform: import it from src/engine/math.ts.',
  },
  { selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']", message: 'Use multiplication or pow from src/engine/math.ts.' },
  { selector: "CallExpression[callee.property.name=/^(localeCompare|toLocale\\w+)$/]", message: 'Locale-dependent: compare code units.' },
  { selector: "NewExpression[callee.name='Date']", message: 'No clock in the core.' },
];
const coreGlobals = ['Date', 'performance', 'window', 'document', 'navigator', 'localStorage', 'indexedDB', 'fetch', 'setTimeout', 'setInterval', 'requestAnimationFrame', 'crypto', 'process'].map((name) => ({
  name,
  message: 'The core has no clock, no chance and no surroundings.',
}));

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'build', 'public', '**/node_modules', 'modelling/build'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  { files: ['scripts/**', 'bench/**', 'modelling/**', 'src/cli/**', 'tests/**'], rules: { 'no-console': 'off' } },
  { files: ['src/**/*.tsx', 'src/ui/**', 'src/scene/**', 'src/lecture/**'], plugins: { 'react-hooks': reactHooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  {
    // The whole of a folder behind its index would come into the page's first script, scoring and file reading included.
    files: ['src/{ui,scene,lecture,training,records}/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '(^|/)(technique|trace)$', allowTypeImports: true, message: 'Take the single module, so that what it does not need is loaded later.' }] }] },
  },
  {
    files: ['src/{atlas,patient,engine,technique,trace}/**'],
    rules: {
      'no-restricted-syntax': ['error', ...coreSyntax],
      'no-restricted-globals': ['error', ...coreGlobals],
      'no-restricted-imports': ['error', {
        patterns: [
          { group: ['react', 'react-dom', 'react/*', 'react-dom/*', 'three', 'three/*', '@react-three/*', 'idb', 'zustand/react'], message: 'The core is framework-free.' },
          { group: ['**/scene/**', '**/ui/**', '**/lecture/**', '**/records/**', '**/cli/**'], message: 'Data flows one way: atlas, patient, engine, technique, trace, then the rest.' },
          { group: ['node:*'], message: 'The core runs in the browser and in Node alike: pass bytes in.' },
        ],
      }],
    },
  },
);
