namespace RagCluster.Ranking.Results;

/// <summary>One passage of a result: a candidate, or several that follow each other in their document.</summary>
/// <param name="Items">The candidates' numbers, in the order of their document; each touches the one before.</param>
/// <param name="Best">The best of them, whose scores the passage has.</param>
/// <param name="Score">What ranked it.</param>
public sealed record ResultPassage(int[] Items, int Best, double Score);
