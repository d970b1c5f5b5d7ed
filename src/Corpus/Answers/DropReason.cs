namespace RagCluster.Corpus.Answers;

/// <summary>Why an answer leaves something out that a chat model wrote.</summary>
public enum DropReason
{
    /// <summary>No passage says it.</summary>
    NotInSources = 0,

    /// <summary>A passage says it, and it does not answer the question.</summary>
    NoAnswer = 1,

    /// <summary>It leads in something, and nothing of that is left.</summary>
    LeadsNothing = 2,

    /// <summary>Code of which a passage does not hold each line.</summary>
    CodeNotInSources = 3,
}
