import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';

export function registerRecoveryRoutes(_server: FastifyInstance, _context: SandboxContext): void {}
