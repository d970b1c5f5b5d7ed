using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Generating;

/// <summary>What a generation has come to.</summary>
/// <param name="citations">Numbers the citations.</param>
internal sealed class GenerationOutcome(CitationList citations)
{
    internal CitationList Citations { get; } = citations;

    /// <summary>The sentences that were supported.</summary>
    internal List<AnswerSentence> Sentences { get; } = [];

    /// <summary>How many were not.</summary>
    internal int DroppedCount { get; set; }

    /// <summary>Whether the model said that the passages do not answer.</summary>
    internal bool IsRefused { get; set; }

    /// <summary>Why the model did not finish, or null.</summary>
    internal Exception? Failure { get; set; }
}
