using System.Text.Json.Serialization;

namespace RagCluster.Client.Queries;

/// <summary>A cited answer, or an abstention with its reason.</summary>
public sealed record Answer
{
    /// <summary>The question.</summary>
    public string Query { get; init; } = "";

    /// <summary>The sentences as one text; empty for an abstention.</summary>
    [JsonPropertyName("answer")]
    public string Text { get; init; } = "";

    /// <summary>Whether there is no answer.</summary>
    public bool Abstained { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public Abstention? Abstention { get; init; }

    /// <summary>The sentences in order.</summary>
    public Sentence[] Sentences { get; init; } = [];

    /// <summary>What they stand on.</summary>
    public Citation[] Citations { get; init; } = [];

    /// <summary><c>extractive</c>, or the chat model's name.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>Sentences of a chat model that were left out: they are not in the sources.</summary>
    public int DroppedSentences { get; init; }

    /// <summary>The first ten of them; empty from a server that is older than it.</summary>
    public DroppedSentence[] Dropped { get; init; } = [];

    /// <summary>Parts of the question that the answer leaves open.</summary>
    public string[] Unanswered { get; init; } = [];

    /// <summary>Which fallbacks were used.</summary>
    public string[] Degraded { get; init; } = [];

    /// <summary>Shards that were asked.</summary>
    public int ShardsAsked { get; init; }

    /// <summary>Shards that answered.</summary>
    public int ShardsAnswered { get; init; }

    /// <summary>The passages that were found.</summary>
    public Passage[] Passages { get; init; } = [];

    /// <summary>What was searched.</summary>
    public string[] Searched { get; init; } = [];

    /// <summary>How long it took on the server.</summary>
    public double TookMs { get; init; }

    /// <summary>The cache tier that had it; null when it was computed.</summary>
    public string? Cached { get; init; }

    /// <summary>The near question that it answers; null for this one.</summary>
    public string? AnsweredQuery { get; init; }

    /// <summary>The experiment that it took part in; null for none.</summary>
    public Exposure? Experiment { get; init; }

    /// <summary>What feedback about this answer names; null from a server that is older than it.</summary>
    public string? FeedbackId { get; init; }
}
