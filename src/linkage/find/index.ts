export { type FindOptions, openSpine, type Spine } from './open-spine.ts';
