namespace RagCluster.Benchmarks;

/// <summary>An answer to a query of a test collection.</summary>
/// <param name="Phase">What went on when it was asked.</param>
/// <param name="Query">The query's place.</param>
/// <param name="Ndcg">nDCG@10.</param>
/// <param name="Documents">The ten best documents.</param>
/// <param name="Milliseconds">How long it took by the caller's clock.</param>
internal sealed record PhaseAnswer(string Phase, int Query, double Ndcg, string[] Documents, double Milliseconds);
