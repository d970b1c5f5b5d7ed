namespace RagCluster.Corpus.Jobs;

/// <summary>A step of indexing one document, in its last attempt as a whole.</summary>
/// <param name="Name"><c>load</c>, <c>read</c>, <c>chunk</c>, <c>embed</c>, <c>embed_beside</c> (by the model that is to answer, while the
/// model changes) or <c>commit</c>.</param>
/// <param name="State">Where it stands.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.JobStep")]
public sealed record JobStep([property: Id(0)] string Name, [property: Id(1)] JobStepState State)
{
    /// <summary>How often it was tried in that attempt.</summary>
    [Id(2)]
    public int Attempts { get; init; }

    /// <summary>When it began; null when it did not.</summary>
    [Id(3)]
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>How long it took; null while it has not ended.</summary>
    [Id(4)]
    public TimeSpan? Took { get; init; }
}
