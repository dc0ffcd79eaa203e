import { expose } from 'comlink';
import { readService } from './service.ts';

// Reads what the page hands over; it has no storage and no network.
expose(readService);
