// Loaded before anything else: takes half a second of processor time.
const before = process.threadCpuUsage()
while (process.threadCpuUsage(before).user < 500_000);
