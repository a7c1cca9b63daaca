import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';

export function registerSessionRoutes(_server: FastifyInstance, _context: SandboxContext): void {}
