namespace RagCluster.Inference.Models;

/// <summary>One file of a model, as the registry describes it.</summary>
public sealed record ModelFile
{
    /// <summary>Where the file lies, relative to the folder of its registry, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The http or https address that a pull loads it from; null when the file comes with the product or was added.</summary>
    public string? Source { get; init; }
}
