using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Generating;

/// <summary>What a generation has come to.</summary>
/// <param name="citations">Numbers the citations.</param>
internal sealed class GenerationOutcome(CitationList citations)
{
    // Enough to see what a model makes up; whoever reads more reads the model's log.
    private const int DroppedMax = 10;
    private const int DroppedLengthMax = 300;

    internal CitationList Citations { get; } = citations;

    /// <summary>The sentences that were supported.</summary>
    internal List<AnswerSentence> Sentences { get; } = [];

    /// <summary>How many were not.</summary>
    internal int DroppedCount { get; private set; }

    /// <summary>The first of them.</summary>
    internal List<DroppedSentence> Dropped { get; } = [];

    /// <summary>Whether the model said that the passages do not answer.</summary>
    internal bool IsRefused { get; set; }

    /// <summary>Why the model did not finish, or null.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Leaves out what the model wrote.</summary>
    internal void Drop(string text, DropReason reason)
    {
        DroppedCount++;
        if (Dropped.Count == DroppedMax)
            return;
        string shown = InvisibleText.Remove(text).Trim();
        if (shown.Length > DroppedLengthMax)
            shown = shown[..(DroppedLengthMax - (char.IsHighSurrogate(shown[DroppedLengthMax - 2]) ? 2 : 1))] + "…";
        Dropped.Add(new DroppedSentence(shown, reason));
    }
}
