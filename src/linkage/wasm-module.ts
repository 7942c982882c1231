/** A kernel that is kept as text, compiled when it is first asked for, and once in each thread. */
export function wasmModule(base64: string): () => WebAssembly.Module {
  let made: WebAssembly.Module | undefined;
  return () => {
    made ??= new WebAssembly.Module(Buffer.from(base64, 'base64'));
    return made;
  };
}
