using RagCluster.Retrieval;
using RagCluster.Retrieval.Bm25;
using RagCluster.Retrieval.Vectors;

// Each part prints lines "case,figure,value,unit" for benchmarks/results, and other lines for people.
switch (args.FirstOrDefault())
{
    case "vectors":
        return await VectorBenchmark.RunAsync(args[1..]);
    case "bm25":
        return Bm25Benchmark.Run(args[1..]);
    default:
        Figures.Say("Usage: Retrieval vectors|bm25 [OPTIONS]; --help after the part tells its options.");
        return 2;
}
