namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>Texts or token ids to embed.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.EmbedRequest")]
public sealed record EmbedRequest
{
    /// <summary>The most texts of one request.</summary>
    public const int TextsMax = 1024;

    /// <summary>The texts; empty when <see cref="Tokens"/> are given.</summary>
    [Id(0)]
    public string[] Texts { get; init; } = [];

    /// <summary>Token ids of the model, special tokens included; null when texts are given.</summary>
    [Id(1)]
    public int[][]? Tokens { get; init; }

    /// <summary>What they are for.</summary>
    [Id(2)]
    public TextPurpose Purpose { get; init; }

    /// <summary>Who waits for it.</summary>
    [Id(3)]
    public TextUrgency Urgency { get; init; }

    /// <summary>The time after which the vectors are worth nothing; null for no deadline.</summary>
    [Id(4)]
    public TimeSpan? Within { get; init; }

    /// <summary>The components wanted of each vector; null for all.</summary>
    [Id(5)]
    public int? Dimensions { get; init; }

    /// <summary>A person's query.</summary>
    /// <param name="text">The query.</param>
    public static EmbedRequest Query(string text) => new() { Texts = [text], Purpose = TextPurpose.Query };
}
