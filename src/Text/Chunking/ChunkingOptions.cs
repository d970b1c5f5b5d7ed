namespace RagCluster.Text.Chunking;

/// <summary>How large chunks are.</summary>
public sealed record ChunkingOptions
{
    private const int TokensMin = 16;
    private const int TokensLimit = 8192;

    /// <summary>Tokens that a chunk holds at most. 512: most sections of documentation, what embedding models commonly read.</summary>
    public int TokensMax { get; init; } = 512;

    /// <summary>Tokens of whole sentences, at most, that a chunk repeats from the one before it in the same section.</summary>
    public int OverlapTokens { get; init; } = 32;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range, or the two do not go together; the message says how to mend
    /// it.</exception>
    public void Validate()
    {
        if (TokensMax is < TokensMin or > TokensLimit)
            throw new ArgumentException($"{nameof(TokensMax)} is {TokensMax}: set it between {TokensMin} and {TokensLimit}.");
        if (OverlapTokens < 0 || OverlapTokens > TokensMax / 2)
        {
            throw new ArgumentException(
                $"{nameof(OverlapTokens)} is {OverlapTokens} and {nameof(TokensMax)} {TokensMax}: "
                    + $"set {nameof(OverlapTokens)} between 0 and {TokensMax / 2}, half of {nameof(TokensMax)}."
            );
        }
    }
}
