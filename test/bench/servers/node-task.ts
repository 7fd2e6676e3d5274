/** What one node of several is started with. */
export type NodeTask = { redisUrl: string };
