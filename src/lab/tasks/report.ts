export default async function x(): Promise<void> { await Promise.resolve(); }
