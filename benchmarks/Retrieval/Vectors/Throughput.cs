using System.Diagnostics;
using RagCluster.Vectors.Indexes;
using RagCluster.Vectors.Rows;

namespace RagCluster.Retrieval.Vectors;

/// <summary>Queries per second with several threads.</summary>
internal static class Throughput
{
    private const double Seconds = 1.5;

    internal static void Print(JudgedSet set, VectorIndex index, double target, int threads, string row)
    {
        long[] counts = new long[threads];
        Thread[] workers = new Thread[threads];
        long end = Stopwatch.GetTimestamp() + (long)(Seconds * Stopwatch.Frequency);
        for (int i = 0; i < threads; i++)
        {
            int thread = i;
            workers[i] = new Thread(() => counts[thread] = Search(set, index, target, end));
            workers[i].Start();
        }

        foreach (Thread worker in workers)
            worker.Join();
        Figures.Print(row, $"rate on {threads} threads", counts.Sum() / Seconds, "queries/s");
    }

    private static long Search(JudgedSet set, VectorIndex index, double target, long end)
    {
        RowSimilarity[] results = new RowSimilarity[JudgedSet.Neighbours];
        long count = 0;
        for (; Stopwatch.GetTimestamp() < end; count++)
            index.Search(set.Query((int)(count % set.QueryCount)), target, default, results);
        return count;
    }
}
