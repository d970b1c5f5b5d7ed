namespace RagCluster.Cli.Evaluation;

/// <summary>Quality and speed of one search mode on a test collection, means over its queries.</summary>
/// <param name="Mode">hybrid, bm25 or dense.</param>
/// <param name="Ndcg10">nDCG@10.</param>
/// <param name="Recall100">Recall@100.</param>
/// <param name="Mrr10">MRR@10.</param>
/// <param name="MillisecondsPerQuery">The server's time per query.</param>
internal sealed record ModeResult(string Mode, double Ndcg10, double Recall100, double Mrr10, double MillisecondsPerQuery);
