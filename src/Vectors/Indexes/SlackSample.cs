namespace RagCluster.Vectors.Indexes;

/// <summary>What one query asked of the search.</summary>
/// <param name="Distance">The distance of its last neighbour.</param>
/// <param name="Slacks">For each true neighbour the slack with which the search comes upon it; infinite where it never does.</param>
internal sealed record SlackSample(float Distance, float[] Slacks)
{
    /// <summary>Whether the query asked for two rows at once.</summary>
    internal bool IsMixture { get; init; }
}
