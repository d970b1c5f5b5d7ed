namespace RagCluster.Silo.Hosting;

/// <summary>
/// The threads that the runtime's pool makes as soon as there is work for them. By default they are as many as processors, and each takes
/// what its own work queues before what comes from a connection: beside more searches than can be done, a probe waited 200 ms and more.
/// </summary>
internal static class PoolThreads
{
    // Four times as many answer a probe little sooner, and a search costs more (docs/measurements/2026-11-26-health.md).
    private const int PerProcessor = 2;

    // More than searches compute at once (ShardFilesOptions.ReadsAtOnce), so that on one processor too a thread is left.
    private const int AboveProcessors = 2;

    /// <summary>
    /// Has the pool make that many; what the environment sets above it stays (<c>DOTNET_ThreadPool_ForceMinWorkerThreads</c>).
    /// </summary>
    internal static void Raise()
    {
        int processors = Environment.ProcessorCount;
        ThreadPool.GetMinThreads(out int workers, out int completions);
        // Refused where the environment sets a maximum below it, which then holds.
        _ = ThreadPool.SetMinThreads(Math.Max(workers, Math.Max(PerProcessor * processors, processors + AboveProcessors)), completions);
    }
}
