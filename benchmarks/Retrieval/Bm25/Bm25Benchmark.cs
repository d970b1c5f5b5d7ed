using RagCluster.Benchmarks;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Postings;

namespace RagCluster.Retrieval.Bm25;

/// <summary>BM25 over generated passages: the ranking checked against scoring every row, processor time of ours and of the peers.</summary>
internal static class Bm25Benchmark
{
    private const int Seed = 20;
    private const int QuerySeed = 21;
    private const int Best = 10;
    private const int Rounds = 5;

    /// <summary>Runs the part.</summary>
    internal static int Run(string[] args)
    {
        if (Bm25Arguments.Parse(args) is not { } arguments)
        {
            Console.Error.WriteLine(Bm25Arguments.Help);
            return 2;
        }

        using WorkFolder work = new(arguments.Keep);
        PassageSet passages = new(SentenceSource.Read(arguments.Data), Seed);
        string[] texts = [.. Enumerable.Range(0, arguments.Passages).Select(_ => passages.Next())];
        QueryTerm[][] queries = QuerySet.Draw(texts, arguments.Queries, QuerySeed);
        LexicalSegment segment = OpenOrBuild(work, texts);
        long totalLength = 0;
        foreach (int length in segment.RowLengths)
            totalLength += length;
        Print($"passages {arguments.Passages}", "terms a passage", (double)totalLength / segment.RowCount, "terms");
        Print($"passages {arguments.Passages}", "distinct terms", segment.Terms.Count, "terms");
        Print("ours", "section", segment.SizeBytes / 1e6, "MB");

        int wrong = 0;
        foreach (bool all in (bool[])[false, true])
        {
            Bm25Query[] weighed = [.. queries.Select(terms => QuerySet.Weigh(terms, segment, totalLength, all))];
            wrong += RankingCheck.CountDifferences(weighed, segment, Best);
            double[] times = Measure(weighed, segment);
            string name = all ? "ours AND" : "ours OR";
            Print(name, "processor time p50", times[times.Length / 2], "µs");
            Print(name, "processor time p99", times[times.Length * 99 / 100], "µs");
            Print(name, "processor time mean", times.Average(), "µs");
        }

        Print("ours", "rankings that differ from scoring every row", wrong, $"of {2 * queries.Length}");
        if (arguments.WithPeers)
            PeerRun.Run(work, texts, queries);
        return wrong == 0 ? 0 : 1;
    }

    private static LexicalSegment OpenOrBuild(WorkFolder work, string[] texts)
    {
        string file = Path.Combine(work.Path, $"passages-{texts.Length}.section");
        if (File.Exists(file))
            return LexicalSegment.Open(File.ReadAllBytes(file));
        double before = ThreadClock.Microseconds;
        LexicalSegmentBuilder builder = new(TextAnalyzer.Default);
        foreach (string text in texts)
        {
            builder.BeginRow();
            builder.AddField(text, 1);
        }

        LexicalSegment segment = builder.Build();
        Print("ours", "build", texts.Length / (ThreadClock.Microseconds - before) * 1e6, "passages per processor second");
        using FileStream stream = File.Create(file);
        segment.WriteTo(stream);
        return segment;
    }

    /// <summary>
    /// The processor time of every query in ascending order: the least of several rounds, so that a page fault or interrupt is not a
    /// figure.
    /// </summary>
    private static double[] Measure(Bm25Query[] queries, LexicalSegment segment)
    {
        RowScore[] best = new RowScore[Best];
        double[] times = new double[queries.Length];
        Array.Fill(times, double.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < queries.Length; i++)
            {
                double before = ThreadClock.Microseconds;
                Bm25Search.Find(queries[i], segment, [], best, CancellationToken.None);
                times[i] = Math.Min(times[i], ThreadClock.Microseconds - before);
            }
        }

        Array.Sort(times);
        return times;
    }

    private static void Print(string name, string figure, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"{name},{figure},{value:F1},{unit}"));
}
