namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>What every plan makes of one query.</summary>
/// <param name="Query">The query's id.</param>
/// <param name="Class">Its class.</param>
/// <param name="Quality">nDCG@10 of each plan, by number.</param>
/// <param name="StageSeconds">Latency of each step of the menu, by number.</param>
internal sealed record OutcomeRow(string Query, string Class, double[] Quality, double[] StageSeconds);
