namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>A model of the registry.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ModelCard")]
public sealed record ModelCard
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it does, for example <c>embedding</c>.</summary>
    [Id(1)]
    public string Kind { get; init; } = "";

    /// <summary>Its revision.</summary>
    [Id(2)]
    public string Revision { get; init; } = "";

    /// <summary>Length of its vectors; 0 when it makes none.</summary>
    [Id(3)]
    public int Dimensions { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    [Id(4)]
    public int TokensMax { get; init; }

    /// <summary>Bytes of its files.</summary>
    [Id(5)]
    public long Bytes { get; init; }

    /// <summary>Its licence.</summary>
    [Id(6)]
    public string License { get; init; } = "";

    /// <summary>Whether its files are here and verified.</summary>
    [Id(7)]
    public bool IsAvailable { get; init; }

    /// <summary>Whether new English collections use it unless they say otherwise.</summary>
    [Id(8)]
    public bool IsDefault { get; init; }

    /// <summary>Whether new collections of another language, or of several, use it unless they say otherwise.</summary>
    [Id(9)]
    public bool IsDefaultMultilingual { get; init; }
}
