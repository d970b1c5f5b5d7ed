using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>What concerns one call alone. None of it changes what is found, so none of it is in the cache's key.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CallOptions")]
public sealed record CallOptions
{
    private const int PrincipalLengthMax = 256;

    /// <summary>Whether a cache may answer and keep the answer; not, for measuring.</summary>
    [Id(0)]
    public bool Cache { get; init; } = true;

    /// <summary>Whether it may answer with the answer to a near question, where the server is set to.</summary>
    [Id(1)]
    public bool SemanticCache { get; init; } = true;

    /// <summary>
    /// Whether the response says by which plan it was found and how long each step took; such a query is computed and recorded.
    /// </summary>
    [Id(2)]
    public bool Explain { get; init; }

    /// <summary>Who asks, for an arm that stays the same; a hash of it is all that is kept.</summary>
    [Id(3)]
    public string? Principal { get; init; }

    /// <summary>Whether the query may take part in an experiment.</summary>
    [Id(4)]
    public bool Experiments { get; init; } = true;

    internal void Check()
    {
        if (Principal is { Length: 0 or > PrincipalLengthMax })
            throw RagException.Invalid("principal", $"principal has 1 to {PrincipalLengthMax} characters.");
    }
}
