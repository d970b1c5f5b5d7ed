namespace RagCluster.Lexical.Postings;

/// <summary>One segment of a merge.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="NewRows">For every row its row in the merged segment, or <see cref="Dropped"/>.</param>
public sealed record MergeSource(LexicalSegment Segment, int[] NewRows)
{
    /// <summary>Marks a row that the merged segment leaves out.</summary>
    public const int Dropped = -1;
}
