namespace RagCluster.Grounding.Verifying;

/// <summary>A difference between a claim and a source that has most of its words.</summary>
/// <param name="Kind">In what they differ.</param>
/// <param name="Message">One sentence for people.</param>
internal sealed record Contradiction(ContradictionKind Kind, string Message)
{
    /// <summary>Whether no other evidence outweighs it; a denial may be meant in other words.</summary>
    internal bool IsDecisive => Kind != ContradictionKind.NotDenied;

    /// <summary>Whether the source denies nothing at all, in any words.</summary>
    internal bool IsUnlike { get; init; }
}
