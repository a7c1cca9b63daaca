import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';

export function registerPublicRoutes(_server: FastifyInstance, _context: SandboxContext): void {}
