export { learnAisleOrder } from './learn-aisle-order.ts';
