/* Starts a thread from source, as bin/stile does. A file and not a text, which would look for tsx where the command was given. */
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
