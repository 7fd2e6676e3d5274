export const judgeText = (text: string): { text: string } | { error: 'empty-text' | 'text-too-long' } =>
  text.trim() ? { text } : { error: 'empty-text' };
