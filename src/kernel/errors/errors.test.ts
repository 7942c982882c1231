import { describe, expect, it } from 'vitest';
import { catalogue, fail, isStileError, problem, StileError } from '../index.ts';

function thrownBy(step: () => never): StileError {
  try {
    return step();
  } catch (error) {
    if (error instanceof StileError) return error;
    throw error;
  }
}

describe('the error catalogue', () => {
  it.each(Object.entries(catalogue))(
    '%s says what happened and what to do, and exits with a known code',
    (code, { exit, what, cure }) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)+$/);
      expect([1, 2, 3, 4, 5]).toContain(exit);
      expect(what).toMatch(/[.}]$/);
      expect(cure).toMatch(/^[A-Z][a-z]+.*[.?]$/s);
    },
  );

  it('fills the placeholders of both texts', () => {
    const { message, cure, code, clause } = problem(
      'SIGNING_FINGERPRINT_DIFFERS',
      { organisation: 'dwp', actual: 'sha256:a', expected: 'sha256:b' },
      'parties[0]',
    );
    expect({ code, clause }).toEqual({ code: 'SIGNING_FINGERPRINT_DIFFERS', clause: 'parties[0]' });
    expect(message).toBe('The key record of dwp has the fingerprint sha256:a, not sha256:b.');
    expect(cure).toMatch(/^Ask dwp for/);
  });

  it('leaves the clause out where there is none', () => {
    expect(problem('DATE_INVALID', { text: 'x' })).not.toHaveProperty('clause');
    expect(thrownBy(() => fail('DATE_INVALID', { text: 'x' }))).not.toHaveProperty('clause');
    expect(thrownBy(() => fail('DATE_INVALID', { text: 'x' })).problems).toEqual([]);
  });

  it('throws with code, exit, clause, smaller problems and cause', () => {
    const smaller = problem('PERIOD_INVALID', { text: 'soon' });
    const cause = new Error('why');
    const error = thrownBy(() =>
      fail('DATE_INVALID', { text: 'x' }, { clause: 'term.from', problems: [smaller], cause }),
    );
    expect(error).toMatchObject({
      code: 'DATE_INVALID',
      exit: 4,
      clause: 'term.from',
      problems: [smaller],
      cause,
    });
    expect(String(error)).toBe('StileError: “x” is not a date.');
    expect(error.cure).toContain('YYYY-MM-DD');
  });

  it('does not fill a placeholder that stands in a value', () => {
    expect(problem('DATE_INVALID', { text: '{text}' }).message).toBe('“{text}” is not a date.');
  });

  it('tells its own errors from others, and one code from another', () => {
    const error = thrownBy(() => fail('DATE_INVALID', { text: 'x' }));
    expect(isStileError(error)).toBe(true);
    expect(isStileError(error, 'DATE_INVALID')).toBe(true);
    expect(isStileError(error, 'PERIOD_INVALID')).toBe(false);
    expect(isStileError(new Error('DATE_INVALID'))).toBe(false);
    expect(isStileError(undefined)).toBe(false);
  });
});
