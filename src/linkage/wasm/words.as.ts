// AssemblyScript. Arrays in memory: words of 4 bytes, and numbers of 8.

// @ts-ignore: decorator
@inline
export function word(array: usize, at: u32): u32 {
  return load<u32>(array + (<usize>at << 2));
}

// @ts-ignore: decorator
@inline
export function setWord(array: usize, at: u32, value: u32): void {
  store<u32>(array + (<usize>at << 2), value);
}

// @ts-ignore: decorator
@inline
export function real(array: usize, at: u32): f64 {
  return load<f64>(array + (<usize>at << 3));
}
