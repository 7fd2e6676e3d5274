import { busContract } from '../../test/support/bus-contract.ts';
import { createLocalBus } from './bus.ts';

busContract('of one process', createLocalBus);
