using System.Globalization;
using RagCluster.MemoryBenchmark;

// Prints lines "case,figure,value,unit" for benchmarks/results; what goes on, on standard error.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

return await new MemoryRun(options).RunAsync(CancellationToken.None) ? 0 : 1;
