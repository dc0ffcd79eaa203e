import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

const CLOCKS = ['Date', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'process', 'fetch', 'crypto', 'console'].map((name) => ({
  name,
  message: 'src/domain has no clock, no chance and no I/O: take it as an argument.',
}));
const INTL = { name: 'Intl', message: 'Time zones live in src/domain/time, formats in src/ui/format.' };
const CHANCE = [{ object: 'Math', property: 'random', message: 'src/domain has no chance: take a seed or a number as an argument.' }];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'state/**', '**/*.mjs', '**/*.js'] },
  {
    files: ['src/**/*.ts', 'device/**/*.ts', 'workers/**/*.ts', 'test/**/*.ts', 'vite.config.ts'],
    extends: [tseslint.configs.base],
    // One world for all: what may be named where is checked by the types of each part, and here each file is read once.
    languageOptions: { parserOptions: { project: 'test/lint.tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-empty': 'error',
    },
  },
  { files: ['src/ui/**/*.ts'], plugins: { lit }, rules: lit.configs.recommended.rules },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['src/domain/**/*.ts'], rules: { 'no-restricted-globals': ['error', ...CLOCKS, INTL], 'no-restricted-properties': ['error', ...CHANCE] } },
  { files: ['src/domain/time/**/*.ts'], rules: { 'no-restricted-globals': ['error', ...CLOCKS] } },
);
