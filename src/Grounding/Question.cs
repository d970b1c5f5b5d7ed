using RagCluster.Grounding.Generating;

namespace RagCluster.Grounding;

/// <summary>What is to be answered.</summary>
/// <param name="Text">The question as asked, 1 to 1,000 characters; checked by the caller.</param>
public sealed record Question(string Text)
{
    /// <summary>
    /// How many of the collection's chunks hold a word (lower case, as asked), or null when not known; from the collection's statistics.
    /// Null: the passages at hand are the statistics.
    /// </summary>
    public Func<string, WordFrequency?>? Frequency { get; init; }

    /// <summary>
    /// The language that the collection is said to be written in, an ISO 639-1 code, which decides where the question's own words don't
    /// tell its language; null for none or several.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>
    /// The most tokens of passages that are read; null for <see cref="GroundingOptions.ContextTokensMax"/>, which it can't exceed.
    /// </summary>
    public int? ContextTokensMax { get; init; }

    /// <summary>Whether the answer says how it was chosen (<see cref="Corpus.Answers.Answer.Choices"/>).</summary>
    public bool Explain { get; init; }

    /// <summary>The chat model that writes; null for the client's own.</summary>
    public string? ChatModel { get; init; }

    /// <summary>How a chat model is to write, as far as the rules of grounding allow; null for nothing in particular.</summary>
    public string? Style { get; init; }

    /// <summary>What the chat model is asked, with places for passages and question; see <see cref="PromptTemplate"/>.</summary>
    public string Template { get; init; } = PromptTemplate.Default;

    /// <summary>Reads what stands around a passage, for a chat model to read its section whole; null: the passages alone.</summary>
    public ReadNeighbours? Neighbours { get; init; }

    /// <summary>
    /// Documents of the collection that can answer; 0 says that an empty result is due to an empty collection. Null when not known.
    /// </summary>
    public long? DocumentCount { get; init; }
}
